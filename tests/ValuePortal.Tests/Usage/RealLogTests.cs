using ValuePortal.Tests.Support;
using ValuePortal.Usage.Import;
using ValuePortal.Usage.Reports;

namespace ValuePortal.Tests.Usage;

public sealed class RealLogTests(RealLog log) : IClassFixture<RealLog>
{
    private static CancellationToken Ct => Xunit.TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_line_of_the_real_log_is_taken()
    {
        var totals = RealLog.Truth("totals.csv").ToDictionary(row => row["key"], row => row["value"]);
        await log.ReadAsync();

        Assert.Equal(RealLog.Number(totals["lines"]), log.Read.Accepted);
        Assert.Equal(RealLog.Number(totals["lines"]), log.Read.Lines);
        Assert.Equal(0, log.Read.Unassigned + log.Read.Duplicate + log.Read.Refused + log.Read.Ignored);
        Assert.Equal(RealLog.Number(totals["accounts"]), log.Accounts.Count);
    }

    [Fact]
    public async Task Months_of_every_account_are_those_counted_elsewhere()
    {
        var rows = await log.TableAsync(Bucket.Month, "UTC");

        AssertSame(
            RealLog.Truth("account_month_utc.csv").Select(row =>
                $"{row["account"]} {row["month"]} {row["events"]} {row["active_users"]} {row["distinct_features"]} {row["active_days"]}"),
            rows.Select(row => $"{row.Account} {row.Bucket} {row.Events} {row.ActiveUsers} {row.DistinctFeatures} {row.ActiveDays}"));
    }

    [Fact]
    public async Task Months_begin_where_the_zone_says()
    {
        var truth = RealLog.Truth("account_month_by_zone.csv");
        List<string> found = [];
        foreach (var group in truth.GroupBy(row => (Zone: row["zone"], Account: row["account"])))
        {
            var rows = await log.TableAsync(Bucket.Month, group.Key.Zone, group.Key.Account);
            found.AddRange(rows.Select(row => $"{group.Key.Zone} {row.Account} {row.Bucket} {row.Events} {row.ActiveUsers}"));
        }

        AssertSame(truth.Select(row => $"{row["zone"]} {row["account"]} {row["month"]} {row["events"]} {row["active_users"]}"), found);
    }

    [Fact]
    public async Task Active_people_of_a_day_and_of_the_thirty_days_before_are_those_counted_elsewhere()
    {
        var truth = RealLog.Truth("dau_mau_selected_days_utc.csv");
        await log.ReadAsync();
        var read = log.Portal.Get<ReadActiveUsers>();

        List<string> found = [];
        foreach (var row in truth)
        {
            var account = row["account"] == "*" ? null : row["account"];
            var outcome = await read.RunAsync(log.Everybody, new(RealLog.Day(row["day"]), TimeZoneInfo.Utc, account), Ct);
            found.Add(outcome.Match(
                figures => $"{row["account"]} {row["day"]} {figures.Dau} {figures.Mau} {figures.MauCalendarMonth}", refusal => refusal.Message));
        }

        AssertSame(truth.Select(row => $"{row["account"]} {row["day"]} {row["dau"]} {row["mau_rolling_30d_incl"]} {row["mau_calendar_month"]}"), found);
    }

    [Fact]
    public async Task The_months_of_all_accounts_together_are_those_counted_elsewhere()
    {
        var truth = RealLog.Truth("portfolio_month_utc.csv");
        var months = (await log.TableAsync(Bucket.Month, "UTC")).ToLookup(row => row.Bucket);
        var read = log.Portal.Get<ReadActiveUsers>();

        List<string> found = [];
        foreach (var month in months)
        {
            var outcome = await read.RunAsync(log.Everybody, new(RealLog.Day(month.Key + "-15"), TimeZoneInfo.Utc), Ct);
            var people = outcome.Match(figures => figures.MauCalendarMonth, _ => -1);
            found.Add($"{month.Key} {month.Sum(row => row.Events)} {people} {month.Count()}");
        }

        AssertSame(truth.Select(row => $"{row["month"]} {row["events"]} {row["active_users"]} {row["active_accounts"]}"), found);
    }

