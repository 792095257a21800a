using Microsoft.EntityFrameworkCore;
using ValuePortal.Accounts;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;
using ValuePortal.Usage.Events;

namespace ValuePortal.Usage.Reports;

/// <summary>What is measured on usage.</summary>
public enum UsageMeasure
{
    Events,
    ActiveUsers,
    FeaturesUsed,
    ActiveDays,

    /// <summary>People active in the seven days that end with a day, in per cent of the seats of that day. For milestones: it is a share, and nothing is added up.</summary>
    SeatShare,
}

/// <summary>A measure of all use, or of one feature.</summary>
/// <param name="Feature">The key of a feature; null for all use. <see cref="UsageMeasure.FeaturesUsed"/> takes none.</param>
public sealed record UsageQuantity(UsageMeasure Measure, string? Feature = null);

/// <summary>
/// One measure of an account's usage over time: for value drivers, milestones and reviews. It reads the roll-up by day; a feature
/// that nobody used gives zeros.
/// </summary>
public sealed class ReadMetric(PortalDbFactory portal, ReadSeats seats)
{
    private const int Week = 7;

    /// <param name="From">First day, in the account's time zone.</param>
    /// <param name="To">Last day.</param>
    public readonly record struct Point(DateOnly From, DateOnly To, long Value);

    /// <summary>A value that usage is to come to within a range of days.</summary>
    public sealed record Goal(UsageQuantity Quantity, DayRange Range, long Target);

    /// <param name="Value">The value of the whole range.</param>
    /// <param name="On">The first day on which the value counted from the start of the range reached the target; null when it did not.</param>
    public readonly record struct Reach(long Value, DateOnly? On);

    /// <summary>The value of each bucket in a range; distinct people are counted within each bucket.</summary>
    public async Task<IReadOnlyList<Point>> ByBucketAsync(
        Viewer viewer, Guid account, UsageQuantity quantity, DayRange range, Bucket bucket, CancellationToken ct = default)
    {
        var rows = (await RowsAsync(viewer, account, quantity, range, ct)).ToLookup(row => Buckets.StartOf(bucket, row.Day));
        List<Point> points = [];
        for (var start = Buckets.StartOf(bucket, range.From); start <= range.To; start = Buckets.EndOf(bucket, start).AddDays(1))
        {
            var counting = new Counting(quantity.Measure);
            foreach (var row in rows[start])
            {
                counting.Add(row);
            }

            var end = Buckets.EndOf(bucket, start);
            points.Add(new Point(start < range.From ? range.From : start, end > range.To ? range.To : end, counting.Value));
        }

        return points;
    }

    /// <summary>The value of a whole range.</summary>
    public async Task<long> TotalAsync(Viewer viewer, Guid account, UsageQuantity quantity, DayRange range, CancellationToken ct = default)
    {
        var counting = new Counting(quantity.Measure);
        foreach (var row in await RowsAsync(viewer, account, quantity, range, ct))
        {
            counting.Add(row);
        }

        return counting.Value;
    }

    /// <summary>How far usage has come towards each goal. Goals of one kind share a reading: a plan of many milestones costs a few.</summary>
    /// <returns>In the order of the goals: the value in the goal's range, and the first day on which it came to the target.</returns>
    public async Task<IReadOnlyList<Reach>> ReachAsync(Viewer viewer, Guid account, IReadOnlyList<Goal> goals, CancellationToken ct = default)
    {
        var reached = new Reach[goals.Count];
        foreach (var (place, goal) in goals.Index().Where(goal => goal.Item.Quantity.Measure is UsageMeasure.SeatShare))
        {
            reached[place] = await SeatShareAsync(viewer, account, goal, ct);
        }

        foreach (var kind in goals.Index().Where(goal => goal.Item.Quantity.Measure is not UsageMeasure.SeatShare).GroupBy(goal => (Count: goal.Item.Quantity.Measure is UsageMeasure.FeaturesUsed, goal.Item.Quantity.Feature)))
        {
            if (kind.Key.Count)
            {
                foreach (var (place, goal) in kind)
                {
                    reached[place] = ReachOf(await FirstDaysOfFeaturesAsync(viewer, account, goal.Range, ct), goal);
                }

                continue;
            }

            var range = new DayRange(kind.Min(goal => goal.Item.Range.From), kind.Max(goal => goal.Item.Range.To));
            var rows = await RowsAsync(viewer, account, kind.First().Item.Quantity, range, ct);
            foreach (var (place, goal) in kind)
            {
                reached[place] = ReachOf(rows, goal);
            }
        }

        return reached;
    }

