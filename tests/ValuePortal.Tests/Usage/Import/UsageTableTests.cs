using System.Globalization;
using Microsoft.EntityFrameworkCore;
using ValuePortal.Accounts;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Verbs;
using ValuePortal.Tests.Support;
using ValuePortal.Usage.Events;
using ValuePortal.Usage.Intake;
using ValuePortal.Usage.Reports;
using Stream = ValuePortal.Tests.Usage.Intake.Stream;

namespace ValuePortal.Tests.Usage.Import;

/// <summary>Usage of vendors without events: tables of counts by day, read by command.</summary>
public sealed class UsageTableTests : IDisposable
{
    private const string Map = "account=account,day=day,feature=feature,count=count";

    private readonly TestPortal portal = new();
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("valueportal-table-");
    private readonly StringWriter output = new();
    private readonly StringWriter error = new();

    private static CancellationToken Ct => Xunit.TestContext.Current.CancellationToken;

    public void Dispose()
    {
        portal.Dispose();
        folder.Delete(recursive: true);
        output.Dispose();
        error.Dispose();
    }

    [Theory]
    [InlineData("iso")]
    [InlineData("ddmmyyyy_bom_crlf")]
    public async Task Both_editions_of_a_vendors_export_give_the_figures_that_were_calculated_from_it(string edition)
    {
        var file = CopyOf("ravenstack", edition, "ravenstack_feature_usage.csv");

        Assert.Equal(0, await ImportExportAsync(file, edition, "--create-accounts"));

        Assert.Contains("25000 rows: 24998 counted and 0 replaced with 250525 uses, 0 unassigned, 0 stored before, 2 with count 0, 0 refused; 0 blank; accounts opened 500", output.ToString(), StringComparison.Ordinal);
        Assert.Contains("21 values of usage_id stand in more than one row", output.ToString(), StringComparison.Ordinal);
        Assert.Contains("19142 rows lie before the start and 290 after the end", output.ToString(), StringComparison.Ordinal);
        await AssertTruthAsync(portal);
        Assert.Null((await portal.Get<VerifyUsage>().RunAsync(Ct)).Difference);
    }

    [Fact]
    public async Task The_same_rows_again_change_nothing_also_when_they_come_in_the_other_edition()
    {
        var file = CopyOf("ravenstack", "iso", "ravenstack_feature_usage.csv");
        var other = CopyOf("ravenstack", "ddmmyyyy_bom_crlf", "ravenstack_feature_usage.csv");

        await ImportExportAsync(file, "iso", "--create-accounts");
        await ImportExportAsync(file, "iso");
        await ImportExportAsync(other, "ddmmyyyy_bom_crlf");

        Assert.Equal(2, output.ToString().Split("0 counted and 0 replaced with 0 uses, 0 unassigned, 24998 stored before").Length - 1);
        await AssertTruthAsync(portal);
        await using var db = portal.Factory.ForSystem();
        Assert.Equal(1, await db.Set<UsageTableImport>().CountAsync(Ct));
    }

    [Fact]
    public async Task An_import_is_undone_as_a_whole_once_and_can_be_repeated()
    {
        var account = await portal.OpenAccountAsync("acme", timeZone: "Asia/Tokyo");
        var first = Write("first.csv", "account,day,feature,count,user", "acme,2024-03-13,orders,4,ann", "acme,2024-03-13,orders,2,", "other,2024-03-13,orders,7,");
        var second = Write("second.csv", "account,day,feature,count,user", "acme,2024-03-13,orders,3,bob", "acme,2024-03-14,bills,5,ann");
        await RunAsync("import", "usage-table", first, "--source", "nova", "--map", Map + ",user=user");
        var before = await Stream.RollUpsAsync(portal.Factory, [account]);
        await RunAsync("import", "usage-table", second, "--source", "nova", "--map", Map + ",user=user");
        var both = await Stream.RollUpsAsync(portal.Factory, [account]);

        Assert.Equal(0, await RunAsync("undo-import", "2"));
        Assert.Contains("8 uses taken back", output.ToString(), StringComparison.Ordinal);
        Assert.Equal(before, await Stream.RollUpsAsync(portal.Factory, [account]));
        Assert.Equal(1, await RunAsync("undo-import", "2"));
        Assert.Null((await portal.Get<VerifyUsage>().RunAsync(Ct)).Difference);

        await RunAsync("import", "usage-table", second, "--source", "nova", "--map", Map + ",user=user");
        await RunAsync("import", "usage-table", second, "--source", "nova", "--map", Map + ",user=user");
        Assert.Equal(both, await Stream.RollUpsAsync(portal.Factory, [account]));
        Assert.Null((await portal.Get<VerifyUsage>().RunAsync(Ct)).Difference);

        await RunAsync("undo-import", "1");
        await using var db = portal.Factory.ForSystem(AccountScope.NoAccount);
        Assert.Empty(await db.Set<UnassignedGroup>().ToListAsync(Ct));
    }

