using System.Runtime.InteropServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ValuePortal.Accounts;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;
using ValuePortal.Usage.Events;
using ValuePortal.Usage.Features;

namespace ValuePortal.Usage.Reports;

/// <summary>What a range is compared with.</summary>
public enum Comparison
{
    None,
    Previous,
    Year,
}

/// <summary>
/// Reads the page of usage for the one account the viewer looks at, from the roll-up by day, and anew only when that has changed: as long
/// as it has not, the same report is given.
/// </summary>
public sealed class ReadUsageReport(PortalDbFactory portal, DayRows days, KeptAnswers kept, ListAccountZones accounts, IStringLocalizer<UsageWords> words)
{
    /// <summary>Days shown when nobody says otherwise.</summary>
    public const int DefaultDays = 90;

    /// <summary>About what a report takes in memory: some hundred points and features.</summary>
    private const int Bytes = 64 * 1024;

    private static readonly DateOnly s_earliest = new(2000, 1, 1);
    private static readonly DateOnly s_latest = new(2100, 12, 31);

    /// <param name="From">First day; null: 90 days that end with the last.</param>
    /// <param name="To">Last day; null: the last day with data.</param>
    /// <param name="CompareWith">The days to compare with, in place of <paramref name="Compare"/>.</param>
    public sealed record Input(DateOnly? From = null, DateOnly? To = null, Comparison Compare = Comparison.Previous, DayRange? CompareWith = null);

    /// <returns>The report; a refusal when the range is turned round or out of the calendar.</returns>
    public async Task<Outcome<UsageReport>> RunAsync(Viewer viewer, Input input, CancellationToken ct = default)
    {
        if (viewer.AccountId is not { } id || (await accounts.RunAsync(viewer, ct: ct)) is not [var account])
        {
            return new Refusal.NotFound(words["NoAccount"]);
        }

        var versions = await kept.VersionsAsync(viewer, id, ct);
        return await kept.GetAsync((id, nameof(ReadUsageReport), input), (versions, account), _ => Bytes, () => ReadAsync(viewer, account, input, versions, ct));
    }

    private async Task<Outcome<UsageReport>> ReadAsync(Viewer viewer, ListAccountZones.Row account, Input input, UsageVersions versions, CancellationToken ct)
    {
        var id = account.AccountId;
        await using var db = portal.For(viewer);
        var (dataFrom, dataUntil) = await ExtentAsync(db, id, ct);
        var to = input.To ?? dataUntil ?? s_earliest.AddDays(DefaultDays);
        var from = input.From ?? to.AddDays(1 - DefaultDays);
        if (from > to)
        {
            return Invalid(words["RangeTurnedRound"]);
        }

        if (from < s_earliest || to > s_latest)
        {
            return Invalid(words["RangeOutOfCalendar"]);
        }

        var range = new DayRange(from, to);
        var bucket = Buckets.For(range);
        var now = await days.OfAccountAsync(viewer, id, range, versions, ct);
        var earlier = input.CompareWith ?? input.Compare switch
        {
            Comparison.Previous => range.Previous,
            Comparison.Year => range.YearBefore,
            _ => (DayRange?)null,
        };
        var then = earlier is { } compared ? await days.OfAccountAsync(viewer, id, compared, versions, ct) : [];
        var (whole, wholeThen) = (WholeDays(now), WholeDays(then));
        var (used, never) = await FeaturesAsync(db, id, UsesOf(now), ct);
        return new UsageReport(
            account.Name, account.TimeZone, dataFrom, dataUntil, range, bucket,
            Figures(whole, used.Count), Points(whole, range, bucket, dataUntil),
            earlier, earlier is null ? null : Figures(wholeThen, UsesOf(then).Count), earlier is { } before ? Points(wholeThen, before, bucket, dataUntil) : [],
            used, never, versions);
    }

    private static async Task<(DateOnly? From, DateOnly? Until)> ExtentAsync(PortalDb db, Guid account, CancellationToken ct)
    {
        var whole = db.UsageDays.AsNoTracking().Where(row => row.AccountId == account && row.FeatureNo == UsageDay.WholeDay);
        return (await whole.MinAsync(row => (DateOnly?)row.Day, ct), await whole.MaxAsync(row => (DateOnly?)row.Day, ct));
    }