    [Fact]
    public async Task The_page_of_an_account_names_the_features_it_uses_most()
    {
        var truth = RealLog.Truth("account_month_utc.csv").Where(row => row["account"] is "ibm.com" or "redhat.com").ToList();
        await log.ReadAsync();
        var read = log.Portal.Get<ReadUsageReport>();

        List<string> found = [];
        foreach (var row in truth)
        {
            var month = RealLog.Day(row["month"] + "-01");
            var input = new ReadUsageReport.Input(month, month.AddMonths(1).AddDays(-1));
            var outcome = await read.RunAsync(TestPortal.MemberOf(log.Accounts[row["account"]]), input, Ct);
            found.Add(outcome.Match(
                report => string.Join(' ', [row["account"], row["month"], $"{report.Now.Events}", $"{report.Now.ActiveUsers}", $"{report.Now.FeaturesUsed}", $"{report.Now.ActiveDays}",
                    .. report.Features.Take(3).Select(feature => $"{feature.Key}={feature.Events}")]),
                refusal => refusal.Message));
        }

        AssertSame(
            truth.Select(row => string.Join(' ', [row["account"], row["month"], row["events"], row["active_users"], row["distinct_features"], row["active_days"],
                .. new[] { 1, 2, 3 }.Where(i => row[$"top{i}"].Length > 0).Select(i => $"{row[$"top{i}"]}={row[$"top{i}_events"]}")])),
            found);
    }

    [Fact]
    public async Task Whole_lives_of_accounts_and_of_features_are_those_counted_elsewhere()
    {
        var accounts = RealLog.Truth("accounts.csv");
        await log.ReadAsync();
        var read = log.Portal.Get<ReadUsageReport>();
        Dictionary<string, (long Events, int Users, int Accounts)> features = [];

        List<string> found = [];
        foreach (var row in accounts)
        {
            var input = new ReadUsageReport.Input(new(2010, 1, 1), new(2026, 12, 31), Comparison.None);
            var report = (await read.RunAsync(TestPortal.MemberOf(log.Accounts[row["account"]]), input, Ct)).Match(report => report, _ => null!);
            found.Add($"{row["account"]} {report.AccountName} {report.Now.Events} {report.Now.ActiveUsers} {report.Now.FeaturesUsed} {report.DataFrom:yyyy-MM-dd} {report.DataUntil:yyyy-MM-dd}");
            foreach (var feature in report.Features)
            {
                var known = features.GetValueOrDefault(feature.Key);
                features[feature.Key] = (known.Events + feature.Events, known.Users + feature.Users, known.Accounts + 1);
            }
        }

        AssertSame(
            accounts.Select(row => $"{row["account"]} {row["name"]} {row["events"]} {row["users"]} {row["distinct_features"]} {row["first_event_utc"][..10]} {row["last_event_utc"][..10]}"),
            found);
        AssertSame(
            RealLog.Truth("features.csv").Select(row => $"{row["feature"]} {row["events"]} {row["users"]} {row["accounts"]}"),
            features.Select(feature => $"{feature.Key} {feature.Value.Events} {feature.Value.Users} {feature.Value.Accounts}"));
    }

    [Fact]
    public async Task The_same_file_a_second_time_changes_nothing()
    {
        var file = TestData.PathOf("usage", "sample_500.ndjson");
        await log.ReadAsync();
        var before = await log.TableAsync(Bucket.Month, "UTC");

        var outcome = await log.Portal.Get<ImportUsage>().RunAsync(new(file, "nova", CreateAccounts: true, log.Portal.Clock.Now), ct: Ct);

        var again = outcome.Match(result => result, _ => null!);
        Assert.Equal((500, 0), (again.Duplicate, again.Accepted));
        Assert.Equal(before, await log.TableAsync(Bucket.Month, "UTC"));
    }

    private static void AssertSame(IEnumerable<string> expected, IEnumerable<string> found)
    {
        var (truth, ours) = (expected.ToHashSet(StringComparer.Ordinal), found.ToHashSet(StringComparer.Ordinal));
        Assert.NotEmpty(truth);
        Assert.Empty(truth.Except(ours).Take(10));
        Assert.Empty(ours.Except(truth).Take(10));
    }
}
