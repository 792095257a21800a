using Microsoft.EntityFrameworkCore;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;

namespace ValuePortal.Accounts;

/// <summary>Finds accounts by the ids the vendor's product gives them. For the intake and for commands, never for a page.</summary>
public sealed class AccountDirectory(PortalDbFactory portal, TimeProvider clock)
{
    /// <param name="TimeZone">IANA name.</param>
    public sealed record Entry(Guid AccountId, string ExternalId, string Name, string TimeZone);

    /// <summary>The accounts among these external ids that exist. Case and blanks count.</summary>
    public async Task<IReadOnlyList<Entry>> FindAsync(IReadOnlyCollection<string> externalIds, CancellationToken ct = default)
    {
        await using var db = portal.ForSystem();
        return await db.Accounts.AsNoTracking()
            .IgnoreQueryFilters([PortalDb.AccountFilter]).TagWith(EveryAccount.FindByExternalId)
            .Where(account => externalIds.Contains(account.ExternalId))
            .Select(account => new Entry(account.AccountId, account.ExternalId, account.Name, account.TimeZone))
            .ToListAsync(ct);
    }

    /// <summary>An account by its own id; null when there is none.</summary>
    public async Task<Entry?> FindAsync(Guid accountId, CancellationToken ct = default)
    {
        await using var db = portal.ForSystem(accountId);
        return await db.Accounts.AsNoTracking()
            .Where(account => account.AccountId == accountId)
            .Select(account => new Entry(account.AccountId, account.ExternalId, account.Name, account.TimeZone))
            .SingleOrDefaultAsync(ct);
    }

    /// <summary>Opens the accounts that do not exist yet, with their external id as the name where none is given.</summary>
    /// <returns>How many were opened.</returns>
    public async Task<int> EnsureAsync(IReadOnlyDictionary<string, string?> nameByExternalId, CancellationToken ct = default)
    {
        var known = await FindAsync([.. nameByExternalId.Keys], ct);
        var opened = 0;
        foreach (var (externalId, name) in nameByExternalId.Where(wanted => known.All(account => account.ExternalId != wanted.Key)))
        {
            var account = Account.Open(externalId, Shown(name) ?? externalId, clock.GetUtcNow());
            await using var db = portal.ForSystem(account.AccountId);
            db.Add(account);
            try
            {
                await db.SaveChangesAsync(ct);
                opened++;
            }
            catch (DbUpdateException failure) when (failure.IsDuplicate())
            {
                // Another process opened it in between; that is as good.
            }
        }

        return opened;
    }

    private static string? Shown(string? name) =>
        string.IsNullOrWhiteSpace(name) ? null : name.Length <= Account.NameMaxLength ? name : name[..Account.NameMaxLength];
}
