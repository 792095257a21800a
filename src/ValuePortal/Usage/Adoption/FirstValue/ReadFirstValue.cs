using Microsoft.EntityFrameworkCore;
using ValuePortal.Accounts;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;
using ValuePortal.Usage.Events;
using ValuePortal.Usage.Reports;

namespace ValuePortal.Usage.Adoption.FirstValue;

/// <summary>When the one account the viewer looks at got its first value, how long that took, and how its first seven days went.</summary>
public sealed class ReadFirstValue(PortalDbFactory portal, ReadAccountCalendar calendar, ListSeats seats)
{
    /// <summary>Days of the view of the first days.</summary>
    public const int FirstDays = 7;

    /// <summary>Days read at once until the rule is met.</summary>
    private const int Step = 90;

    /// <param name="Number">From 1.</param>
    public sealed record Day(int Number, DateOnly On, long Events, int People);

    /// <summary>So many uses of one feature.</summary>
    /// <param name="Name">Of the feature, in the reader's language.</param>
    public sealed record Goal(string Feature, string Name, int Uses);

    /// <param name="Goal">What counts for this account in place of the rule; null where the rule counts.</param>
    /// <param name="MetOn">The first day on which the rule was met; null while it is not.</param>
    /// <param name="ContractFrom">The day from which seats were first stated; null while nobody has.</param>
    /// <param name="GoLiveOn">Null where the vendor does not state it.</param>
    /// <param name="Days">The first seven days from the first day with data; fewer while they are not over.</param>
    /// <param name="PeopleInFirstDays">Distinct people of these days.</param>
    public sealed record Result(
        FirstValueRule Rule, Goal? Goal, DateOnly? MetOn, DateOnly? ContractFrom, DateOnly? GoLiveOn, IReadOnlyList<Day> Days, int PeopleInFirstDays)
    {
        /// <summary>From the contract's first day; null while the rule is not met, and where use came before the contract.</summary>
        public int? DaysFromContract => Between(ContractFrom);

        /// <summary>From go-live.</summary>
        public int? DaysFromGoLive => Between(GoLiveOn);

        private int? Between(DateOnly? start) => MetOn is { } met && start is { } from && met >= from ? met.DayNumber - from.DayNumber : null;
    }

    /// <returns>Null when the viewer looks at no account, or the account has no data.</returns>
    public async Task<Result?> RunAsync(Viewer viewer, CancellationToken ct = default)
    {
        if (await calendar.RunAsync(viewer, ct) is not { } account)
        {
            return null;
        }

        await using var db = portal.For(viewer);
        var whole = db.UsageDays.AsNoTracking().Where(row => row.AccountId == account.AccountId && row.FeatureNo == UsageDay.WholeDay);
        if (await whole.MinAsync(row => (DateOnly?)row.Day, ct) is not { } first || await whole.MaxAsync(row => (DateOnly?)row.Day, ct) is not { } last)
        {
            return null;
        }

        var stated = await seats.RunAsync(viewer, ct);
        var (days, people) = await FirstDaysAsync(whole, first, last, ct);
        var goal = await db.FirstValueGoals.AsNoTracking().SingleOrDefaultAsync(goal => goal.AccountId == account.AccountId, ct);
        var feature = goal is null ? null : await db.Features.AsNoTracking().SingleAsync(feature => feature.No == goal.FeatureNo, ct);
        return new Result(
            FirstValueRule.Usual,
            goal is null ? null : new Goal(feature!.Key, feature.Name, goal.Uses),
            goal is null ? await MetOnAsync(db, account.AccountId, first, last, ct) : await MetOnAsync(db, goal, ct), stated.Count == 0 ? null : stated[0].ValidFrom, account.GoLiveOn, days, people);
    }

    private static async Task<(IReadOnlyList<Day> Days, int People)> FirstDaysAsync(IQueryable<UsageDay> whole, DateOnly first, DateOnly last, CancellationToken ct)
    {
        var end = first.AddDays(FirstDays - 1);
        var rows = await whole.Where(row => row.Day <= end).ToDictionaryAsync(row => row.Day, ct);
        var people = new PeopleSet();
        foreach (var row in rows.Values)
        {
            people.UnionWith(row.People);
        }

        return (
            [.. Enumerable.Range(0, FirstDays).Select(i => first.AddDays(i)).Where(day => day <= last).Select((day, i) =>
                rows.TryGetValue(day, out var row) ? new Day(i + 1, day, row.Events, new PeopleSet(row.People).Count) : new Day(i + 1, day, 0, 0))],
            people.Count);
    }

    private static async Task<DateOnly?> MetOnAsync(PortalDb db, FirstValueGoal goal, CancellationToken ct)
    {
        var uses = 0L;
        var days = db.UsageDays.AsNoTracking().Where(row => row.AccountId == goal.AccountId && row.FeatureNo == goal.FeatureNo).OrderBy(row => row.Day);
        foreach (var day in await days.Select(row => new { row.Day, row.Events }).ToListAsync(ct))
        {
            uses += day.Events;
            if (uses >= goal.Uses)
            {
                return day.Day;
            }
        }

        return null;
    }

    private static async Task<DateOnly?> MetOnAsync(PortalDb db, Guid account, DateOnly first, DateOnly last, CancellationToken ct)
    {
        var coreIsMarked = await db.Features.AsNoTracking().AnyAsync(feature => feature.Listed && feature.Core, ct);
        var counted = await db.Features.AsNoTracking().Where(feature => feature.Listed && (feature.Core || !coreIsMarked)).Select(feature => feature.No).ToListAsync(ct);
        for (var from = first; from <= last; from = from.AddDays(Step))
        {
            // The days before are read again, since a run of days may cross the step.
            var (begin, end) = (from.AddDays(1 - FirstValueRule.Usual.Days), from.AddDays(Step - 1));
            var rows = await db.UsageDays.AsNoTracking()
                .Where(row => row.AccountId == account && counted.Contains(row.FeatureNo) && row.Day >= begin && row.Day <= end)
                .Select(row => new { row.Day, row.People })
                .ToListAsync(ct);
            var days = rows.GroupBy(row => row.Day).OrderBy(day => day.Key)
                .Select(day => (day.Key, (IReadOnlySet<int>)day.SelectMany(row => new PeopleSet(row.People).Numbers).ToHashSet()))
                .ToList();
            if (FirstValueRule.Usual.MetOn(days) is { } met)
            {
                return met;
            }
        }

        return null;
    }
}
