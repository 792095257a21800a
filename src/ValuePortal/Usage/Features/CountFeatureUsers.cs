using Microsoft.EntityFrameworkCore;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;
using ValuePortal.Usage.Events;

namespace ValuePortal.Usage.Features;

/// <summary>How many people of all accounts used a feature lately. One number for each feature, and nothing of any account.</summary>
public sealed class CountFeatureUsers(PortalDbFactory portal, TimeProvider clock)
{
    /// <summary>How far back.</summary>
    public const int Days = 90;

    public async Task<IReadOnlyDictionary<string, int>> RunAsync(IReadOnlyCollection<string> keys, CancellationToken ct = default)
    {
        var since = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime).AddDays(-Days);
        await using var db = portal.ForSystem();
        var features = await db.Features.AsNoTracking().Where(feature => keys.Contains(feature.Key)).ToDictionaryAsync(feature => feature.No, feature => feature.Key, ct);
        int[] numbers = [.. features.Keys];
        if (numbers.Length == 0)
        {
            return new Dictionary<string, int>();
        }

        var people = new Dictionary<(int No, Guid Account), PeopleSet>();
        await foreach (var row in db.UsageDays.AsNoTracking()
            .IgnoreQueryFilters([PortalDb.AccountFilter]).TagWith(EveryAccount.UsersOfFeatures)
            .Where(day => numbers.Contains(day.FeatureNo) && day.Day >= since)
            .Select(day => new { day.FeatureNo, day.AccountId, day.People }).AsAsyncEnumerable().WithCancellation(ct))
        {
            if (!people.TryGetValue((row.FeatureNo, row.AccountId), out var set))
            {
                people[(row.FeatureNo, row.AccountId)] = set = new PeopleSet();
            }

            set.UnionWith(row.People);
        }

        return people.GroupBy(of => features[of.Key.No]).ToDictionary(of => of.Key, of => of.Sum(set => set.Value.Count));
    }
}
