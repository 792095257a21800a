using Microsoft.EntityFrameworkCore;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;

namespace ValuePortal.Accounts;

/// <summary>
/// What accounts pay a year, as sums over groups of them, and never account by account: for ranking what they ask for. Who does not see money
/// gets a band where a group has fewer than three accounts with a contract (docs/decisions/0032).
/// </summary>
public sealed class SumContracts(PortalDbFactory portal, TimeProvider clock)
{
    /// <summary>From how many accounts on a sum says nothing of one of them.</summary>
    public const int LeastAccounts = 3;

    private static readonly decimal[] s_bands = [0, 10_000, 50_000, 100_000, 500_000, 1_000_000, 5_000_000];

    /// <param name="Currency">The one most of all these accounts pay in; null without any contract.</param>
    /// <param name="Accounts">Of the group, with a contract in that currency.</param>
    /// <param name="Exact">The sum, where the viewer may read it.</param>
    /// <param name="From">The band's lower end; the sum where it is exact.</param>
    /// <param name="To">The band's upper end; null above the highest, the sum where it is exact.</param>
    /// <param name="Ranked">The same for every viewer: the sum of three accounts or more, the middle of the band of fewer.</param>
    /// <param name="TierPoints">Three for each key account of the group, two for an important one, one for another.</param>
    public sealed record Sum(string? Currency, int Accounts, decimal? Exact, decimal From, decimal? To, decimal Ranked, int TierPoints);

    /// <param name="groups">Which accounts, by a name of the caller's.</param>
    public async Task<IReadOnlyDictionary<Guid, Sum>> RunAsync(Viewer viewer, IReadOnlyDictionary<Guid, IReadOnlyCollection<Guid>> groups, CancellationToken ct = default)
    {
        Guid[] all = viewer.IsStaff ? [.. groups.Values.SelectMany(accounts => accounts).Distinct()] : [];
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        await using var db = portal.ForSystem(all);
        var tiers = await db.Accounts.AsNoTracking().Select(account => new { account.AccountId, account.Tier }).ToDictionaryAsync(account => account.AccountId, account => account.Tier, ct);
        var terms = (await db.Contracts.AsNoTracking().Where(terms => terms.ValidFrom <= today).ToListAsync(ct))
            .GroupBy(terms => terms.AccountId).ToDictionary(of => of.Key, of => of.MaxBy(terms => terms.ValidFrom)!);
        var currency = terms.Values.GroupBy(row => row.Currency).OrderByDescending(same => same.Count()).ThenBy(same => same.Key, StringComparer.Ordinal).FirstOrDefault()?.Key;
        return groups.ToDictionary(group => group.Key, group =>
        {
            var values = group.Value.Select(account => terms.GetValueOrDefault(account)).Where(row => row?.Currency == currency && currency is not null).Select(row => row!.YearlyValue).ToList();
            var sum = values.Sum();
            var (from, to) = BandOf(sum);
            var isOpen = values.Count >= LeastAccounts;
            var mayRead = isOpen || viewer.SeesMoney;
            return new Sum(
                currency, values.Count, mayRead ? sum : null, mayRead ? sum : from, mayRead ? sum : to,
                isOpen || sum == 0 ? sum : (from + (to ?? from * 2)) / 2,
                group.Value.Sum(account => tiers.TryGetValue(account, out var tier) ? (int)tier + 1 : 0));
        });
    }

    internal static (decimal From, decimal? To) BandOf(decimal sum)
    {
        var at = Array.FindLastIndex(s_bands, from => from <= sum);
        return (s_bands[Math.Max(at, 0)], at + 1 < s_bands.Length ? s_bands[at + 1] : null);
    }
}
