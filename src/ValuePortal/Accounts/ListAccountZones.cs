using Microsoft.EntityFrameworkCore;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;

namespace ValuePortal.Accounts;

/// <summary>The accounts in scope with the zones their days are counted in, by external id.</summary>
public sealed class ListAccountZones(PortalDbFactory portal)
{
    public sealed record Row(Guid AccountId, string ExternalId, string Name, string TimeZone);

    /// <param name="viewer">Whose scope.</param>
    /// <param name="externalId">Only this account; null for all in scope.</param>
    /// <param name="ct">Stops the query.</param>
    public async Task<IReadOnlyList<Row>> RunAsync(Viewer viewer, string? externalId = null, CancellationToken ct = default)
    {
        await using var db = portal.For(viewer);
        return await db.Accounts.AsNoTracking()
            .Where(account => externalId == null || account.ExternalId == externalId)
            .OrderBy(account => account.ExternalId)
            .Select(account => new Row(account.AccountId, account.ExternalId, account.Name, account.TimeZone))
            .ToListAsync(ct);
    }
}
