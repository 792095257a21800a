using Microsoft.EntityFrameworkCore;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;

namespace ValuePortal.Accounts;

/// <summary>How the figures of all accounts in a scope are written, in one question. No usage, no money.</summary>
public sealed class ListCompanies(PortalDbFactory portal)
{
    /// <param name="Currency">ISO 4217 code.</param>
    /// <param name="TimeZone">IANA name of the zone whose days are the account's.</param>
    public sealed record Row(Guid AccountId, string Name, string Currency, string TimeZone);

    public async Task<IReadOnlyDictionary<Guid, Row>> RunAsync(Viewer viewer, CancellationToken ct = default)
    {
        await using var db = portal.For(viewer);
        return await db.Accounts.AsNoTracking()
            .Select(account => new Row(account.AccountId, account.Name, account.Currency, account.TimeZone))
            .ToDictionaryAsync(row => row.AccountId, ct);
    }
}
