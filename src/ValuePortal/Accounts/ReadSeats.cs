using Microsoft.EntityFrameworkCore;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;

namespace ValuePortal.Accounts;

/// <summary>How many seats the one account the viewer looks at has on a day of its calendar.</summary>
public sealed class ReadSeats(PortalDbFactory portal)
{
    /// <returns>Null when nobody has stated seats until then.</returns>
    public async Task<int?> RunAsync(Viewer viewer, DateOnly day, CancellationToken ct = default)
    {
        await using var db = portal.For(viewer);
        return await db.Seats.AsNoTracking()
            .Where(seats => seats.AccountId == viewer.AccountId && seats.ValidFrom <= day)
            .OrderByDescending(seats => seats.ValidFrom)
            .Select(seats => (int?)seats.Seats)
            .FirstOrDefaultAsync(ct);
    }
}