    private static DayRow[] WholeDays(List<DayRow[]> days) => [.. days.Select(day => day[0])];

    // Pages of busy accounts have many thousands of these rows: each is looked at once, where it lies.
    private static Dictionary<int, Use> UsesOf(List<DayRow[]> days)
    {
        Dictionary<int, Use> uses = [];
        foreach (var day in days)
        {
            foreach (ref readonly var row in day.AsSpan(1))
            {
                ref var use = ref CollectionsMarshal.GetValueRefOrAddDefault(uses, row.FeatureNo, out _);
                (use ??= new Use()).Add(row);
            }
        }

        return uses;
    }

    private static UsageFigures Figures(DayRow[] whole, int features)
    {
        var people = new PeopleSet();
        long events = 0;
        foreach (var row in whole)
        {
            people.UnionWith(row.People);
            events += row.Events;
        }

        return new UsageFigures(events, people.Count, features, whole.Length);
    }

    // Every bucket of the range has a point; one that the range or the end of the data cuts short is partial.
    private static List<UsagePoint> Points(DayRow[] whole, DayRange range, Bucket bucket, DateOnly? dataUntil)
    {
        var byStart = whole.ToLookup(row => Buckets.StartOf(bucket, row.Day));
        List<UsagePoint> points = [];
        for (var start = Buckets.StartOf(bucket, range.From); start <= range.To; start = Buckets.EndOf(bucket, start).AddDays(1))
        {
            var people = new PeopleSet();
            long events = 0;
            foreach (var row in byStart[start])
            {
                people.UnionWith(row.People);
                events += row.Events;
            }

            var end = Buckets.EndOf(bucket, start);
            var partial = start < range.From || end > range.To || (bucket is not Bucket.Day && dataUntil is { } until && start <= until && end > until);
            points.Add(new UsagePoint(
                start < range.From ? range.From : start, end > range.To ? range.To : end, events, people.Count, partial));
        }

        return points;
    }

    private static async Task<(IReadOnlyList<FeatureUse> Used, IReadOnlyList<FeatureUse> Never)> FeaturesAsync(
        PortalDb db, Guid account, Dictionary<int, Use> uses, CancellationToken ct)
    {
        var used = uses.Keys.ToList();
        var features = await db.Features.AsNoTracking()
            .Where(feature => feature.Listed || used.Contains(feature.No))
            .ToListAsync(ct);
        var others = features.Where(feature => !uses.ContainsKey(feature.No)).Select(feature => feature.No).ToList();
        var usedAtOtherTimes = others.Count == 0 ? [] : await db.UsageDays.AsNoTracking()
            .Where(row => row.AccountId == account && others.Contains(row.FeatureNo))
            .Select(row => row.FeatureNo).Distinct()
            .ToListAsync(ct);
        return (
            [.. features.Where(feature => uses.ContainsKey(feature.No)).Select(feature => uses[feature.No].Of(feature))
                .OrderByDescending(feature => feature.Events).ThenBy(feature => feature.Key, StringComparer.Ordinal)],
            [.. features.Where(feature => !uses.ContainsKey(feature.No) && !usedAtOtherTimes.Contains(feature.No)).Select(feature => new Use().Of(feature))
                .OrderBy(feature => feature.Name, StringComparer.CurrentCulture)]);
    }

    private static Refusal.Invalid Invalid(string message) => new(message, new Dictionary<string, string[]> { ["from"] = [message] });

    /// <summary>What was done with one feature, by days that are added in their order.</summary>
    private sealed class Use
    {
        private readonly PeopleSet people = new();
        private long events;
        private DateOnly? last;

        public void Add(in DayRow row)
        {
            people.UnionWith(row.People);
            events += row.Events;
            last = row.Day;
        }

        public FeatureUse Of(Feature feature) => new(feature.Key, feature.Name, events, people.Count, last);
    }
}
