using System.Data;
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
        if (!viewer.LooksAfterPeople)
        {
            return new Refusal.NotAllowed(text["OnlyVendorAdmin"]);
        }

        await using var db = portal.ForSystem();
        await using var transaction = await db.Database.BeginTransactionAsync(IsolationLevel.Serializable, ct);
        if (await db.FindForAsync(viewer, personId, ct) is not { } person)
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

        // Two admins who close each other at one moment: the second is told.
        if (!maySignIn && viewer.IsCustomer && person.Role is PersonRole.CustomerAdmin && !await db.HasAdminBesideAsync(person, ct))
        {
            return new Refusal.Conflict(text["LastAdmin"]);
        }

        var now = clock.GetUtcNow();
        person.DeactivatedAt = maySignIn ? null : now;
        person.EndSessions(now);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        await audit.WriteAsync(
            viewer, maySignIn ? AuditAction.PersonReactivated : AuditAction.PersonDeactivated, $"{person.Id}", person.AccountId ?? AccountScope.NoAccount, ct);
        return maySignIn;
    }
}
