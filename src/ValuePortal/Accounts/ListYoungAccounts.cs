using Microsoft.EntityFrameworkCore;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;

namespace ValuePortal.Accounts;

/// <summary>The accounts in the viewer's scope that began on a day or later, oldest first, fifty at most.</summary>
public sealed class ListYoungAccounts(PortalDbFactory portal)
{
    private const int Most = 50;

    /// <param name="BeganOn">The day its seats were first stated for, else its go-live.</param>
    public sealed record Row(Guid AccountId, string Name, DateOnly BeganOn);

    public async Task<IReadOnlyList<Row>> RunAsync(Viewer viewer, DateOnly since, DateOnly today, CancellationToken ct = default)
    {
        await using var db = portal.For(viewer);
        var seats = db.Seats;
        var found = await db.Accounts.AsNoTracking()
            .Select(account => new
            {
                account.AccountId,
                account.Name,
                BeganOn = seats.Where(row => row.AccountId == account.AccountId).Min(row => (DateOnly?)row.ValidFrom) ?? account.GoLiveOn,
            })
            .Where(row => row.BeganOn >= since && row.BeganOn <= today)
            .OrderBy(row => row.BeganOn).ThenBy(row => row.AccountId).Take(Most)
            .ToListAsync(ct);
        return [.. found.Select(row => new Row(row.AccountId, row.Name, row.BeganOn!.Value))];
    }
}
