using Microsoft.EntityFrameworkCore;
using ValuePortal.Platform.Data;

namespace ValuePortal.Roi.Portfolio;

/// <summary>The exchange rates that were entered, those valid last first.</summary>
public sealed class ListRates(PortalDbFactory portal)
{
    public const int Most = 2000;

    public async Task<IReadOnlyList<ExchangeRate>> RunAsync(CancellationToken ct = default)
    {
        await using var db = portal.ForSystem();
        return await db.ExchangeRates.AsNoTracking()
            .OrderByDescending(rate => rate.ValidFrom).ThenBy(rate => rate.To).ThenBy(rate => rate.From).Take(Most).ToListAsync(ct);
    }
}
