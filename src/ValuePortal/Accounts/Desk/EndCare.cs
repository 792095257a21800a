using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Audit;
using ValuePortal.Platform.Data;

namespace ValuePortal.Accounts.Desk;

/// <summary>Takes an account out of the care of a success manager, who then sees nothing of it any more.</summary>
public sealed class EndCare(PortalDbFactory portal, AuditLog audit, IStringLocalizer<AccountsWords> text)
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
        if (await db.Care.Where(care => care.AccountId == accountId && care.PersonId == personId).ExecuteDeleteAsync(ct) == 1)
        {
            await audit.WriteAsync(narrowed, AuditAction.CareEnded, $"of {personId}", accountId, ct);
        }

        return personId;
    }
}