    [Fact]
    public async Task Rows_of_an_unknown_account_wait_and_count_in_full_once_it_is_known()
    {
        var account = await portal.OpenAccountAsync("acme");
        await RunAsync("import", "usage-table", Write("a.csv", "account,day,feature,count", "a-17,2024-03-13,orders,4", "a-17,2024-03-13,orders,4"), "--source", "nova", "--map", Map);

        Assert.Empty(await Stream.RollUpsAsync(portal.Factory, [account]));
        var moved = await portal.Get<AssignUnassigned>().RunAsync(TestPortal.VendorAdmin(account.AccountId), new("a-17", account.AccountId), Ct);

        Assert.True(moved.Is(out var result, out _));
        Assert.Equal(8, result.Events);
        Assert.Contains("acme 2024-03-13 orders: 8 by ", await Stream.RollUpsAsync(portal.Factory, [account]));
        Assert.Null((await portal.Get<VerifyUsage>().RunAsync(Ct)).Difference);

        await RunAsync("undo-import", "1");
        Assert.Empty(await Stream.RollUpsAsync(portal.Factory, [account]));
    }

    [Fact]
    public async Task A_row_counts_on_its_day_of_the_accounts_zone_and_for_no_person()
    {
        List<Account> accounts = [];
        foreach (var zone in new[] { "Pacific/Auckland", "Pacific/Honolulu", "Asia/Kathmandu" })
        {
            accounts.Add(await portal.OpenAccountAsync("in " + zone, timeZone: zone));
        }

        var rows = accounts.Select(account => account.ExternalId + ",2024-03-31,orders,12").ToArray();
        await RunAsync("import", "usage-table", Write("zones.csv", ["account,day,feature,count", .. rows]), "--source", "nova", "--map", Map);

        var days = await Stream.RollUpsAsync(portal.Factory, accounts);
        Assert.All(accounts, account => Assert.Contains($"{account.ExternalId} 2024-03-31 orders: 12 by ", days));
    }

    [Fact]
    public async Task A_row_that_is_wrong_is_refused_with_its_number_and_the_others_count()
    {
        await portal.OpenAccountAsync("acme");
        var file = Write(
            "bad.csv",
            "\uFEFFday;account;feature;note;count",
            "2024-01-05;acme;orders;\"two\nlines\";4",
            "2024-01-32;acme;orders;;4",
            "2024-01-05;;orders;;4",
            "",
            "2024-01-05;acme;;;4",
            "2024-01-05;acme;orders;=1+1;-4",
            "2024-01-05;acme;orders;;2.5",
            "2024-01-05;acme;orders;;1.000",
            "2024-01-05;acme;orders;4",
            "2099-01-05;acme;orders;;4",
            "2024-01-05;acme;or\"ders;;4",
            "2024-01-05;acme;orders;;3.0");

        Assert.Equal(0, await RunAsync("import", "usage-table", file, "--source", "nova", "--map", Map));

        Assert.Contains("11 rows: 2 counted and 0 replaced with 7 uses, 0 unassigned, 0 stored before, 0 with count 0, 9 refused; 1 blank", output.ToString(), StringComparison.Ordinal);
        var refused = await File.ReadAllTextAsync(file + ".refused.csv", Ct);
        Assert.StartsWith("row,reason,day,account,feature,note,count\r\n3,", refused, StringComparison.Ordinal);
        Assert.Equal(
            ["10", "11", "12", "3", "4", "6", "7", "8", "9"],
            refused.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => line.Split(',')[0]).Order(StringComparer.Ordinal));
        Assert.Contains("'=1+1", refused, StringComparison.Ordinal);
        Assert.Contains("row 4: The account is missing", error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("03-04-2024", "05-06-2024", "--dates dd-MM-yyyy")]
    [InlineData("13-04-2024", "05-13-2024", "more than one way")]
    [InlineData("yesterday", "20240405", "--dates iso")]
    public async Task Days_that_may_be_meant_in_two_ways_are_not_guessed(string one, string other, string words)
    {
        await portal.OpenAccountAsync("acme");
        var file = Write("days.csv", "account,day,feature,count", $"acme,{one},orders,1", $"acme,{other},orders,1");

        Assert.Equal(1, await RunAsync("import", "usage-table", file, "--source", "nova", "--map", Map));

        Assert.Contains(words, error.ToString(), StringComparison.Ordinal);
        await using var db = portal.Factory.ForSystem();
        Assert.False(await db.Set<UsageTableImport>().AnyAsync(Ct));
    }

