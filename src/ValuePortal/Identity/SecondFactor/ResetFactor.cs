using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ValuePortal.Identity.Profiles;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Audit;
using ValuePortal.Platform.Data;

namespace ValuePortal.Identity.SecondFactor;

/// <summary>The vendor's admin takes away the second factor and the passkeys of somebody who lost them. That person's sessions end; at the next sign-in the password is enough to set up another one.</summary>
public sealed class ResetFactor(PortalDbFactory portal, TimeProvider clock, TellOfChange tell, AuditLog audit, IStringLocalizer<IdentityWords> identity, IStringLocalizer<FactorWords> text)
{
    public async Task<Outcome<Guid>> RunAsync(Viewer viewer, Guid personId, CancellationToken ct = default)
    {
        if (viewer.Role is not PersonRole.VendorAdmin)
        {
            return new Refusal.NotAllowed(identity["OnlyVendorAdmin"]);
        }

        await using var db = portal.ForSystem();
        var person = await db.Users.SingleOrDefaultAsync(p => p.Id == personId, ct);
        if (person is null || (person.AccountId is { } account && !viewer.Scope.Contains(account)))
        {
            return new Refusal.NotFound(identity["NoSuchPerson"]);
        }

        if (person.Id == viewer.PersonId)
        {
            return new Refusal.Conflict(text["NotYourOwn"]);
        }

        await DropAsync(db, personId, ct);
        await db.UserPasskeys.Where(key => key.UserId == personId).ExecuteDeleteAsync(ct);
        person.TwoFactorEnabled = false;
        person.EndSessions(clock.GetUtcNow());
        await db.SaveChangesAsync(ct);
        await audit.WriteAsync(viewer, FactorAudit.Reset, $"{person.Id}", person.AccountId ?? AccountScope.NoAccount, ct);
        await tell.RunAsync(person.Id, SignInChange.FactorReset, ct);
        return person.Id;
    }

    internal static async Task DropAsync(PortalDb db, Guid person, CancellationToken ct)
    {
        await db.Authenticators.Where(a => a.PersonId == person).ExecuteDeleteAsync(ct);
        await db.RecoveryCodes.Where(c => c.PersonId == person).ExecuteDeleteAsync(ct);
    }
}
