using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using ValuePortal.Tests.Support;
using ValuePortal.Usage.Engagement;
using ValuePortal.Usage.Reports;

namespace ValuePortal.Tests.Usage.Engagement;

/// <summary>The reports on people of the real log, against figures counted elsewhere and against a plain count of the log itself.</summary>
public sealed class EngagementTests(RealLog log) : IClassFixture<RealLog>
{
    /// <summary>A large, a middling and a small company, and one that fell silent.</summary>
    private static readonly string[] s_recounted = ["ibm.com", "redhat.com", "att.com", "99cloud.net"];

    private static readonly Lazy<ILookup<string, (string Person, DateOnly Day)>> s_plain = new(ReadPlain);

    private static CancellationToken Ct => Xunit.TestContext.Current.CancellationToken;

    [Fact]
    public async Task Active_people_of_day_and_month_are_those_counted_elsewhere()
    {
        await log.ReadAsync();
        var truth = RealLog.Truth("dau_mau_selected_days_utc.csv").Where(row => row["account"] != "*").ToList();

        List<string> found = [];
        foreach (var row in truth)
        {
            var day = RealLog.Day(row["day"]);
            var report = await EngagementAsync(row["account"], day.AddDays(-20), day.AddDays(3), Comparison.None);
            var point = report.Points.Single(point => point.Day == day);
            found.Add($"{row["account"]} {row["day"]} {point.Daily?.Value ?? 0} {point.Monthly?.Value ?? 0}");
        }

        Assert.NotEmpty(truth);
        Assert.Equal(truth.Select(row => $"{row["account"]} {row["day"]} {row["dau"]} {row["mau_rolling_30d_incl"]}"), found);
    }

    [Fact]
    public async Task Every_day_of_a_year_and_the_means_of_its_ratios_are_those_of_a_plain_count()
    {
        await log.ReadAsync();
        foreach (var account in s_recounted)
        {
            var plain = s_plain.Value[account].ToList();
            var (first, last) = (plain.Min(use => use.Day), plain.Max(use => use.Day));
            List<(decimal Daily, decimal Weekly)> ratios = [];
            for (var from = new DateOnly(2014, 1, 1); from.Year == 2014; from = from.AddDays(73))
            {
                var report = await EngagementAsync(account, from, from.AddDays(72), Comparison.None);
                ratios.Clear();
                foreach (var point in report.Points)
                {
                    int People(int length) => plain.Where(use => use.Day > point.Day.AddDays(-length) && use.Day <= point.Day).Select(use => use.Person).Distinct().Count();
                    var known = point.Day >= first && point.Day <= last;
                    Assert.Equal(known ? [People(1), People(7), People(30)] : [null, null, null], new decimal?[] { point.Daily?.Value, point.Weekly?.Value, point.Monthly?.Value });
                    if (known && point.Day.AddDays(-29) >= first && People(30) > 0)
                    {
                        ratios.Add(((decimal)People(1) / People(30), (decimal)People(7) / People(30)));
                    }
                }

                Assert.Equal(ratios.Count == 0 ? null : ratios.Average(ratio => ratio.Daily), report.Now.DailyStickiness?.Value);
                Assert.Equal(ratios.Count == 0 ? null : ratios.Average(ratio => ratio.Weekly), report.Now.WeeklyStickiness?.Value);
                Assert.Equal(report.Now.DailyStickiness?.Value * 30, report.Now.AverageActiveDays?.Value);
            }
        }
    }

    [Fact]
    public async Task The_power_user_curve_adds_up_to_the_month_and_is_that_of_a_plain_count()
    {
        await log.ReadAsync();
        var months = RealLog.Truth("account_month_utc.csv").Where(row => s_recounted.Contains(row["account"])).ToList();
        foreach (var row in months)
        {
            var month = RealLog.Day(row["month"] + "-01");
            var end = month.AddMonths(1).AddDays(-1);
            var report = await EngagementAsync(row["account"], month, end, Comparison.None, month);
            var plain = s_plain.Value[row["account"]].Where(use => use.Day >= month && use.Day <= end).Distinct()
                .CountBy(use => use.Person).CountBy(person => person.Value).ToDictionary();

            Assert.Equal(DateTime.DaysInMonth(month.Year, month.Month), report.Power.Bins.Count);
            Assert.Equal(RealLog.Number(row["active_users"]), report.Power.People);
            Assert.Equal(RealLog.Number(row["active_users"]), report.Frequency.Sum(bin => bin.People));
            Assert.Equal(Enumerable.Range(1, report.Power.Bins.Count).Select(days => plain.GetValueOrDefault(days)), report.Power.Bins.Select(bin => bin.People));
            Assert.Equal((decimal)plain.Where(bin => bin.Key >= 20).Sum(bin => bin.Value) / report.Power.People, report.Power.PowerShare);
        }
    }

