using Microsoft.EntityFrameworkCore;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;

namespace ValuePortal.Identity.People;

/// <summary>Whose people somebody looks after: the vendor's admin everybody in scope, a customer's admin the own company's.</summary>
internal static class Administration
{
    extension(Viewer viewer)
    {
        public bool LooksAfterPeople => viewer.Role is PersonRole.VendorAdmin or PersonRole.CustomerAdmin;

        /// <param name="account">The company of the person; null for the vendor's own people.</param>
        public bool LooksAfterPeopleOf(Guid? account) => viewer.Role switch
        {
            PersonRole.VendorAdmin => account is not { } any || viewer.Scope.Contains(any),
            PersonRole.CustomerAdmin => account is { } own && viewer.Scope.Contains(own),
            _ => false,
        };
    }

    extension(PortalDb db)
    {
        /// <summary>A person whom the viewer looks after, to be changed; null for anybody else's, and for who was deleted.</summary>
        public async Task<Person?> FindForAsync(Viewer viewer, Guid personId, CancellationToken ct) =>
            await db.Users.SingleOrDefaultAsync(p => p.Id == personId && p.DeletedAt == null, ct) is { } person && viewer.LooksAfterPeopleOf(person.AccountId)
                ? person : null;

        /// <summary>Whether the company still has an admin without this person. Ask in the transaction that takes the person away.</summary>
        public Task<bool> HasAdminBesideAsync(Person person, CancellationToken ct) => db.Users.AnyAsync(
            other => other.AccountId == person.AccountId && other.Id != person.Id && other.Role == PersonRole.CustomerAdmin && other.DeactivatedAt == null, ct);
    }
}
