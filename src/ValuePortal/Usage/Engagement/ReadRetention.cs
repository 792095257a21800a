using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Usage.Reports;

namespace ValuePortal.Usage.Engagement;

/// <summary>Reads the page of retention: who came, stayed, came back and went quiet, by calendar weeks (from Monday) or months.</summary>
public sealed class ReadRetention(ReadActivity activity)
{
    /// <summary>Periods shown when nobody says otherwise.</summary>
    public const int UsualPeriods = 12;

    /// <summary>As many periods as a page has room for; of a longer range the last ones are shown.</summary>
    public const int MostPeriods = 26;

    /// <param name="From">First day; the period it lies in is shown whole. Null: twelve periods that end with the last.</param>
    /// <param name="To">Last day; null: the last day with data.</param>
    /// <param name="Unit">Weeks or months.</param>
    public sealed record Input(DateOnly? From = null, DateOnly? To = null, Bucket Unit = Bucket.Week);

    public async Task<Outcome<RetentionReport>> RunAsync(Viewer viewer, Input input, CancellationToken ct = default)
    {
        if (!(await activity.ReachAsync(viewer, ct)).Is(out var reach, out var refused))
        {
            return refused;
        }

        var last = input.To ?? reach.Data?.To ?? reach.Today;
        var usual = new DayRange(Back(input.Unit, last, UsualPeriods - 1), last);
        if (!activity.Range(input.From, input.To, usual).Is(out var range, out refused))
        {
            return refused;
        }

        var (from, starts) = (Buckets.StartOf(input.Unit, range.From), new List<DateOnly>());
        for (var start = from; start <= range.To; start = Next(input.Unit, start))
        {
            starts.Add(start);
        }

        var leftOut = Math.Max(0, starts.Count - MostPeriods);
        starts = starts[leftOut..];
        if (reach.Data is not { } data)
        {
            return new RetentionReport(reach, range, input.Unit, leftOut, [.. starts.Select(start => (start, (LifePeriod?)null))], []);
        }

        // Whether somebody is new, and whether somebody came later, only the whole of the data tell.
        var counting = new Counting(await activity.DaysAsync(viewer, reach.AccountId, data, ct), data, input.Unit, reach.Today);
        return new RetentionReport(
            reach, new(starts[0], range.To), input.Unit, leftOut,
            [.. starts.Select(start => (start, counting.Life(start, range.To)))],
            [.. starts.Select(counting.Cohort).OfType<Cohort>()]);
    }

    private static DateOnly Back(Bucket unit, DateOnly day, int periods)
    {
        var start = Buckets.StartOf(unit, day);
        return unit is Bucket.Month ? start.AddMonths(-periods) : start.AddDays(-7 * periods);
    }

    private static DateOnly Next(Bucket unit, DateOnly start) => Buckets.EndOf(unit, start).AddDays(1);

    private sealed class Counting
    {
        private static readonly HashSet<int> s_nobody = [];

        private readonly ActiveDays days;
        private readonly DayRange data;
        private readonly Bucket unit;
        private readonly DateOnly today;
        private readonly Dictionary<DateOnly, HashSet<int>> active = [];
        private readonly IReadOnlyDictionary<int, DayRange> lives;
        private readonly ILookup<DateOnly, int> cohorts;

        public Counting(ActiveDays days, DayRange data, Bucket unit, DateOnly today)
        {
            (this.days, this.data, this.unit, this.today) = (days, data, unit, today);
            foreach (var (day, people) in days.All)
            {
                var start = Buckets.StartOf(unit, day);
                if (!active.TryGetValue(start, out var known))
                {
                    active[start] = known = [];
                }

                known.UnionWith(people);
            }

            lives = days.Lives();
            cohorts = lives.ToLookup(life => Buckets.StartOf(unit, life.Value.From), life => life.Key);
        }

        /// <param name="start">Of the period.</param>
        /// <param name="until">The last day that counts: a range may cut its last period short.</param>
        public LifePeriod? Life(DateOnly start, DateOnly until)
        {
            var end = Buckets.EndOf(unit, start);
            if (start > data.To || end < data.From)
            {
                return null;
            }

            var shown = new DayRange(start, end < until ? end : until);
            HashSet<int> now = [.. days.DaysByPerson(shown).Keys];
            var before = ActiveIn(start.AddDays(-1));
            var fresh = now.Count(person => lives[person].From >= start);
            var returning = now.Count(before.Contains);
            var over = IsOver(shown.To) && shown.To == end;
            return new LifePeriod(
                shown, fresh, returning, now.Count - fresh - returning,
                over ? before.Count(person => !now.Contains(person)) : null,
                !over || start < data.From);
        }

        /// <summary>Null where nobody came for the first time.</summary>
        public Cohort? Cohort(DateOnly start)
        {
            var people = cohorts[start].ToList();
            if (people.Count == 0)
            {
                return null;
            }

            List<CohortCell> cells = [];
            for (var period = start; period <= data.To; period = Next(unit, period))
            {
                var here = ActiveIn(period);
                cells.Add(new CohortCell(people.Count(here.Contains), people.Count(person => lives[person].To >= period), !IsOver(Buckets.EndOf(unit, period))));
            }

            return new Cohort(start, people.Count, cells);
        }

        private bool IsOver(DateOnly end) => end <= data.To && end != today;

        private HashSet<int> ActiveIn(DateOnly day) => active.GetValueOrDefault(Buckets.StartOf(unit, day), s_nobody);
    }
}
