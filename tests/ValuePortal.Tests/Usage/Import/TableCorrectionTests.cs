using ValuePortal.Accounts;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Verbs;
using ValuePortal.Tests.Support;
using ValuePortal.Usage.Import;
using ValuePortal.Usage.Intake;
using Stream = ValuePortal.Tests.Usage.Intake.Stream;

namespace ValuePortal.Tests.Usage.Import;

/// <summary>A row that is imported again with another count takes the place of the earlier one, and gives it back when it is undone.</summary>
public sealed class TableCorrectionTests : IDisposable
{
    private const string Map = "account=account,day=day,feature=feature,count=count";

    private readonly TestPortal portal = new();
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("valueportal-correction-");
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

    [Fact]
    public async Task A_corrected_row_replaces_the_earlier_one_and_its_neighbours_stay()
    {
        var acme = await portal.OpenAccountAsync("acme", timeZone: "Asia/Tokyo");
        await ImportAsync("account,day,feature,count", "acme,2024-03-13,orders,4", "acme,2024-03-13,bills,2", "acme,2024-03-14,orders,1");

        await ImportAsync("account,day,feature,count", "acme,2024-03-13,orders,9", "acme,2024-03-13,bills,2", "acme,2024-03-14,orders,0");

        Assert.Contains("3 rows: 0 counted and 2 replaced with 9 uses, 0 unassigned, 1 stored before", output.ToString(), StringComparison.Ordinal);
        Assert.Equal(
            ["acme 2024-03-13 -: 11 by ", "acme 2024-03-13 bills: 2 by ", "acme 2024-03-13 orders: 9 by "], await DaysAsync(acme));
        await AssertCountedRightAsync();
    }

    [Fact]
    public async Task Undoing_a_correction_brings_the_earlier_values_back_through_any_number_of_imports()
    {
        var acme = await portal.OpenAccountAsync("acme", timeZone: "America/St_Johns");
        List<IReadOnlyList<string>> after = [];
        foreach (var count in new[] { "4,ann", "6,ann", "0,ann", "7,ann" })
        {
            await ImportAsync("account,day,feature,count,user", "acme,2024-03-13,orders," + count, "acme,2024-03-13,orders,1,bob");
            after.Add(await DaysAsync(acme));
        }

        foreach (var (import, left) in new[] { (4, after[2]), (2, after[2]), (3, after[0]) })
        {
            Assert.Equal(0, await RunAsync("undo-import", import.ToString(System.Globalization.CultureInfo.InvariantCulture)));
            Assert.Equal(left, await DaysAsync(acme));
            await AssertCountedRightAsync();
        }

        await RunAsync("undo-import", "1");
        Assert.Empty(await DaysAsync(acme));
        await ImportAsync("account,day,feature,count,user", "acme,2024-03-13,orders,4,ann", "acme,2024-03-13,orders,1,bob");
        Assert.Equal(after[0], await DaysAsync(acme));
        await AssertCountedRightAsync();
    }

    [Fact]
    public async Task Undoing_the_earlier_import_leaves_what_a_later_one_said()
    {
        var acme = await portal.OpenAccountAsync("acme");
        await ImportAsync("account,day,feature,count", "acme,2024-03-13,orders,4", "acme,2024-03-14,orders,5");
        await ImportAsync("account,day,feature,count", "acme,2024-03-13,orders,6");

        await RunAsync("undo-import", "1");

        Assert.Equal(["acme 2024-03-13 -: 6 by ", "acme 2024-03-13 orders: 6 by "], await DaysAsync(acme));
        await RunAsync("undo-import", "2");
        Assert.Empty(await DaysAsync(acme));
        await AssertCountedRightAsync();
    }

    [Fact]
    public async Task A_row_with_a_number_of_its_own_is_known_by_it_also_on_another_day()
    {
        var acme = await portal.OpenAccountAsync("acme");
        await ImportAsync("id,account,day,feature,count", "7,acme,2024-03-13,orders,4", "8,acme,2024-03-13,orders,4");
        await ImportAsync("id,account,day,feature,count", "7,acme,2024-03-15,bills,5");

        Assert.Equal(
            ["acme 2024-03-13 -: 4 by ", "acme 2024-03-13 orders: 4 by ", "acme 2024-03-15 -: 5 by ", "acme 2024-03-15 bills: 5 by "], await DaysAsync(acme));
        await AssertCountedRightAsync();
    }

