using Microsoft.EntityFrameworkCore;
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
}

/// <summary>A measure of all use, or of one feature.</summary>
/// <param name="Feature">The key of a feature; null for all use. <see cref="UsageMeasure.FeaturesUsed"/> takes none.</param>
public sealed record UsageQuantity(UsageMeasure Measure, string? Feature = null);

/// <summary>
/// One measure of an account's usage over time: for value drivers, milestones and reviews. It reads the roll-up by day; a feature
/// that nobody used gives zeros.
/// </summary>
public sealed class ReadMetric(PortalDbFactory portal)
{
    /// <param name="From">First day, in the account's time zone.</param>
    /// <param name="To">Last day.</param>
    public readonly record struct Point(DateOnly From, DateOnly To, long Value);

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

    /// <summary>The first day on which the value counted from the start of the range reaches the target; null when it does not.</summary>
    public async Task<DateOnly?> ReachedOnAsync(
        Viewer viewer, Guid account, UsageQuantity quantity, DayRange range, long target, CancellationToken ct = default)
    {
        var counting = new Counting(quantity.Measure);
        foreach (var row in await RowsAsync(viewer, account, quantity, range, ct))
        {
            counting.Add(row);
            if (counting.Value >= target)
            {
                return row.Day;
            }
        }

        return null;
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
