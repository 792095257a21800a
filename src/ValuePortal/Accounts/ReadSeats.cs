using Microsoft.EntityFrameworkCore;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;

namespace ValuePortal.Accounts;

/// <summary>How many seats the one account the viewer looks at has on a day of its calendar.</summary>
public sealed class ReadSeats(PortalDbFactory portal)
{
    public sealed record Stated(DateOnly From, int Seats);

    /// <summary>What was stated until a day, the earliest first.</summary>
    public async Task<IReadOnlyList<Stated>> StatedAsync(Viewer viewer, DateOnly until, CancellationToken ct = default)
    {
        await using var db = portal.For(viewer);
        return await db.Seats.AsNoTracking().Where(seats => seats.AccountId == viewer.AccountId && seats.ValidFrom <= until)
            .OrderBy(seats => seats.ValidFrom).Select(seats => new Stated(seats.ValidFrom, seats.Seats)).ToListAsync(ct);
    }

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
