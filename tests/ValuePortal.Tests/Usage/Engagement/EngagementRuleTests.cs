using ValuePortal.Platform;
using ValuePortal.Tests.Support;
using ValuePortal.Usage.Engagement;
using ValuePortal.Usage.Reports;

namespace ValuePortal.Tests.Usage.Engagement;

/// <summary>Days, months, zones, and what is not known.</summary>
public sealed class EngagementRuleTests : IDisposable
{
    private readonly TestPortal portal = new();

    private static CancellationToken Ct => Xunit.TestContext.Current.CancellationToken;

    public void Dispose() => portal.Dispose();

    [Fact]
    public async Task A_day_is_the_companys_own_when_the_clock_changes()
    {
        // In Berlin 29 March 2026 has 23 hours and 25 October 25: these are the first and last quarters of both and their neighbours.
        var account = await portal.OpenAccountAsync("berlin", timeZone: "Europe/Berlin");
        portal.Clock.Now = new(2026, 12, 1, 0, 0, 0, TimeSpan.Zero);
        await portal.UseAsync(
            account,
            ("a", "2026-03-28T22:59:00Z", "x"), ("b", "2026-03-28T23:00:00Z", "x"), ("c", "2026-03-29T21:59:00Z", "x"), ("d", "2026-03-29T22:00:00Z", "x"),
            ("a", "2026-10-24T21:59:00Z", "x"), ("b", "2026-10-24T22:00:00Z", "x"), ("c", "2026-10-25T22:59:00Z", "x"), ("d", "2026-10-25T23:00:00Z", "x"));

        foreach (var day in new[] { new DateOnly(2026, 3, 29), new DateOnly(2026, 10, 25) })
        {
            var report = await EngagementAsync(account.AccountId, new(day, day));
            var people = await PeopleAsync(account.AccountId, new(day, day, Page: 0));

            Assert.Equal(2, report.Points.Single().Daily?.Value);
            Assert.Equal(["b 1", "c 1"], people.Rows.Where(row => row.Events > 0).Select(row => $"{row.ExternalId} {row.Events}").Order());
            Assert.Equal(["b", "c"], people.Rows.Where(row => row.ActiveDays > 0).Select(row => row.ExternalId).Order());
        }
    }

    [Fact]
    public async Task A_day_without_a_midnight_begins_after_the_jump()
    {
        // In Havana the clock jumped from 0:00 to 1:00 on 8 March 2026, and on 1 November midnight comes twice.
        var account = await portal.OpenAccountAsync("havana", timeZone: "America/Havana");
        portal.Clock.Now = new(2026, 12, 1, 0, 0, 0, TimeSpan.Zero);
        await portal.UseAsync(
            account,
            ("a", "2026-03-08T04:59:00Z", null), ("b", "2026-03-08T05:00:00Z", null), ("c", "2026-11-01T03:59:00Z", null), ("d", "2026-11-01T04:00:00Z", null), ("e", "2026-11-01T05:30:00Z", null));

        var march = await PeopleAsync(account.AccountId, new(new(2026, 3, 8), new(2026, 3, 8), Page: 0));
        var november = await PeopleAsync(account.AccountId, new(new(2026, 11, 1), new(2026, 11, 1), Page: 0));

        Assert.Equal(["b"], march.Rows.Where(row => row.Events > 0).Select(row => row.ExternalId));
        Assert.Equal(["d", "e"], november.Rows.Where(row => row.Events > 0).Select(row => row.ExternalId).Order());
    }

    [Theory]
    [InlineData("2024-02-29", 29)]
    [InlineData("2025-02-28", 28)]
    [InlineData("2025-04-30", 30)]
    [InlineData("2025-12-31", 31)]
    public async Task A_month_has_as_many_bars_as_days(string last, int days)
    {
        var end = RealLog.Day(last);
        var account = await portal.OpenAccountAsync("company");
        portal.Clock.Now = new(2026, 6, 1, 0, 0, 0, TimeSpan.Zero);
        await portal.UseAsync(account, [.. Enumerable.Range(0, days + 2).Select(i => ("u", $"{end.AddDays(1 - i):yyyy-MM-dd}T12:00:00Z", (string?)null))]);

        var report = await EngagementAsync(account.AccountId, new(end.AddDays(1 - days), end));

        Assert.Equal(new DateOnly(end.Year, end.Month, 1), report.Power.Month);
        Assert.False(report.Power.Partial);
        Assert.Equal(days, report.Power.Bins.Count);
        Assert.Equal([new DaysBin(days, days, 1)], report.Power.Bins.Where(bin => bin.People > 0));
    }

    [Fact]
    public async Task Days_before_and_after_data_are_gaps_and_quiet_days_are_zeros()
    {
        var account = await portal.OpenAccountAsync("company");
        portal.Clock.Now = new(2026, 6, 1, 0, 0, 0, TimeSpan.Zero);
        await portal.UseAsync(account, ("u", "2026-03-02T12:00:00Z", null), ("u", "2026-03-04T12:00:00Z", null));

        var report = await EngagementAsync(account.AccountId, new(new(2026, 3, 1), new(2026, 3, 6), Comparison.None));
        var retention = await RetentionAsync(account.AccountId, new(new(2026, 2, 16), new(2026, 3, 15)));

        Assert.Equal([null, 1m, 0m, 1m, null, null], report.Points.Select(point => point.Daily?.Value));
        Assert.Equal(new DateOnly(2026, 3, 4), report.Now.On.Day);
        Assert.Equal([false, false, true, false], retention.Periods.Select(period => period.Life is not null));
    }