    [Fact]
    public async Task A_correction_reaches_rows_that_waited_and_were_given_to_an_account()
    {
        var acme = await portal.OpenAccountAsync("acme");
        await ImportAsync("account,day,feature,count,user", "a-17,2024-03-13,orders,4,ann", "a-17,2024-03-14,orders,2,bob");
        await ImportAsync("account,day,feature,count,user", "a-17,2024-03-13,orders,6,ann");
        Assert.True((await portal.Get<AssignUnassigned>().RunAsync(TestPortal.VendorAdmin(acme.AccountId), new("a-17", acme.AccountId), Ct)).Is(out var moved, out _));
        Assert.Equal(8, moved.Events);

        await ImportAsync("account,day,feature,count,user", "a-17,2024-03-14,orders,3,bob");
        Assert.Contains("acme 2024-03-14 orders: 3 by bob", await DaysAsync(acme));
        await AssertCountedRightAsync();

        // What was said before the account was known counts for it now.
        await RunAsync("undo-import", "2");
        await RunAsync("undo-import", "3");
        Assert.Contains("acme 2024-03-13 orders: 4 by ann", await DaysAsync(acme));
        Assert.Contains("acme 2024-03-14 orders: 2 by bob", await DaysAsync(acme));
        await AssertCountedRightAsync();
    }

    [Fact]
    public async Task A_correction_after_retention_is_refused_and_the_import_cannot_be_undone_by_halves()
    {
        var acme = await portal.OpenAccountAsync("acme");
        await ImportAsync("account,day,feature,count", "acme,2024-03-13,orders,4");
        portal.Clock.Advance(TimeSpan.FromDays(500));
        await portal.Get<PurgeEvents>().RunAsync(Ct);

        await ImportAsync("account,day,feature,count", "acme,2024-03-13,orders,9");

        Assert.Contains("The day is closed", error.ToString(), StringComparison.Ordinal);
        Assert.Equal(1, await RunAsync("undo-import", "1"));
        Assert.Contains("acme 2024-03-13 orders: 4 by ", await DaysAsync(acme));
        await AssertCountedRightAsync();
    }

    [Fact]
    public async Task The_figures_are_the_same_by_statements_that_every_database_takes()
    {
        using var plain = new TestPortal(services => services.AddSingleton(provider => new EventStore(provider.GetRequiredService<ValuePortal.Platform.Data.PortalDbFactory>(), provider.GetRequiredService<TimeProvider>(), plain: true, keysPerRun: 10)));
        var acme = await plain.OpenAccountAsync("acme");
        foreach (var count in new[] { 4, 6 })
        {
            var file = Write("account,day,feature,count", $"acme,2024-03-13,orders,{count}");
            Assert.Equal(0, await CommandLine.Parse(["import", "usage-table", file, "--source", "nova", "--map", Map]).RunAsync(plain.Services, output, error, Ct));
        }

        Assert.Contains("acme 2024-03-13 orders: 6 by ", await Stream.RollUpsAsync(plain.Factory, [acme]));
        Assert.Null((await plain.Get<VerifyUsage>().RunAsync(Ct)).Difference);
    }

    private async Task<List<string>> DaysAsync(Account account) =>
        [.. (await Stream.RollUpsAsync(portal.Factory, [account])).Where(line => line.Contains("by", StringComparison.Ordinal))];

    private async Task AssertCountedRightAsync() => Assert.Null((await portal.Get<VerifyUsage>().RunAsync(Ct)).Difference);

    private async Task ImportAsync(params string[] lines)
    {
        var more = (lines[0].Contains("user", StringComparison.Ordinal) ? ",user=user" : "") + (lines[0].StartsWith("id,", StringComparison.Ordinal) ? ",row=id" : "");
        Assert.Equal(0, await RunAsync("import", "usage-table", Write(lines), "--source", "nova", "--map", Map + more));
    }

    private Task<int> RunAsync(params string[] line) => CommandLine.Parse(line).RunAsync(portal.Services, output, error, Ct);

    private string Write(params string[] lines)
    {
        var path = Path.Combine(folder.FullName, "table.csv");
        File.WriteAllText(path, string.Join("\n", lines) + "\n");
        return path;
    }
}