    [Theory]
    [InlineData("dd-MM-yyyy", "2024-04-03")]
    [InlineData("MM-dd-yyyy", "2024-03-04")]
    public async Task Whoever_says_how_days_are_written_gets_that_day(string dates, string day)
    {
        var account = await portal.OpenAccountAsync("acme");
        await RunAsync("import", "usage-table", Write("days.csv", "account\tday\tfeature\tcount", "acme\t03-04-2024\torders\t1"), "--source", "nova", "--map", Map, "--dates", dates);

        Assert.Contains($"acme {day} orders: 1 by ", await Stream.RollUpsAsync(portal.Factory, [account]));
    }

    [Fact]
    public async Task A_dry_run_shows_the_rows_as_they_are_understood_and_stores_nothing()
    {
        var account = await portal.OpenAccountAsync("acme");
        var file = Write("try.csv", "account,day,feature,count", "acme,31-12-2023,orders,4", "acme,?,orders,4", "acme,01-02-2024,bills,2");

        Assert.Equal(0, await RunAsync("import", "usage-table", file, "--source", "nova", "--map", Map, "--dry-run"));

        Assert.Contains("row 4: account acme, day 2024-02-01, feature bills, count 2", output.ToString(), StringComparison.Ordinal);
        Assert.Contains("Dry run, nothing is stored: 3 rows: 2 counted and 0 replaced with 6 uses", output.ToString(), StringComparison.Ordinal);
        Assert.Contains("row 3: \"?\" is no day", error.ToString(), StringComparison.Ordinal);
        Assert.Empty(await Stream.RollUpsAsync(portal.Factory, [account]));
        await using var db = portal.Factory.ForSystem();
        Assert.False(await db.Set<UsageTableImport>().AnyAsync(Ct));
        Assert.False(await db.Set<Source>().AnyAsync(Ct));
    }