    [Fact]
    public async Task One_day_of_data_is_not_enough_to_tell_a_change()
    {
        var account = await portal.OpenAccountAsync("company");
        portal.Clock.Now = new(2026, 6, 1, 0, 0, 0, TimeSpan.Zero);
        await portal.UseAsync(account, ("u", "2026-03-02T12:00:00Z", null));

        var report = await EngagementAsync(account.AccountId, new());

        Assert.Equal(1, report.Now.On.Monthly?.Value);
        Assert.False(report.Now.On.Monthly?.Whole);
        Assert.Null(report.Now.DailyStickiness);
        Assert.Null(report.Now.AverageActiveDays);
        Assert.Null(report.Then?.On.Daily);
        Assert.False(report.Now.Frequency?.Whole);
    }

    [Fact]
    public async Task Today_is_not_over_and_the_day_before_is_compared()
    {
        var account = await portal.OpenAccountAsync("company");
        portal.Clock.Now = new(2026, 3, 20, 10, 0, 0, TimeSpan.Zero);
        await portal.UseAsync(account, [.. Enumerable.Range(1, 20).Select(day => ("u", $"2026-03-{day:00}T09:00:00Z", (string?)null))]);

        var report = await EngagementAsync(account.AccountId, new(new(2026, 3, 14), new(2026, 3, 20)));

        Assert.False(report.Points[^1].Daily?.Whole);
        Assert.Equal(new DateOnly(2026, 3, 19), report.Now.On.Day);
        Assert.Equal(new DateOnly(2026, 3, 12), report.Then?.On.Day);
    }

    [Theory]
    [InlineData("2026-03-01", "2026-03-31", Comparison.Previous, Alignment.Date, "2026-01-29", "2026-02-28")]
    [InlineData("2026-03-01", "2026-03-31", Comparison.Previous, Alignment.Weekday, "2026-01-25", "2026-02-24")]
    [InlineData("2026-03-02", "2026-03-15", Comparison.Previous, Alignment.Weekday, "2026-02-16", "2026-03-01")]
    [InlineData("2026-03-01", "2026-03-31", Comparison.Year, Alignment.Date, "2025-03-01", "2025-03-31")]
    [InlineData("2026-03-01", "2026-03-31", Comparison.Year, Alignment.Weekday, "2025-03-02", "2025-04-01")]
    [InlineData("2024-02-29", "2024-03-06", Comparison.Year, Alignment.Weekday, "2023-03-02", "2023-03-08")]
    public void Weekdays_stand_beside_weekdays_when_asked(string from, string to, Comparison compare, Alignment align, string thenFrom, string thenTo)
    {
        var range = new DayRange(RealLog.Day(from), RealLog.Day(to));

        Assert.Equal(new DayRange(RealLog.Day(thenFrom), RealLog.Day(thenTo)), ReadEngagement.Earlier(range, compare, align));
    }

    [Fact]
    public async Task A_week_that_is_not_over_tells_nobody_gone()
    {
        var account = await portal.OpenAccountAsync("company");
        portal.Clock.Now = new(2026, 6, 1, 0, 0, 0, TimeSpan.Zero);
        await portal.UseAsync(
            account, ("stays", "2026-03-02T12:00:00Z", null), ("leaves", "2026-03-03T12:00:00Z", null), ("stays", "2026-03-11T12:00:00Z", null), ("new", "2026-03-18T12:00:00Z", null));

        var report = await RetentionAsync(account.AccountId, new(new(2026, 3, 2), new(2026, 3, 18)));

        var lives = report.Periods.Select(period => period.Life!).ToList();
        Assert.Equal([2, 0, 1], lives.Select(life => life.New));
        Assert.Equal([0, 1, 0], lives.Select(life => life.Returning));
        Assert.Equal([0, 1, null], lives.Select(life => life.WentQuiet));
        Assert.Equal([false, false, true], lives.Select(life => life.Partial));
    }

    [Theory]
    [InlineData("2026-03-04", "2026-03-01")]
    [InlineData("1999-12-31", "2026-03-01")]
    [InlineData("2026-03-04", "2101-01-01")]
    public async Task A_range_that_cannot_be_is_refused(string from, string to)
    {
        var account = await portal.OpenAccountAsync("company");
        var viewer = TestPortal.AdminOf(account.AccountId);
        var (first, last) = (RealLog.Day(from), RealLog.Day(to));

        Assert.False((await portal.Get<ReadEngagement>().RunAsync(viewer, new(first, last), Ct)).Is(out _, out var engagement));
        Assert.False((await portal.Get<ReadRetention>().RunAsync(viewer, new(first, last), Ct)).Is(out _, out var retention));
        Assert.False((await portal.Get<ListPeople>().RunAsync(viewer, new(first, last), Ct)).Is(out _, out var people));
        Assert.All([engagement, retention, people], refusal => Assert.IsType<Refusal.Invalid>(refusal));
    }

    private async Task<EngagementReport> EngagementAsync(Guid account, ReadEngagement.Input input) =>
        (await portal.Get<ReadEngagement>().RunAsync(TestPortal.MemberOf(account), input, Ct)).Match(report => report, refusal => throw new InvalidOperationException(refusal.Message));

    private async Task<RetentionReport> RetentionAsync(Guid account, ReadRetention.Input input) =>
        (await portal.Get<ReadRetention>().RunAsync(TestPortal.MemberOf(account), input, Ct)).Match(report => report, refusal => throw new InvalidOperationException(refusal.Message));

    private async Task<ListPeople.People> PeopleAsync(Guid account, ListPeople.Input input) =>
        (await portal.Get<ListPeople>().RunAsync(TestPortal.AdminOf(account), input, Ct)).Match(people => people, refusal => throw new InvalidOperationException(refusal.Message));
}
