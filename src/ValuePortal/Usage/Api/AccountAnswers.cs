using ValuePortal.Usage.Adoption;
using ValuePortal.Usage.Adoption.Annotations;
using ValuePortal.Usage.Adoption.FirstValue;
using ValuePortal.Usage.Adoption.Seats;
using ValuePortal.Usage.Engagement;
using ValuePortal.Usage.Reports;

namespace ValuePortal.Usage.Api;

// Names are the ends of the ids in docs/metrics.md: active_daily is usage.active_daily.

/// <summary>How many people use the product, and how steadily.</summary>
/// <param name="Bucket">What a point stands for: day, week or month.</param>
internal sealed record EngagementAnswer(
    string Account, string TimeZone, DateOnly From, DateOnly To, DateOnly? DataUntil, DateOnly On, int? ActiveDaily, int? ActiveWeekly, int? ActiveMonthly,
    decimal? StickinessDaily, decimal? StickinessWeekly, decimal? AverageActiveDays, decimal? Frequency, string Bucket,
    IReadOnlyList<EngagementAnswer.Point> Points, IReadOnlyList<EngagementAnswer.Days> FrequencyPeople, IReadOnlyList<EngagementAnswer.Month> Months)
{
    /// <param name="Day">The last day of the bucket with data.</param>
    /// <param name="Partial">Not all days that belong to it are known.</param>
    internal sealed record Point(DateOnly Day, decimal? ActiveDaily, int? ActiveWeekly, int? ActiveMonthly, bool Partial);

    /// <summary>How many people had so many active days.</summary>
    internal sealed record Days(int FromDays, int ToDays, int People);

    /// <summary>The power-user curve of a month.</summary>
    /// <param name="PeopleByDays">How many people had 1, 2, 3 … active days.</param>
    internal sealed record Month(string Name, int MonthPeople, int PowerPeople, decimal? PowerShare, bool Partial, IReadOnlyList<int> PeopleByDays);

    public static EngagementAnswer Of(string account, EngagementReport report, IEnumerable<PowerCurve> months) => new(
        account, report.Reach.TimeZone, report.Range.From, report.Range.To, report.Reach.Data?.To, report.Now.On.Day,
        (int?)report.Now.On.Daily?.Value, (int?)report.Now.On.Weekly?.Value, (int?)report.Now.On.Monthly?.Value,
        Exact.Of(report.Now.DailyStickiness?.Value), Exact.Of(report.Now.WeeklyStickiness?.Value), Exact.Of(report.Now.AverageActiveDays?.Value), Exact.Of(report.Now.Frequency?.Value),
        report.Bucket.ToString().ToLowerInvariant(),
        [.. report.Points.Select(point => new Point(
            point.Day, Exact.Of(point.Daily?.Value), (int?)point.Weekly?.Value, (int?)point.Monthly?.Value,
            new[] { point.Daily, point.Weekly, point.Monthly }.Any(reading => reading is { Whole: false })))],
        [.. report.Frequency.Select(bin => new Days(bin.From, bin.To, bin.People))],
        [.. months.Select(month => new Month(
            Buckets.NameOf(Reports.Bucket.Month, month.Month), month.People, month.PowerPeople, Exact.Of(month.PowerShare), month.Partial, [.. month.Bins.Select(bin => bin.People)]))]);
}

/// <summary>Who came, stayed, came back and went quiet.</summary>
/// <param name="LeftOut">Earlier periods of the range, for which there is no room.</param>
internal sealed record RetentionAnswer(
    string Account, string TimeZone, DateOnly From, DateOnly To, string Unit, int LeftOut, IReadOnlyList<RetentionAnswer.Period> Periods, IReadOnlyList<RetentionAnswer.Cohort> Cohorts)
{
    /// <summary>Null figures: nothing is known of the period.</summary>
    internal sealed record Period(string Name, int? PeriodPeople, int? PeopleNew, int? PeopleReturning, int? PeopleResurrected, int? PeopleWentQuiet, bool? Partial);

    internal sealed record Cohort(string Name, int CohortPeople, IReadOnlyList<Cell> Cells);

    /// <param name="Period">Periods since the first, which is 0.</param>
    /// <param name="PeopleBracket">Active in that period.</param>
    /// <param name="PeopleRolling">Active in that period or later.</param>
    internal sealed record Cell(int Period, int PeopleBracket, decimal RetentionBracket, int PeopleRolling, decimal RetentionRolling, bool Partial);

    public static RetentionAnswer Of(string account, RetentionReport report) => new(
        account, report.Reach.TimeZone, report.Range.From, report.Range.To, report.Unit.ToString().ToLowerInvariant(), report.LeftOut,
        [.. report.Periods.Select(period => new Period(
            Buckets.NameOf(report.Unit, period.Start), period.Life?.Active, period.Life?.New, period.Life?.Returning, period.Life?.Resurrected, period.Life?.WentQuiet, period.Life?.Partial))],
        [.. report.Cohorts.Select(cohort => new Cohort(
            Buckets.NameOf(report.Unit, cohort.Start), cohort.People,
            [.. cohort.Cells.Select((cell, i) => new Cell(
                i, cell.Bracket, Exact.Of((decimal)cell.Bracket / cohort.People)!.Value, cell.Rolling, Exact.Of((decimal)cell.Rolling / cohort.People)!.Value, cell.Partial))]))]);
}

