using Microsoft.EntityFrameworkCore;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Audit;
using ValuePortal.Platform.Data;

namespace ValuePortal.Accounts.Own;

/// <summary>The people of the viewer's own company as its admin sees them, by name, 1000 at most.</summary>
public sealed class ListColleagues(PortalDbFactory portal, ReadLastSignIns lastSignIns)
{
    private const int Most = 1000;

    /// <param name="LastSignIn">Null for somebody who never signed in.</param>
    public sealed record Row(Guid Id, string Name, string Email, PersonRole Role, bool MaySeeMoney, bool MaySignIn, bool HasPassword, DateTimeOffset? LastSignIn)
    {
        /// <summary>Invited, and has not come yet.</summary>
        public bool IsInvited => MaySignIn && !HasPassword && LastSignIn is null;
    }

    /// <returns>Nobody for who is no admin of a company.</returns>
    public async Task<IReadOnlyList<Row>> RunAsync(Viewer viewer, CancellationToken ct = default)
    {
        if (viewer is not { Role: PersonRole.CustomerAdmin, AccountId: { } account })
        {
            return [];
        }

        await using var db = portal.For(viewer);
        var signIns = await lastSignIns.RunAsync(viewer, account, ct);
        var people = await db.Users.AsNoTracking()
            .Where(person => person.AccountId == account && person.DeletedAt == null)
            .OrderBy(person => person.Name).ThenBy(person => person.Id).Take(Most)
            .Select(person => new { person.Id, person.Name, person.Email, person.Role, person.MaySeeMoney, person.DeactivatedAt, person.PasswordHash })
            .ToListAsync(ct);
        return
        [
            .. people.Select(person => new Row(
                person.Id, person.Name, person.Email!, person.Role, person.MaySeeMoney, person.DeactivatedAt is null, person.PasswordHash is not null,
                signIns.TryGetValue(person.Id, out var at) ? at : null)),
        ];
    }
}
