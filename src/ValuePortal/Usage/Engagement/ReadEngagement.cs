using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Usage.Reports;

namespace ValuePortal.Usage.Engagement;

/// <summary>Reads the page of engagement for the one account the viewer looks at: how many people, how often, how steadily.</summary>
public sealed class ReadEngagement(ReadActivity activity)
{
    // The last bin is open; a range of less than a month stops earlier.
    private static readonly int[] s_bins = [1, 2, 4, 8, 16, 31];

    /// <param name="From">First day; null: 90 days that end with the last.</param>
    /// <param name="To">Last day; null: the last day with data.</param>
    /// <param name="Month">Any day of the month of the power-user curve; null: the last of the range that is whole.</param>
    public sealed record Input(
        DateOnly? From = null, DateOnly? To = null, Comparison Compare = Comparison.Previous, Alignment Align = Alignment.Date, DateOnly? Month = null);

    public async Task<Outcome<EngagementReport>> RunAsync(Viewer viewer, Input input, CancellationToken ct = default)
    {
        if (!(await activity.ReachAsync(viewer, ct)).Is(out var reach, out var refused))
        {
            return refused;
        }

        var last = input.To ?? reach.Data?.To ?? reach.Today;
        if (!activity.Range(input.From, input.To, new(last.AddDays(1 - ReadUsageReport.DefaultDays), last)).Is(out var range, out refused))
        {
            return refused;
        }

        var earlier = Earlier(range, input.Compare, input.Align);
        var month = MonthOf(input.Month, reach, range);
        var monthRange = new DayRange(month, Buckets.EndOf(Bucket.Month, month));
        var from = new[] { range.From, earlier?.From ?? range.From, month }.Min().AddDays(1 - Window.Month.Days);
        var to = range.To > monthRange.To ? range.To : monthRange.To;
        var counting = new Counting(await activity.DaysAsync(viewer, reach.AccountId, new(from, to), ct), reach);

        // What is not over yet is compared with as many days as have gone by.
        var bucket = Buckets.For(range);
        var points = counting.Points(range, range, bucket);
        var elapsed = new DayRange(range.From, Max(range.From, LastWholeDay(reach, range)));
        return new EngagementReport(
            reach, range, bucket, points, counting.Figures(elapsed),
            earlier,
            earlier is { } then ? counting.Points(range, then, bucket) : [],
            earlier is { } before ? counting.Figures(new(before.From, before.From.AddDays(elapsed.Days - 1))) : null,
            counting.Frequency(range, s_bins),
            counting.Power(monthRange));
    }

    /// <summary>The range that another is compared with.</summary>
    internal static DayRange? Earlier(DayRange range, Comparison compare, Alignment align)
    {
        DayRange? earlier = compare switch
        {
            Comparison.Previous => range.Previous,
            Comparison.Year => range.YearBefore,
            _ => null,
        };
        if (earlier is not { } found || align is Alignment.Date)
        {
            return earlier;
        }

        // The previous range must not overlap, so it moves away to the next whole week; a year is nearest to 52 weeks.
        var distance = range.From.DayNumber - found.From.DayNumber;
        var weeks = compare is Comparison.Previous ? (distance + 6) / 7 : (int)Math.Round(distance / 7.0);
        return new DayRange(range.From.AddDays(-7 * weeks), range.To.AddDays(-7 * weeks));
    }

    private static DateOnly LastWholeDay(ReadActivity.Reach reach, DayRange range)
    {
        var last = Min(range.To, reach.Data?.To ?? range.To);
        return last == reach.Today && last.AddDays(-1) >= Max(range.From, reach.Data?.From ?? range.From) ? last.AddDays(-1) : last;
    }

    private static DateOnly MonthOf(DateOnly? wanted, ReadActivity.Reach reach, DayRange range)
    {
        if (wanted is { } day)
        {
            return Buckets.StartOf(Bucket.Month, day);
        }

        var last = Buckets.StartOf(Bucket.Month, Min(range.To, reach.Data?.To ?? range.To));
        var whole = Buckets.EndOf(Bucket.Month, last) <= Min(range.To, reach.Data?.To ?? range.To) ? last : last.AddMonths(-1);
        return whole >= Max(range.From, reach.Data?.From ?? range.From) ? whole : last;
    }

    private static DateOnly Min(DateOnly one, DateOnly other) => one < other ? one : other;

