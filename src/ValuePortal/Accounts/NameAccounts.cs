using Microsoft.EntityFrameworkCore;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;

namespace ValuePortal.Accounts;

/// <summary>The names of accounts in a scope, by id. Names only: no usage, no money.</summary>
public sealed class NameAccounts(PortalDbFactory portal)
{
    public async Task<IReadOnlyDictionary<Guid, string>> RunAsync(AccountScope scope, CancellationToken ct = default)
    {
        await using var db = portal.ForSystem([.. scope.Accounts]);
        return await db.Accounts.AsNoTracking().ToDictionaryAsync(account => account.AccountId, account => account.Name, ct);
    }
}
