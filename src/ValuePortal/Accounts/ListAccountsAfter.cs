using Microsoft.EntityFrameworkCore;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;

namespace ValuePortal.Accounts;

/// <summary>The accounts in scope by external id, from one onwards: what programs read page by page.</summary>
public sealed class ListAccountsAfter(PortalDbFactory portal)
{
    /// <param name="ExternalId">As the vendor's product names the account.</param>
    /// <param name="TimeZone">The zone its days are counted in.</param>
    public sealed record Row(string ExternalId, string Name, string TimeZone);

    /// <param name="viewer">Whose scope.</param>
    /// <param name="after">The external id before the first; null for the beginning.</param>
    /// <param name="most">How many at most.</param>
    /// <param name="ct">Stops the query.</param>
    public async Task<IReadOnlyList<Row>> RunAsync(Viewer viewer, string? after, int most, CancellationToken ct = default)
    {
        await using var db = portal.For(viewer);
        return await db.Accounts.AsNoTracking()
#pragma warning disable CA1309 // It becomes SQL, where identifiers are compared byte by byte.
            .Where(account => after == null || string.Compare(account.ExternalId, after) > 0)
#pragma warning restore CA1309
            .OrderBy(account => account.ExternalId)
            .Take(most)
            .Select(account => new Row(account.ExternalId, account.Name, account.TimeZone))
            .ToListAsync(ct);
    }
}
