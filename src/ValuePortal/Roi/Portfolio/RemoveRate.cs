using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Audit;
using ValuePortal.Platform.Data;

namespace ValuePortal.Roi.Portfolio;

/// <summary>The vendor's admin takes a wrong rate out. The audit log keeps what it was.</summary>
public sealed class RemoveRate(PortalDbFactory portal, AuditLog audit, IStringLocalizer<PortfolioWords> words)
{
    public async Task<Outcome<Guid>> RunAsync(Viewer viewer, Guid id, CancellationToken ct = default)
    {
        if (viewer.Role is not PersonRole.VendorAdmin)
        {
            return new Refusal.NotAllowed(words["OnlyVendorAdmin"]);
        }

        await using var db = portal.ForSystem();
        if (await db.ExchangeRates.AsNoTracking().SingleOrDefaultAsync(row => row.Id == id, ct) is not { } rate
            || await db.ExchangeRates.Where(row => row.Id == id).ExecuteDeleteAsync(ct) == 0)
        {
            return new Refusal.NotFound(words["NoSuchRate"]);
        }

        await audit.WriteAsync(viewer, RoiAudit.RateRemoved, EnterRate.Told(rate), AccountScope.NoAccount, ct);
        return id;
    }
}