    [Theory]
    [InlineData("account=kunde,day=day,feature=feature,count=count", "has no column \"kunde\". It has: account, day, feature, count")]
    [InlineData("account=account,day=day", "--map account=COL")]
    public async Task A_column_that_is_not_there_is_named(string map, string words)
    {
        Assert.Equal(1, await RunAsync("import", "usage-table", Write("a.csv", "account,day,feature,count", "acme,2024-01-01,orders,1"), "--source", "nova", "--map", map));

        Assert.Contains(words, error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_quote_that_is_never_closed_refuses_the_file_with_its_row()
    {
        await portal.OpenAccountAsync("acme");
        var file = Write("open.csv", "account,day,feature,count", "acme,2024-01-01,orders,1", "acme,2024-01-01,\"orders,1", "acme,2024-01-01,orders,1");

        Assert.Equal(1, await RunAsync("import", "usage-table", file, "--source", "nova", "--map", Map));

        Assert.Contains("row 3: a quote is never closed", error.ToString(), StringComparison.Ordinal);
    }

    private Task<int> RunAsync(params string[] line) => CommandLine.Parse(line).RunAsync(portal.Services, output, error, Ct);

    private Task<int> ImportExportAsync(string file, string edition, params string[] more) => RunAsync(
    [
        "import", "usage-table", file, "--source", "ravenstack",
        "--map", "account=account_id,day=usage_date,feature=feature_name,count=usage_count,row=usage_id",
        "--join", TestData.PathOf("ravenstack", edition, "ravenstack_subscriptions.csv"), "--join-on", "subscription_id=subscription_id",
        "--warn-outside", "start=start_date,end=end_date", .. more,
    ]);

    private string Write(string name, params string[] lines)
    {
        var path = Path.Combine(folder.FullName, name);
        File.WriteAllText(path, string.Join("\r\n", lines) + "\r\n");
        return path;
    }

    // The data may lie where nothing can be written beside it.
    private string CopyOf(params string[] parts)
    {
        var copy = Path.Combine(folder.FullName, parts[^2] + ".csv");
        File.Copy(TestData.PathOf(parts), copy);
        return copy;
    }

    private static List<Dictionary<string, string>> Truth(string file)
    {
        var lines = File.ReadAllLines(TestData.PathOf("ravenstack", file));
        var heading = lines[0].Split(',');
        return [.. lines.Skip(1).Select(line => heading.Zip(line.Split(',')).ToDictionary(cell => cell.First, cell => cell.Second))];
    }

    internal static async Task AssertTruthAsync(TestPortal portal)
    {
        var truth = Truth("truth_accounts.csv");
        var accounts = await portal.Get<AccountDirectory>().FindAsync([.. truth.Select(row => row["account_id"])], Ct);
        var everybody = TestPortal.VendorAdmin([.. accounts.Select(account => account.AccountId)]);
        var range = new DayRange(new(2023, 1, 1), new(2024, 12, 31));
        Assert.True((await portal.Get<ReadUsageTable>().RunAsync(everybody, new(Bucket.Month, range, TimeZoneInfo.Utc), Ct)).Is(out var months, out _));
        Assert.True((await portal.Get<ListFeatureUse>().RunAsync(everybody, new(range, TimeZoneInfo.Utc, null, null, 100), Ct)).Is(out var features, out _));

        // Two rows say that nothing was used. Those who calculated the figures took them for activity: one is the only row of its account in
        // August 2023, one the only row of its account with feature_34, and each the only one of its account and day. The portal counts no
        // use as no activity.
        var active = (Dictionary<string, string> row) => int.Parse(row["active_accounts"], CultureInfo.InvariantCulture) - (row["month"] == "2023-08" ? 1 : 0);
        var users = (Dictionary<string, string> row) => int.Parse(row["accounts"], CultureInfo.InvariantCulture) - (row["feature"] == "feature_34" ? 1 : 0);
        Assert.Equal(
            Truth("truth_usage_month.csv").Select(row => string.Create(CultureInfo.InvariantCulture, $"{row["month"]}: {row["usage_count"]} by {active(row)}")),
            months.GroupBy(row => row.Bucket).OrderBy(month => month.Key, StringComparer.Ordinal)
                .Select(month => string.Create(CultureInfo.InvariantCulture, $"{month.Key}: {month.Sum(row => row.Events)} by {month.Count()}")));
        Assert.Equal(
            Truth("truth_features.csv").Select(row => string.Create(CultureInfo.InvariantCulture, $"{row["feature"]}: {row["usage_count"]} by {users(row)}")).Order(StringComparer.Ordinal),
            features.Select(row => string.Create(CultureInfo.InvariantCulture, $"{row.Key}: {row.Accounts!.Sum(use => use.Events)} by {row.Accounts!.Count}")).Order(StringComparer.Ordinal));

        var byAccount = months.ToLookup(row => row.Account);
        Assert.Equal(
            truth.Select(row => $"{row["account_id"]}: {row["usage_count"]}"),
            truth.Select(row => string.Create(CultureInfo.InvariantCulture, $"{row["account_id"]}: {byAccount[row["account_id"]].Sum(month => month.Events)}")));
        Assert.Equal(
            truth.Sum(row => int.Parse(row["active_usage_days"], CultureInfo.InvariantCulture)) - 2, months.Sum(row => row.ActiveDays));
        Assert.All(months, row => Assert.Equal(0, row.ActiveUsers));
    }
}
