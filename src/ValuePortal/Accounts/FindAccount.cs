using Microsoft.EntityFrameworkCore;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;

namespace ValuePortal.Accounts;

/// <summary>Finds an account by the id it has in the vendor's product. For commands and intake, which come before anybody knows whose it is.</summary>
public sealed class FindAccount(PortalDbFactory portal)
{
    public sealed record Found(Guid AccountId, string Name);

    public async Task<Found?> RunAsync(string externalId, CancellationToken ct = default)
    {
        await using var db = portal.ForSystem();
        return await db.Accounts.AsNoTracking()
            .IgnoreQueryFilters([PortalDb.AccountFilter]).TagWith(EveryAccount.FindByExternalId)
            .Where(account => account.ExternalId == externalId)
            .Select(account => new Found(account.AccountId, account.Name))
            .SingleOrDefaultAsync(ct);
    }
}
