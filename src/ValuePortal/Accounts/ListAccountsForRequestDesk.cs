using Microsoft.EntityFrameworkCore;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;

namespace ValuePortal.Accounts;

/// <summary>
/// The ids of all accounts, for the desk at which product managers answer the requests of all customers. For nothing else: what a
/// viewer may see of accounts is in the viewer.
/// </summary>
public sealed class ListAccountsForRequestDesk(PortalDbFactory portal)
{
    public async Task<AccountScope> RunAsync(Viewer viewer, CancellationToken ct = default)
    {
        if (viewer.Role is not PersonRole.ProductManager)
        {
            return viewer.IsStaff ? viewer.Scope : default;
        }

        await using var db = portal.ForSystem();
        return AccountScope.Only(await db.Accounts.AsNoTracking()
            .IgnoreQueryFilters([PortalDb.AccountFilter]).TagWith(EveryAccount.ScopeOfRequestDesk)
            .Select(account => account.AccountId).ToArrayAsync(ct));
    }
}
