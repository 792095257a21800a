using System.Globalization;
using Microsoft.EntityFrameworkCore;
using ValuePortal.Accounts;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;
using ValuePortal.Tests.Support;
using ValuePortal.Usage.Events;
using ValuePortal.Usage.Intake;

namespace ValuePortal.Tests.Usage.Intake;

/// <summary>Events by chance with a fixed seed, and the roll-ups they led to in the words of the product: no number that the order gives.</summary>
internal static class Stream
{
    private static CancellationToken Ct => Xunit.TestContext.Current.CancellationToken;

    /// <summary>Track calls of some people of some accounts, within some days round a moment.</summary>
    public static List<IncomingEvent> Of(int count, string prefix, int seed, int days = 3, int accounts = 4)
    {
        var chance = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(i => new IncomingEvent(
            EventKind.Track,
            $"m-{i}",
            FixedClock.Monday.AddMinutes(-chance.Next(days * 24 * 60)),
            chance.Next(10) == 0 ? null : $"user-{chance.Next(12)}",
            $"{prefix}account-{chance.Next(accounts)}",
            null,
            "Used",
            chance.Next(6) is > 0 and var feature ? $"feature-{feature}" : null,
            null))];
    }

    public static T[] Shuffled<T>(this IEnumerable<T> items, Random chance)
    {
        var shuffled = items.ToArray();
        chance.Shuffle(shuffled);
        return shuffled;
    }

    /// <summary>In pieces of chance sizes.</summary>
    public static IEnumerable<T[]> Partitioned<T>(this IReadOnlyList<T> items, Random chance, int most)
    {
        for (var at = 0; at < items.Count;)
        {
            var piece = items.Skip(at).Take(1 + chance.Next(most)).ToArray();
            at += piece.Length;
            yield return piece;
        }
    }

    public static async Task<Verdict[]> StoreAsync(this EventStore store, IntakeSource source, params IncomingEvent[] events) =>
        (await store.StoreAsync([new IncomingBatch(source, events)], Ct))[0];

    /// <summary>Both roll-ups of these accounts, line by line; a prefix of their ids is left out.</summary>
    public static async Task<List<string>> RollUpsAsync(PortalDbFactory portal, IEnumerable<Account> accounts, string prefix = "")
    {
        List<string> lines = [];
        foreach (var account in accounts)
        {
            var name = account.ExternalId[prefix.Length..];
            await using var db = portal.ForSystem(account.AccountId);
            var users = await db.Set<UsageUser>().ToDictionaryAsync(user => user.No, user => user.ExternalId, Ct);
            var features = await db.Set<ValuePortal.Usage.Features.Feature>().ToDictionaryAsync(feature => feature.No, feature => feature.Key, Ct);
            users[0] = features[0] = "-";
            foreach (var row in await db.Set<UsageDay>().ToListAsync(Ct))
            {
                var people = string.Join(' ', new PeopleSet(row.People).Numbers.Select(no => users[no]).Order(StringComparer.Ordinal));
                lines.Add($"{name} {row.Day:yyyy-MM-dd} {features[row.FeatureNo]}: {row.Events} by {people}");
            }

            foreach (var row in await db.Set<UsageQuarter>().ToListAsync(Ct))
            {
                lines.AddRange(QuarterCounts.Read(row.Counts).Select(count => $"{name} {row.Quarter} {users[count.UserNo]} {features[count.FeatureNo]}: {count.Events}"));
            }
        }

        lines.Sort(StringComparer.Ordinal);
        return lines;
    }

    /// <summary>The day roll-up as it must be, counted event by event: the day by the offset of that very moment.</summary>
    public static List<string> DaysCountedByHand(IEnumerable<IncomingEvent> events, TimeZoneInfo zone)
    {
        var day = (IncomingEvent call) => (long)Math.Floor((call.At.ToUnixTimeMilliseconds() + zone.GetUtcOffset(call.At).TotalMilliseconds) / 86_400_000);
        return [.. events
            .SelectMany(call => call.FeatureProperty is { } feature ? new[] { (call, feature), (call, "-") } : [(call, "-")])
            .GroupBy(entry => (Day: day(entry.call), Feature: entry.Item2))
            .Select(row => string.Create(CultureInfo.InvariantCulture,
                $"{DateOnly.FromDateTime(DateTime.UnixEpoch).AddDays((int)row.Key.Day):yyyy-MM-dd} {row.Key.Feature}: {row.Count()} by {string.Join(' ', row.Select(entry => entry.call.UserId).OfType<string>().Distinct().Order(StringComparer.Ordinal))}"))
            .Order(StringComparer.Ordinal)];
    }
}
