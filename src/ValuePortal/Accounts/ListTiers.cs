using Microsoft.EntityFrameworkCore;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;

namespace ValuePortal.Accounts;

/// <summary>The accounts of a scope with their tier and the zone of their days: for what is meant for some of them. No usage, no money.</summary>
public sealed class ListTiers(PortalDbFactory portal)
{
    public sealed record Row(Guid AccountId, string ExternalId, string Name, Tier Tier, string TimeZone, string Language);

    /// <returns>By name.</returns>
    public async Task<IReadOnlyList<Row>> RunAsync(AccountScope scope, CancellationToken ct = default)
    {
        await using var db = portal.ForSystem([.. scope.Accounts]);
        return await db.Accounts.AsNoTracking()
            .OrderBy(account => account.Name).ThenBy(account => account.AccountId)
            .Select(account => new Row(account.AccountId, account.ExternalId, account.Name, account.Tier, account.TimeZone, account.Language)).ToListAsync(ct);
    }
}
