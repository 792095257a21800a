using Microsoft.EntityFrameworkCore;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Audit;
using ValuePortal.Platform.Data;

namespace ValuePortal.Accounts.Desk;

/// <summary>
/// Gives accounts the tier that today's rule makes of today's contract and seats, after each statement and once an hour, since a statement
/// may begin to hold. An account of which the rule says nothing keeps the tier it was given by hand.
/// </summary>
public sealed class ApplyTierRules(PortalDbFactory portal, TimeProvider clock, AuditLog audit)
{
    public static readonly TimeSpan Every = TimeSpan.FromHours(1);

    /// <summary>All accounts.</summary>
    public async Task RunAsync(CancellationToken ct = default)
    {
        Guid[] accounts;
        await using (var db = portal.ForSystem())
        {
            if (!await db.TierRules.AnyAsync(ct))
            {
                return;
            }

            accounts = await db.Accounts.AsNoTracking().IgnoreQueryFilters([PortalDb.AccountFilter]).TagWith(EveryAccount.TiersByRule).Select(account => account.AccountId).ToArrayAsync(ct);
        }

        foreach (var account in accounts)
        {
            await RunAsync(account, ct);
        }
    }

    public async Task RunAsync(Guid accountId, CancellationToken ct = default)
    {
        await using var db = portal.ForSystem(accountId);
        if (await JudgeAsync(db, accountId, ct) is not { } judged)
        {
            return;
        }

        var account = await db.Accounts.SingleAsync(row => row.AccountId == accountId, ct);
        if (account.Tier == judged.Tier)
        {
            return;
        }

        var what = $"{account.Tier} → {judged.Tier}";
        account.Tier = judged.Tier;
        await db.SaveChangesAsync(ct);
        await audit.WriteAsync(Guid.Empty, "command", "tier-ruled", what, accountId, ct);
    }

    /// <summary>What today's rule makes of an account; null where it says nothing of it.</summary>
    internal async Task<TierJudgement?> JudgeAsync(PortalDb db, Guid accountId, CancellationToken ct)
    {
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        if (await db.TierRules.AsNoTracking().Where(rules => rules.ValidFrom <= today).OrderByDescending(rules => rules.ValidFrom).FirstOrDefaultAsync(ct) is not { } rules)
        {
            return null;
        }

        var terms = await db.Contracts.AsNoTracking().Where(row => row.AccountId == accountId && row.ValidFrom <= today).OrderByDescending(row => row.ValidFrom).FirstOrDefaultAsync(ct);
        var seats = await db.Seats.AsNoTracking().Where(row => row.AccountId == accountId && row.ValidFrom <= today).OrderByDescending(row => row.ValidFrom).Select(row => (int?)row.Seats).FirstOrDefaultAsync(ct);
        return rules.Judge(terms, seats);
    }
}
