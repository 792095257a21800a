using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Audit;
using ValuePortal.Platform.Data;

namespace ValuePortal.Accounts.Desk;

/// <summary>Gives an account into the care of a success manager. Twice is once.</summary>
public sealed class GiveCare(PortalDbFactory portal, TimeProvider clock, AuditLog audit, IStringLocalizer<AccountsWords> text)
{
    public async Task<Outcome<Guid>> RunAsync(Viewer viewer, Guid accountId, Guid personId, CancellationToken ct = default)
    {
        if (viewer.Role is not PersonRole.VendorAdmin)
        {
            return new Refusal.NotAllowed(text["OnlyVendorAdmin"]);
        }

        if (viewer.NarrowTo(accountId) is not { } narrowed)
        {
            return new Refusal.NotFound(text["NoSuchAccount"]);
        }

        await using var db = portal.For(narrowed);
        if (!await db.Users.AnyAsync(p => p.Id == personId && p.Role == PersonRole.Csm && p.DeactivatedAt == null, ct))
        {
            return new Refusal.NotFound(text["NoSuchCsm"]);
        }

        if (await db.Care.AnyAsync(care => care.AccountId == accountId && care.PersonId == personId, ct))
        {
            return personId;
        }

        db.Add(new Care { AccountId = accountId, PersonId = personId, Since = clock.GetUtcNow() });
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (Exception failure) when (failure.IsDuplicate())
        {
            return personId;
        }

        await audit.WriteAsync(narrowed, AuditAction.CareGiven, $"to {personId}", accountId, ct);
        return personId;
    }
}
