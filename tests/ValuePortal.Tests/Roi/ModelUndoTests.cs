using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Exports;
using ValuePortal.Platform.Mail;
using ValuePortal.Roi.Agreement;
using ValuePortal.Roi.Desk;
using ValuePortal.Roi.TableDesk;
using ValuePortal.Tests.Support;
using static ValuePortal.Tests.Roi.ValueWorld;

namespace ValuePortal.Tests.Roi;

/// <summary>What staff undo in a model, rows and tables that come and go, and what the customer hears of an answer.</summary>
public sealed class ModelUndoTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_last_change_of_a_driver_is_undone_and_redone()
    {
        using var world = await MakeAsync();
        var driver = await world.DriverAsync();
        var changed = Tickets();
        (changed.Target, changed.Version) = ("11", "1");
        Done(await world.Portal.Get<SaveDriver>().RunAsync(world.Csm, world.Id, driver, changed, Ct));
        Assert.Equal("13", Assert.Single((await ModelAsync(world)).Changed).Driver!.Target);

        Done(await world.Portal.Get<UndoModelChange>().RunAsync(world.Csm, world.Id, driver, Ct));
        Assert.Equal(13, (await ModelAsync(world)).Drivers.Single().Target);
        Done(await world.Portal.Get<UndoModelChange>().RunAsync(world.Csm, world.Id, driver, Ct));
        Assert.Equal(11, (await ModelAsync(world)).Drivers.Single().Target);
        Assert.IsType<Refusal.NotFound>(Refused(await world.Portal.Get<UndoModelChange>().RunAsync(TestPortal.Csm(Guid.CreateVersion7()), world.Id, driver, Ct)));
    }

    [Fact]
    public async Task What_was_removed_last_comes_back_with_its_measurements()
    {
        using var world = await MakeAsync();
        var driver = await world.DriverAsync();
        await world.EntryAsync(driver, "2026-03", "15");
        await world.InvestAsync("6000", "Yearly", "2026-01");
        var before = (await world.ReadAsync()).Money!;
        Done(await world.Portal.Get<RemoveDriver>().RunAsync(world.Csm, world.Id, driver, Ct));
        Done(await world.Portal.Get<RemoveInvestment>().RunAsync(world.Csm, world.Id, (await ModelAsync(world)).Investments.Single().Id, Ct));
        var removed = (await ModelAsync(world)).Removed;
        Assert.Equal(2, removed.Count);

        foreach (var row in removed)
        {
            Done(await world.Portal.Get<UndoModelChange>().RunAsync(world.Csm, world.Id, row.Id, Ct));
        }

        var after = (await world.ReadAsync()).Money!;
        Assert.Equal((before.Benefit, before.Measured, before.NetPresentValue, before.Cost), (after.Benefit, after.Measured, after.NetPresentValue, after.Cost));
        Assert.Empty((await ModelAsync(world)).Removed);
        Assert.IsType<Refusal.Conflict>(Refused(await world.Portal.Get<UndoModelChange>().RunAsync(world.Csm, world.Id, driver, Ct)));
    }

    [Fact]
    public async Task A_table_and_its_rows_come_and_go_and_who_needs_them_is_named()
    {
        using var world = await MakeAsync();
        Done(await AddAsync(world, new() { Id = "S", Kind = "other", Row = new() { Id = "S1", Unit = "money", Numbers = "100" } }));
        Done(await AddAsync(world, new() { Id = "B", Title = "Fees saved", Kind = "benefit", Row = new() { Id = "Bt", Unit = "money", Formula = "S1*12" } }));
        Assert.Equal(3600, (await world.ReadAsync()).Tables.Single(table => table.Table.Id == "B").Amounts.Sum());
        Assert.Contains("S", Assert.IsType<Refusal.Invalid>(Refused(await AddAsync(world, new() { Id = "S", Kind = "other", Row = new() { Id = "S2", Numbers = "1" } }))).Errors.Values.First()[0], StringComparison.Ordinal);

        // A row is added, read by another, and cannot go while it is.
        Done(await SaveAsync(world, "S", form => form.Added = new() { Id = "S2", Unit = "money", Numbers = "50" }));
        Done(await SaveAsync(world, "B", form =>
        {
            (form.Rows.Single().Formula, form.Risk, form.HasRisk) = ("S1*12+S2", "10%", true);
        }));
        Assert.Equal(3 * 1250 * 0.9m, (await world.ReadAsync()).Tables.Single(table => table.Table.Id == "B").Amounts.Sum());
        var needed = Assert.IsType<Refusal.Invalid>(Refused(await SaveAsync(world, "S", form => form.Rows.Single(row => row.Id == "S2").Remove = true)));
        Assert.Contains(needed.Errors.Values.SelectMany(each => each), says => says.Contains("Bt", StringComparison.Ordinal) && says.Contains("S2", StringComparison.Ordinal));
        Assert.Contains("S1", Refused(await world.Portal.Get<RemoveTable>().RunAsync(world.Csm, world.Id, "S", Ct)).Message, StringComparison.Ordinal);

        Done(await world.Portal.Get<RemoveTable>().RunAsync(world.Csm, world.Id, "B", Ct));
        Done(await SaveAsync(world, "S", form => form.Rows.Single(row => row.Id == "S2").Remove = true));
        Assert.Contains("S2", Refused(await world.Portal.Get<RemoveTable>().PutBackAsync(world.Csm, world.Id, Ct)).Message, StringComparison.Ordinal);
        Done(await SaveAsync(world, "S", form => form.Added = new() { Id = "S2", Unit = "money", Numbers = "50" }));
        Done(await world.Portal.Get<RemoveTable>().PutBackAsync(world.Csm, world.Id, Ct));
        Assert.Equal("Fees saved", (await world.ReadAsync()).Tables.Single(table => table.Table.Id == "B").Table.Title);
    }

    [Fact]
    public async Task What_a_row_has_at_the_start_is_changed_and_what_is_wrong_with_it_stands_at_it()
    {
        using var world = await MakeAsync();
        Done(await AddAsync(world, new() { Id = "C", Kind = "cost", Row = new() { Id = "Ct", Unit = "money", Numbers = "100" } }));

        Done(await SaveAsync(world, "C", form => form.Rows.Single().Initial = "900"));
        Assert.Equal(900, (await world.ReadAsync()).Tables.Single().Initial);
        var wrong = Assert.IsType<Refusal.Invalid>(Refused(await SaveAsync(world, "C", form => form.Rows.Single().First = "nine")));
        Assert.Contains("Ct", wrong.Errors["Ct.First"][0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_objected_gets_a_mail_with_the_answer_unless_it_was_switched_off()
    {
        using var world = await MakeAsync();
        var person = await world.Portal.AddCustomerAsync(world.Id, "ada@fabrikam.example");
        var admin = TestPortal.ViewerOf(person, world.Id) with { SeesMoney = true };
        var key = FigureKey.OfDriver(await world.DriverAsync());
        await ObjectAsync();
        await AnswerAsync("Closed ones only.");

        await using var db = world.Portal.Factory.ForSystem(world.Id);
        var mail = Assert.Single(await db.Set<OutgoingMail>().AsNoTracking().ToListAsync(Ct), mail => mail.To == "ada@fabrikam.example");
        Assert.Contains("Minutes saved per ticket", mail.Subject, StringComparison.Ordinal);

        Done(await world.Portal.Get<ChooseAnswerMails>().RunAsync(admin, false, Ct));
        await AnswerAsync("As said.");
        Assert.Single(await db.Set<OutgoingMail>().AsNoTracking().ToListAsync(Ct));
        Done(await world.Portal.Get<ChooseAnswerMails>().RunAsync(admin, true, Ct));
        Assert.True(await world.Portal.Get<ChooseAnswerMails>().ReadAsync(admin, Ct));

        // And the whole trail is a file, for who sees amounts.
        var file = Done(await world.Portal.Get<ExportTrail>().RunAsync(admin, world.Id, ExportFormat.Csv, Ct));
        var lines = Encoding.UTF8.GetString(file.Content);
        Assert.Contains("Objected to", lines, StringComparison.Ordinal);
        Assert.Contains("Closed ones only.", lines, StringComparison.Ordinal);
        Assert.IsType<Refusal.NotAllowed>(Refused(await world.Portal.Get<ExportTrail>().RunAsync(TestPortal.MemberOf(world.Id), world.Id, ExportFormat.Csv, Ct)));

        async Task ObjectAsync()
        {
            var figure = Done(await world.Portal.Get<ReadFigure>().RunAsync(admin, world.Id, key, Ct));
            Done(await world.Portal.Get<DecideFigure>().RunAsync(
                admin, key, new() { Kind = "Disputed", Note = "Closed tickets only?", Seen = figure.Seen.ToString(CultureInfo.InvariantCulture), Fingerprint = figure.Fingerprint }, Ct));
        }

        async Task AnswerAsync(string note)
        {
            var figure = Done(await world.Portal.Get<ReadFigure>().RunAsync(world.Csm, world.Id, key, Ct));
            Done(await world.Portal.Get<AnswerObjection>().RunAsync(world.Csm, world.Id, key, new() { Note = note, Seen = figure.Seen.ToString(CultureInfo.InvariantCulture) }, Ct));
        }
    }

    private static async Task<ReadValueModel.Details> ModelAsync(ValueWorld world) => Done(await world.Portal.Get<ReadValueModel>().RunAsync(world.Csm, world.Id, Ct));

    private static Task<Outcome<string>> AddAsync(ValueWorld world, AddTable.Input input) => world.Portal.Get<AddTable>().RunAsync(world.Csm, world.Id, input, Ct);

    private static async Task<Outcome<string>> SaveAsync(ValueWorld world, string id, Action<SaveTable.Input> change)
    {
        var table = Done(await world.Portal.Get<ReadTables>().RunAsync(world.Csm, world.Id, Ct)).Tables.Single(each => each.Id == id);
        var form = new SaveTable.Input { Version = table.Version.ToString(CultureInfo.InvariantCulture), Rows = [.. table.Table.Rows!.Select(row => RowText.Of(row!))] };
        change(form);
        return await world.Portal.Get<SaveTable>().RunAsync(world.Csm, world.Id, id, form, Ct);
    }
}