    private static DateOnly Max(DateOnly one, DateOnly other) => one > other ? one : other;

    private sealed class Counting(ActiveDays days, ReadActivity.Reach reach)
    {
        /// <summary>
        /// A point for each bucket of a range, at its last day with data, or at the day as far into <paramref name="shown"/>. People of
        /// a day are, in a wider bucket, the mean of its days: one Sunday does not stand for a week.
        /// </summary>
        public List<RollingPoint> Points(DayRange range, DayRange shown, Bucket bucket)
        {
            var shift = range.From.DayNumber - shown.From.DayNumber;
            var rolling = Rolling(shown with { To = range.To.AddDays(-shift) });
            List<RollingPoint> points = [];
            for (var start = Buckets.StartOf(bucket, range.From); start <= range.To; start = Buckets.EndOf(bucket, start).AddDays(1))
            {
                var (first, end) = (Max(start, range.From), Min(Buckets.EndOf(bucket, start), range.To));
                var last = reach.Data is { } data && data.To >= first && data.To < end ? data.To : end;
                var daily = DaysOf(new(first.AddDays(-shift), last.AddDays(-shift))).Select(day => rolling(day).Daily).OfType<Reading>().ToList();
                points.Add(rolling(last.AddDays(-shift)) with
                {
                    Daily = daily.Count == 0 ? null : new(daily.Average(day => day.Value), first == start && last == Buckets.EndOf(bucket, start) && daily.All(day => day.Whole)),
                });
            }

            return points;
        }

        public EngagementFigures Figures(DayRange elapsed)
        {
            var rolling = Rolling(elapsed);

            // Only days with thirty known days behind them: else the month is too small and the ratio too high.
            var ratios = DaysOf(elapsed).Select(rolling)
                .Where(point => point is { Monthly: { Whole: true, Value: > 0 } })
                .Select(point => (Daily: point.Daily!.Value.Value / point.Monthly!.Value.Value, Weekly: point.Weekly!.Value.Value / point.Monthly.Value.Value))
                .ToList();
            var people = days.DaysByPerson(elapsed);
            return new EngagementFigures(
                rolling(elapsed.To),
                ratios.Count == 0 ? null : new(ratios.Average(ratio => ratio.Daily), true),
                ratios.Count == 0 ? null : new(ratios.Average(ratio => ratio.Weekly), true),
                ratios.Count == 0 ? null : new(ratios.Average(ratio => ratio.Daily) * Window.Month.Days, true),
                people.Count == 0 ? null : new((decimal)people.Values.Sum() / people.Count, elapsed.Days > 1 && elapsed.From >= reach.Data?.From));
        }

        public List<DaysBin> Frequency(DayRange range, int[] starts)
        {
            var people = days.DaysByPerson(range).Values;
            return
            [
                .. starts.Where(start => start <= range.Days).Select((start, i) =>
                {
                    var end = Math.Min(range.Days, i + 1 < starts.Length ? starts[i + 1] - 1 : range.Days);
                    return new DaysBin(start, end, people.Count(active => active >= start && active <= end));
                }),
            ];
        }

        public PowerCurve Power(DayRange month)
        {
            var people = days.DaysByPerson(month).Values.CountBy(active => active).ToDictionary();
            var whole = reach.Data is { } data && month.From >= data.From && month.To <= data.To && month.To != reach.Today;
            return new PowerCurve(month.From, [.. Enumerable.Range(1, month.Days).Select(day => new DaysBin(day, day, people.GetValueOrDefault(day)))], !whole);
        }

        private Func<DateOnly, RollingPoint> Rolling(DayRange range)
        {
            var (daily, weekly, monthly) = (days.Rolling(range, Window.Day.Days), days.Rolling(range, Window.Week.Days), days.Rolling(range, Window.Month.Days));
            return day =>
            {
                var at = day.DayNumber - range.From.DayNumber;
                return new RollingPoint(day, Read(Window.Day, daily[at]), Read(Window.Week, weekly[at]), Read(Window.Month, monthly[at]));

                Reading? Read(Window window, int people) =>
                    reach.Knows(day) ? new Reading(people, day != reach.Today && reach.Knows(day.AddDays(1 - window.Days))) : null;
            };
        }

        private static IEnumerable<DateOnly> DaysOf(DayRange range) => Enumerable.Range(0, range.Days).Select(range.From.AddDays);
    }
}
