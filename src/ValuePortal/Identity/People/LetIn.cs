using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Audit;
using ValuePortal.Platform.Data;

namespace ValuePortal.Identity.People;

/// <summary>Says whether a person may sign in. Who may not any more loses open sessions and links at once.</summary>
public sealed class LetIn(PortalDbFactory portal, TimeProvider clock, AuditLog audit, IStringLocalizer<IdentityWords> text)
{
    public async Task<Outcome<bool>> RunAsync(Viewer viewer, Guid personId, bool maySignIn, CancellationToken ct = default)
    {
        if (viewer.Role is not PersonRole.VendorAdmin)
        {
            return new Refusal.NotAllowed(text["OnlyVendorAdmin"]);
        }

        await using var db = portal.ForSystem();
        var person = await db.Users.SingleOrDefaultAsync(p => p.Id == personId, ct);
        if (person is null || (person.AccountId is { } account && !viewer.Scope.Contains(account)))
        {
            return new Refusal.NotFound(text["NoSuchPerson"]);
        }

        if (person.Id == viewer.PersonId)
        {
            return new Refusal.Conflict(text["NotYourself"]);
        }

        if (person.DeactivatedAt is null == maySignIn)
        {
            return maySignIn;
        }

        var now = clock.GetUtcNow();
        person.DeactivatedAt = maySignIn ? null : now;
        person.SecurityStamp = Guid.CreateVersion7(now).ToString("N");
        person.ConcurrencyStamp = Guid.CreateVersion7(now).ToString("N");
        await db.SaveChangesAsync(ct);
        await audit.WriteAsync(
            viewer, maySignIn ? AuditAction.PersonReactivated : AuditAction.PersonDeactivated, $"{person.Id}", person.AccountId ?? AccountScope.NoAccount, ct);
        return maySignIn;
    }
}
