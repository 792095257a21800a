using Microsoft.EntityFrameworkCore;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;

namespace ValuePortal.Accounts;

/// <summary>The seats of the one account the viewer looks at, as they were stated, by the day they hold from. Prices only for who sees money.</summary>
public sealed class ListSeats(PortalDbFactory portal)
{
    private const int Most = 200;

    /// <param name="YearlyPrice">What a seat costs a year; null where the contract does not say, and for viewers who do not see money.</param>
    /// <param name="Currency">ISO 4217 code; null without a price.</param>
    public sealed record Row(DateOnly ValidFrom, int Seats, decimal? YearlyPrice, string? Currency);

    public async Task<IReadOnlyList<Row>> RunAsync(Viewer viewer, CancellationToken ct = default)
    {
        var seesMoney = viewer.SeesMoney;
        await using var db = portal.For(viewer);
        return await db.Seats.AsNoTracking()
            .Where(seats => seats.AccountId == viewer.AccountId)
            .OrderBy(seats => seats.ValidFrom).Take(Most)
            .Select(seats => new Row(seats.ValidFrom, seats.Seats, seesMoney ? seats.YearlyPrice : null, seesMoney ? seats.Currency : null))
            .ToListAsync(ct);
    }
}