/// <summary>How much of the product is used.</summary>
internal sealed record AdoptionAnswer(
    string Account, string TimeZone, DateOnly From, DateOnly To, int ActiveUsers, decimal? Breadth, int CoreUsed, int CoreEnabled, decimal? BreadthPerPerson,
    IReadOnlyList<AdoptionAnswer.Feature> Features)
{
    /// <param name="Depth">People of the feature as a share of the active ones.</param>
    internal sealed record Feature(string Key, string Name, bool Core, long Events, int Users, decimal? Depth, decimal? UsesPerPerson, DateOnly? LastUsedOn, bool NeverUsed);

    public static AdoptionAnswer Of(string account, AdoptionReport report) => new(
        account, report.Usage.TimeZone, report.Usage.Range.From, report.Usage.Range.To, report.Usage.Now.ActiveUsers,
        Exact.Of(report.Now.Share), report.Now.Used, report.Now.Enabled, Exact.Of(report.Now.PerPerson),
        [.. report.Features.Select(feature => new Feature(
            feature.Key, feature.Name, feature.Core, feature.Events, feature.Users, Exact.Of(feature.Depth), Exact.Of(feature.UsesPerPerson), feature.LastUsedOn, feature.NeverUsed))]);
}

/// <summary>Seats beside the people who use them.</summary>
/// <param name="UnusedMoney">What unused seats cost a year; null for a key that reads no money.</param>
internal sealed record SeatsAnswer(string Account, string TimeZone, DateOnly? DataUntil, IReadOnlyList<SeatsAnswer.Month> Months, SeatsAnswer.Money? UnusedMoney)
{
    /// <param name="Day">The last day of the month, or the last one with data.</param>
    internal sealed record Month(DateOnly Day, int? Bought, int Used, int Activated, int Dormant, int? Unused, decimal? Utilisation, decimal? Engagement);

    internal sealed record Money(decimal Amount, string Currency);

    public static SeatsAnswer Of(string account, SeatReport report) => new(
        account, report.TimeZone, report.DataUntil,
        [.. report.Months.Select(day => new Month(day.Day, day.Bought, day.Used, day.Activated, day.Dormant, day.Unused, Exact.Of(day.Utilisation), Exact.Of(day.Engagement)))],
        report.Money is { } money ? new Money(money.Amount, money.Currency) : null);
}

/// <summary>When the account got its first value, and how its first days went.</summary>
/// <param name="Rule">So many people within so many days; null where <paramref name="Goal"/> counts in its place.</param>
/// <param name="Days">The first seven days with data.</param>
internal sealed record FirstValueAnswer(
    string Account, FirstValueAnswer.UsualRule? Rule, FirstValueAnswer.OwnGoal? Goal, DateOnly? MetOn, DateOnly? ContractFrom, DateOnly? GoLiveOn, int? DaysFromContract, int? DaysFromGoLive,
    int? FirstDaysPeople, IReadOnlyList<FirstValueAnswer.Day> Days)
{
    internal sealed record UsualRule(int People, int Days);

    internal sealed record OwnGoal(string Feature, int Uses);

    internal sealed record Day(DateOnly On, long Events, int ActiveUsers);

    public static FirstValueAnswer Of(string account, ReadFirstValue.Result? found) => found is null
        ? new(account, null, null, null, null, null, null, null, null, [])
        : new(
            account, found.Goal is null ? new UsualRule(found.Rule.People, found.Rule.Days) : null, found.Goal is { } goal ? new OwnGoal(goal.Feature, goal.Uses) : null,
            found.MetOn, found.ContractFrom, found.GoLiveOn, found.DaysFromContract, found.DaysFromGoLive, found.PeopleInFirstDays,
            [.. found.Days.Select(day => new Day(day.On, day.Events, day.People))]);
}

/// <summary>What happened on a day.</summary>
/// <param name="Kind">release, milestone, incident, golive or other.</param>
/// <param name="ForAll">On the time line of every account.</param>
/// <param name="EventsBefore">Mean events a day in the 14 days before; null where data do not reach that far.</param>
/// <param name="EventsAfter">The same in the 14 days from it on.</param>
internal sealed record AnnotationAnswer(DateOnly Day, string Kind, string Text, string? Link, bool ForAll, decimal? EventsBefore, decimal? EventsAfter)
{
    public static AnnotationAnswer Of(ListAnnotations.Row row) =>
        new(row.Day, row.Kind.ToString().ToLowerInvariant(), row.Text, row.Link, row.ForAll, Exact.Of(row.Effect?.Before), Exact.Of(row.Effect?.After));
}

/// <summary>Ratios for programs: as exact as anybody needs, and the same everywhere.</summary>
internal static class Exact
{
    private const int Places = 6;

    public static decimal? Of(decimal? value) => value is { } known ? decimal.Round(known, Places, MidpointRounding.AwayFromZero) : null;
}