    [Theory]
    [InlineData(Bucket.Week)]
    [InlineData(Bucket.Month)]
    public async Task Periods_and_cohorts_are_those_of_a_plain_count(Bucket unit)
    {
        await log.ReadAsync();
        var met = 0;
        foreach (var account in s_recounted)
        {
            var plain = s_plain.Value[account].ToList();
            var last = plain.Max(use => use.Day);
            var weeksOf = plain.GroupBy(use => use.Person).ToDictionary(use => use.Key, use => use.Select(day => StartOf(day.Day)).ToHashSet());
            var outcome = await log.Portal.Get<ReadRetention>().RunAsync(
                TestPortal.MemberOf(log.Accounts[account]), new(new(2014, 1, 1), new(2014, 6, 30), unit), Ct);
            var report = outcome.Match(report => report, refusal => throw new InvalidOperationException(refusal.Message));

            foreach (var (start, life) in report.Periods.Where(period => period.Life is { Partial: false }))
            {
                var before = Back(start);
                var now = weeksOf.Where(person => person.Value.Contains(start)).ToList();
                Assert.Equal(now.Count(person => person.Value.Min() == start), life!.New);
                Assert.Equal(now.Count(person => person.Value.Contains(before)), life.Returning);
                Assert.Equal(now.Count(person => person.Value.Min() < start && !person.Value.Contains(before)), life.Resurrected);
                Assert.Equal(weeksOf.Count(person => person.Value.Contains(before) && !person.Value.Contains(start)), life.WentQuiet);
                Assert.Equal(now.Count, life.Active);
            }

            foreach (var cohort in report.Cohorts)
            {
                var people = weeksOf.Values.Where(weeks => weeks.Min() == cohort.Start).ToList();
                Assert.Equal(people.Count, cohort.People);
                var period = cohort.Start;
                foreach (var cell in cohort.Cells)
                {
                    Assert.Equal((people.Count(weeks => weeks.Contains(period)), people.Count(weeks => weeks.Max() >= period)), (cell.Bracket, cell.Rolling));
                    period = unit is Bucket.Month ? period.AddMonths(1) : period.AddDays(7);
                }

                Assert.True(period > last);
            }

            // At most 26 periods are shown, the last ones.
            var end = new DateOnly(2014, 6, 30);
            var first = unit is Bucket.Month ? new DateOnly(2014, 1, 1) : StartOf(end).AddDays(-7 * 25);
            Assert.Equal(weeksOf.Values.Count(weeks => weeks.Min() >= first && weeks.Min() <= end), report.Cohorts.Sum(cohort => cohort.People));
            met += report.Cohorts.Sum(cohort => cohort.People);
        }

        Assert.NotEqual(0, met);

        DateOnly StartOf(DateOnly day) => unit is Bucket.Month ? new(day.Year, day.Month, 1) : DateOnly.FromDateTime(ISOWeek.ToDateTime(ISOWeek.GetYear(day.ToDateTime(default)), ISOWeek.GetWeekOfYear(day.ToDateTime(default)), DayOfWeek.Monday));

        DateOnly Back(DateOnly start) => unit is Bucket.Month ? start.AddMonths(-1) : start.AddDays(-7);
    }

    [Fact]
    public async Task What_people_did_adds_up_to_what_the_company_did()
    {
        await log.ReadAsync();
        foreach (var row in RealLog.Truth("account_month_utc.csv").Where(row => s_recounted.Contains(row["account"])))
        {
            var month = RealLog.Day(row["month"] + "-01");
            var outcome = await log.Portal.Get<ListPeople>().RunAsync(
                TestPortal.AdminOf(log.Accounts[row["account"]]), new(month, month.AddMonths(1).AddDays(-1), Page: 0), Ct);
            var people = outcome.Match(people => people, refusal => throw new InvalidOperationException(refusal.Message));

            Assert.Equal(RealLog.Number(row["events"]), people.Rows.Sum(person => person.Events));
            Assert.Equal(RealLog.Number(row["active_users"]), people.Rows.Count(person => person.ActiveDays > 0));
            Assert.Equal(people.Found, people.ByStatus.Values.Sum());
        }
    }

    private async Task<EngagementReport> EngagementAsync(string account, DateOnly from, DateOnly to, Comparison compare, DateOnly? month = null)
    {
        var outcome = await log.Portal.Get<ReadEngagement>().RunAsync(
            TestPortal.MemberOf(log.Accounts[account]), new(from, to, compare, Month: month), Ct);
        return outcome.Match(report => report, refusal => throw new InvalidOperationException(refusal.Message));
    }

    // The log as it lies there, with nothing of the product: who did something on which day, UTC.
    private static ILookup<string, (string Person, DateOnly Day)> ReadPlain()
    {
        using var lines = new StreamReader(new GZipStream(File.OpenRead(TestData.PathOf("usage", "usage_nova.ndjson.gz")), CompressionMode.Decompress));
        List<(string Account, string Person, DateOnly Day)> uses = [];
        while (lines.ReadLine() is { } line)
        {
            using var parsed = JsonDocument.Parse(line);
            var call = parsed.RootElement;
            if (call.GetProperty("type").GetString() == "track")
            {
                var at = DateTimeOffset.Parse(call.GetProperty("timestamp").GetString()!, CultureInfo.InvariantCulture);
                uses.Add((
                    call.GetProperty("context").GetProperty("groupId").GetString()!, call.GetProperty("userId").GetString()!, DateOnly.FromDateTime(at.UtcDateTime)));
            }
        }

        return uses.Distinct().ToLookup(use => use.Account, use => (use.Person, use.Day));
    }
}