    /// <summary>First and last day with data; null for an account without any.</summary>
    public async Task<DayRange?> ExtentAsync(Viewer viewer, Guid account, CancellationToken ct = default)
    {
        await using var db = portal.For(viewer);
        var whole = db.UsageDays.AsNoTracking().Where(row => row.AccountId == account && row.FeatureNo == UsageDay.WholeDay);
        return await whole.MinAsync(row => (DateOnly?)row.Day, ct) is { } from && await whole.MaxAsync(row => (DateOnly?)row.Day, ct) is { } to
            ? new DayRange(from, to)
            : null;
    }

    private async Task<List<DayRow>> RowsAsync(Viewer viewer, Guid account, UsageQuantity quantity, DayRange range, CancellationToken ct)
    {
        await using var db = portal.For(viewer);
        var feature = UsageDay.WholeDay;
        if (quantity.Feature is { } key)
        {
            feature = await db.Features.AsNoTracking().Where(row => row.Key == key).Select(row => row.No).SingleOrDefaultAsync(ct);
            if (feature == UsageDay.WholeDay)
            {
                return [];
            }
        }

        var everyFeature = quantity is { Measure: UsageMeasure.FeaturesUsed };
        return await db.UsageDays.AsNoTracking()
            .Where(row => row.AccountId == account && row.Day >= range.From && row.Day <= range.To
                && (everyFeature ? row.FeatureNo != UsageDay.WholeDay : row.FeatureNo == feature))
            .OrderBy(row => row.Day).ThenBy(row => row.FeatureNo)
            .Select(row => new DayRow(row.AccountId, row.Day, row.FeatureNo, row.Events, row.People))
            .ToListAsync(ct);
    }

    private async Task<Reach> SeatShareAsync(Viewer viewer, Guid account, Goal goal, CancellationToken ct)
    {
        var stated = viewer.NarrowTo(account) is { } narrowed ? await seats.StatedAsync(narrowed, goal.Range.To, ct) : [];
        var rows = await RowsAsync(viewer, account, goal.Quantity, goal.Range with { From = goal.Range.From.AddDays(1 - Week) }, ct);
        var (value, on) = (0L, (DateOnly?)null);

        // Days after the last one with data are a gap, and no week without people.
        var last = (await ExtentAsync(viewer, account, ct))?.To ?? goal.Range.From.AddDays(-1);
        for (var day = goal.Range.From; day <= goal.Range.To && day <= last; day = day.AddDays(1))
        {
            var people = new PeopleSet();
            foreach (var row in rows.Where(row => row.Day > day.AddDays(-Week) && row.Day <= day))
            {
                people.UnionWith(row.People);
            }

            var bought = (long)(stated.LastOrDefault(each => each.From <= day)?.Seats ?? 0);
            value = bought > 0 ? people.Count * 100L / bought : 0;
            on ??= bought > 0 && people.Count * 100L >= goal.Target * bought ? day : null;
        }

        return new Reach(value, on);
    }

    private static Reach ReachOf(IEnumerable<DayRow> rows, Goal goal)
    {
        var counting = new Counting(goal.Quantity.Measure);
        DateOnly? on = null;
        foreach (var row in rows)
        {
            if (row.Day < goal.Range.From || row.Day > goal.Range.To)
            {
                continue;
            }

            counting.Add(row);
            on ??= counting.Value >= goal.Target ? row.Day : null;
        }

        return new Reach(counting.Value, on);
    }

    // What is counted is features: of each the first day in the range says all.
    private async Task<List<DayRow>> FirstDaysOfFeaturesAsync(Viewer viewer, Guid account, DayRange range, CancellationToken ct)
    {
        await using var db = portal.For(viewer);
        var first = await db.UsageDays.AsNoTracking()
            .Where(row => row.AccountId == account && row.FeatureNo != UsageDay.WholeDay && row.Day >= range.From && row.Day <= range.To)
            .GroupBy(row => row.FeatureNo)
            .Select(feature => new { No = feature.Key, Day = feature.Min(row => row.Day) })
            .ToListAsync(ct);
        return [.. first.OrderBy(feature => feature.Day).ThenBy(feature => feature.No).Select(feature => new DayRow(account, feature.Day, feature.No, 0, []))];
    }

    private sealed class Counting(UsageMeasure measure)
    {
        private readonly PeopleSet people = new();
        private readonly HashSet<int> features = [];
        private long sum;

        public long Value => measure switch
        {
            UsageMeasure.ActiveUsers => people.Count,
            UsageMeasure.FeaturesUsed => features.Count,
            _ => sum,
        };

        public void Add(DayRow row)
        {
            people.UnionWith(row.People);
            features.Add(row.FeatureNo);
            sum += measure is UsageMeasure.ActiveDays ? 1 : row.Events;
        }
    }
}
