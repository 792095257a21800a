using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Audit;
using ValuePortal.Roi;
using ValuePortal.Roi.Sheets;
using ValuePortal.Roi.TableDesk;
using ValuePortal.Tests.Roi.Sheets;
using ValuePortal.Tests.Support;
using static ValuePortal.Tests.Roi.ValueWorld;

namespace ValuePortal.Tests.Roi;

/// <summary>Forrester's table for Intellum, changed on the desk.</summary>
public sealed class TableDeskTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Saving_what_was_read_changes_nothing()
    {
        using var world = await IntellumAsync();
        var before = await DocumentAsync(world);
        var table = await TableAsync(world);

        Done(await SaveAsync(world, Form(table)));

        Assert.Equal(before, await DocumentAsync(world));
        Assert.Equal(table.Version, (await TableAsync(world)).Version);
        Assert.Null((await TableAsync(world)).Before);
    }

    /// <summary>METRICS 2.1: the published figures come out only with A5 rounded; without it, 10,899,360 of At in year 3 is not reached.</summary>
    [Fact]
    public async Task The_switch_of_rounding_a_number_and_a_formula_are_changed_and_the_change_is_undone()
    {
        using var world = await IntellumAsync();
        Assert.Equal(10_899_360, await AtAsync(world));

        var form = Form(await TableAsync(world));
        Row(form, "A5").Round = false;
        Done(await SaveAsync(world, form));
        Assert.Equal(decimal.Round((1_000_000_000m + (1_000_000_000m * 0.384m * 0.511m * 0.222m)) * 0.767m * 0.511m * 0.222m * 0.12m, 6), decimal.Round(await AtAsync(world), 6));

        form = Form(await TableAsync(world));
        (Row(form, "A2").Numbers, Row(form, "A7").Formula, Row(form, "A7").Numbers, Row(form, "At").Label) = ("50% 50%  50%", "A3/10", "", " Profit kept ");
        Done(await SaveAsync(world, form));
        var table = await TableAsync(world);
        Assert.Equal("Profit kept", table.Table.Rows!.Single(row => row!.Id == "At")!.Label);
        Assert.Equal("CSM", table.ChangedBy);

        Done(await world.Portal.Get<UndoTable>().RunAsync(world.Csm, world.Id, "A", Version(table), Ct));
        var undone = await TableAsync(world);
        Assert.Null(undone.Table.Rows!.Single(row => row!.Id == "At")!.Label);
        Assert.Equal("12%", RowText.Of(undone.Table.Rows!.Single(row => row!.Id == "A7")!).Numbers);

        // Once more is the change again.
        Done(await world.Portal.Get<UndoTable>().RunAsync(world.Csm, world.Id, "A", Version(undone), Ct));
        Assert.Equal("A3/10", (await TableAsync(world)).Table.Rows!.Single(row => row!.Id == "A7")!.Formula);
        await using var db = world.Portal.Factory.For(world.Csm);
        var log = await db.Set<AuditEntry>().Where(entry => entry.AccountId == world.Id).Select(entry => entry.Action).ToListAsync(Ct);
        Assert.Equal((2, 2), (log.Count(action => action == RoiAudit.TableChanged), log.Count(action => action == RoiAudit.TableUndone)));
    }

    [Theory]
    [InlineData("A6", "Formula", "A1*A9", "A6.Formula", "There is no row “A9”.")]
    [InlineData("A6", "Formula", "At", "A6.Formula", "A6 → At → A6")]
    [InlineData("A1", "Numbers", "1 2", "A1.Numbers", "2 values")]
    [InlineData("A1", "Numbers", "1,000", "A1.Numbers", "1,000")]
    [InlineData("A1", "Unit", "hours", "A6.Formula", "hours and money")]
    [InlineData("A5", "Decimals", "", "A5.Decimals", "decimals")]
    [InlineData("A4", "Numbers", "", "A4.Numbers", "value")]
    public async Task What_is_wrong_stands_at_its_row(string row, string field, string typed, string at, string says)
    {
        using var world = await IntellumAsync();
        var before = await DocumentAsync(world);
        var form = Form(await TableAsync(world));
        typeof(RowText).GetProperty(field)!.SetValue(Row(form, row), typed);

        var refused = Assert.IsType<Refusal.Invalid>(Refused(await SaveAsync(world, form)));

        Assert.True(refused.Errors.ContainsKey(at), string.Join("; ", refused.Errors.Select(error => $"{error.Key}: {error.Value[0]}")));
        Assert.Contains(says, refused.Errors[at][0], StringComparison.Ordinal);
        Assert.Equal(before, await DocumentAsync(world));
    }

    [Fact]
    public async Task Who_comes_second_sees_both_texts_and_may_save_over_the_other()
    {
        using var world = await IntellumAsync();
        var (mine, theirs) = (Form(await TableAsync(world)), Form(await TableAsync(world)));
        Row(theirs, "A7").Numbers = "15%";
        Row(mine, "A7").Numbers = "10%";
        Done(await SaveAsync(world, theirs));

        var refused = Assert.IsType<SaveTable.ChangedMeanwhile>(Refused(await SaveAsync(world, mine)));

        var saved = refused.Now.Table.Rows!.Single(row => row!.Id == "A7")!;
        Assert.Equal("15%", RowText.Of(saved).Numbers);
        Assert.False(Row(mine, "A7").Says(saved));
        Assert.True(Row(mine, "A1").Says(refused.Now.Table.Rows!.Single(row => row!.Id == "A1")!));
        Assert.Contains("CSM", refused.Message, StringComparison.Ordinal);

        mine.Version = refused.Now.Version.ToString(System.Globalization.CultureInfo.InvariantCulture);
        Done(await SaveAsync(world, mine));
        Assert.Equal("10%", RowText.Of((await TableAsync(world)).Table.Rows!.Single(row => row!.Id == "A7")!).Numbers);
    }

    [Fact]
    public async Task A_table_is_there_only_for_who_works_on_the_account()
    {
        using var world = await IntellumAsync();
        var form = Form(await TableAsync(world));
        var (read, save) = (world.Portal.Get<ReadTables>(), world.Portal.Get<SaveTable>());

        Assert.IsType<Refusal.NotAllowed>(Refused(await save.RunAsync(world.Admin, world.Id, "A", form, Ct)));
        Assert.IsType<Refusal.NotFound>(Refused(await save.RunAsync(TestPortal.Csm(), world.Id, "A", form, Ct)));
        Assert.IsType<Refusal.NotFound>(Refused(await save.RunAsync(world.Csm, world.Id, "Z", form, Ct)));
        Assert.IsType<Refusal.NotFound>(Refused(await read.RunAsync(TestPortal.Csm(), world.Id, Ct)));
        Assert.IsType<Refusal.Conflict>(Refused(await world.Portal.Get<UndoTable>().RunAsync(world.Csm, world.Id, "A", form.Version, Ct)));
    }

    [Fact]
    public async Task An_import_is_not_undone_table_by_table()
    {
        using var world = await IntellumAsync();
        var form = Form(await TableAsync(world));
        Row(form, "A7").Numbers = "15%";
        Done(await SaveAsync(world, form));
        await ImportAsync(world);

        var table = await TableAsync(world);

        Assert.Null(table.Before);
        Assert.Equal(3, table.Version);
    }

    private static async Task<ValueWorld> IntellumAsync()
    {
        var world = await MakeAsync(startMonth: null);
        await ImportAsync(world);
        return world;
    }

    private static async Task ImportAsync(ValueWorld world) => Done(await world.Portal.Get<ImportValueModel>().RunAsync(
        world.Csm, world.Id, new(System.Text.Encoding.UTF8.GetBytes(WithoutLabels(DocumentExamples.All.Single(example => example.Heading.Contains("rows and formulas", StringComparison.Ordinal)).Json))), Ct));

    private static string WithoutLabels(string json)
    {
        var document = JsonNode.Parse(json)!;
        foreach (var row in document["tables"]![0]!["rows"]!.AsArray())
        {
            row!.AsObject().Remove("label");
        }

        return document.ToJsonString();
    }

    private static async Task<ReadTables.Row> TableAsync(ValueWorld world) => Assert.Single(Done(await world.Portal.Get<ReadTables>().RunAsync(world.Csm, world.Id, Ct)).Tables);

    private static async Task<string> DocumentAsync(ValueWorld world) => Done(await world.Portal.Get<ReadValueDocument>().RunAsync(world.Csm, world.Id, Ct)).Json;

    private static async Task<decimal> AtAsync(ValueWorld world) => (await world.ReadAsync()).Tables[0].Table.Rows.Single(row => row.Id == "At").Values[2];

    private static Task<Outcome<string>> SaveAsync(ValueWorld world, SaveTable.Input form) => world.Portal.Get<SaveTable>().RunAsync(world.Csm, world.Id, "A", form, Ct);

    private static SaveTable.Input Form(ReadTables.Row table) => new() { Version = Version(table), Rows = [.. table.Table.Rows!.Select(row => RowText.Of(row!))] };

    private static RowText Row(SaveTable.Input form, string id) => form.Rows.Single(row => row.Id == id);

    private static string Version(ReadTables.Row table) => table.Version.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
