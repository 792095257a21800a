using System.Globalization;
using Microsoft.EntityFrameworkCore;
using ValuePortal.Notifications;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Roi.Agreement;
using ValuePortal.Roi.Desk;
using ValuePortal.Roi.Reports;
using ValuePortal.Roi.Sheets;
using ValuePortal.Tests.Support;
using static ValuePortal.Tests.Roi.ValueWorld;

namespace ValuePortal.Tests.Roi;

/// <summary>The tickets of METRICS 2.2 bring 1,687.50 a month at the target; the model runs since January, the clock stands on 15 June 2026.</summary>
public sealed class AgreementTests
{
    private static readonly DateOnly s_may = new(2026, 5, 1);

    private static CancellationToken Ct => Xunit.TestContext.Current.CancellationToken;

    [Fact]
    public async Task From_an_estimate_to_a_confirmed_figure_each_step_is_in_the_trail()
    {
        using var world = await MakeAsync();
        var driver = await world.DriverAsync();
        var key = FigureKey.OfDriver(driver);
        Assert.Equal(FigureState.Estimated, (await FigureAsync(world, key)).State);

        await world.EntryAsync(driver, "2026-01", "13");
        Assert.Equal(FigureState.Measured, (await FigureAsync(world, key)).State);

        Done(await DecideAsync(world, key, StepKind.Disputed, "We count 15 minutes."));
        Assert.Equal(FigureState.Disputed, (await FigureAsync(world, key)).State);
        Done(await AnswerAsync(world, key, "You are right since May."));
        await world.EntryAsync(driver, "2026-05", "15");
        var changed = await FigureAsync(world, key);
        Assert.Equal((FigureState.Disputed, true), (changed.State, changed.Answered));
        Done(await DecideAsync(world, key, StepKind.Confirmed, "Now it fits."));

        var figure = await FigureAsync(world, key);
        Assert.Equal((FigureState.Confirmed, s_may), (figure.State, figure.Standing.ConfirmedThrough));
        Assert.Equal(
            [StepKind.Added, StepKind.Measured, StepKind.Disputed, StepKind.Answered, StepKind.Measured, StepKind.Confirmed],
            figure.Trail.Select(step => step.Kind));
        Assert.Equal(["CSM", "CSM", "Customer admin", "CSM", "CSM", "Customer admin"], figure.Trail.Select(step => step.By));
        Assert.Equal([null, null, "We count 15 minutes.", "You are right since May.", null, "Now it fits."], figure.Trail.Select(step => step.Note));

        // January to April at 13 minutes, May at 15: 4 × 1,687.50 + 1,012.50.
        Assert.Equal(7762.50m, figure.Trail[^1].Amount);
        Assert.Contains(("level:2026-05", "15"), figure.Trail[^1].Inputs.All);
        var money = (await world.ReadAsync()).Money!;
        Assert.Equal((7762.50m, 0m, 0m, 0m), (money.Confirmed, money.Measured, money.Estimated, money.Disputed));
    }

    [Fact]
    public async Task A_disputed_amount_counts_as_nothing_else_and_the_parts_are_the_whole()
    {
        using var world = await MakeAsync();
        var one = await world.DriverAsync();
        var other = Tickets();
        other.Name = "Calls";
        var two = await world.DriverAsync(other);
        await world.EntryAsync(one, "2026-03", "14");
        Done(await DecideAsync(world, FigureKey.OfDriver(one), StepKind.Confirmed));
        Done(await DecideAsync(world, FigureKey.OfDriver(two), StepKind.Disputed, "We take no calls."));

        var money = (await world.ReadAsync()).Money!;

        Assert.Equal(5062.50m, money.Disputed);
        Assert.Equal((0m, money.Benefit), (money.Estimated, money.Confirmed + money.Measured + money.Estimated + money.Disputed));
        Assert.Equal(FigureState.PartlyConfirmed, (await world.ReadAsync()).State);
    }

    [Fact]
    public async Task A_changed_month_opens_that_month_and_those_after_it_and_a_changed_term_opens_all()
    {
        using var world = await MakeAsync();
        var driver = await world.DriverAsync();
        var key = FigureKey.OfDriver(driver);
        await world.EntryAsync(driver, "2026-01", "13");
        await world.EntryAsync(driver, "2026-05", "13");
        Done(await DecideAsync(world, key, StepKind.Confirmed));

        await world.EntryAsync(driver, "2026-03", "12");
        var reopened = await FigureAsync(world, key);
        Assert.Equal((FigureState.PartlyConfirmed, new DateOnly(2026, 2, 1)), (reopened.State, reopened.Standing.ConfirmedThrough));
        Assert.Equal(new InputChange("level:2026-03", "13", "12"), reopened.Standing.Changes[0]);
        Assert.Equal(2 * 1687.50m, (await world.ReadAsync()).Money!.Confirmed);

        var dearer = Tickets();
        (dearer.UnitValue, dearer.Version) = ("50", "1");
        Done(await world.Portal.Get<SaveDriver>().RunAsync(world.Csm, world.Id, driver, dearer, Ct));
        var opened = await FigureAsync(world, key);
        Assert.Equal((FigureState.Measured, null), (opened.State, opened.Standing.ConfirmedThrough));
        Assert.Equal(0, (await world.ReadAsync()).Money!.Confirmed);
        Assert.Equal(new InputChange("unit_value", "45", "50"), Assert.Single(opened.Trail[^1].Changes));
    }

    [Fact]
    public async Task Usage_that_comes_late_opens_the_month_it_belongs_to()
    {
        using var world = await MakeAsync();
        var counted = Tickets();
        (counted.Source, counted.Measure) = ("Usage", "Events");
        await world.UseAsync("2026-01-10", 3);
        await world.UseAsync("2026-04-10", 5);
        await world.UseAsync("2026-06-14", 2);
        var key = FigureKey.OfDriver(await world.DriverAsync(counted));
        Done(await DecideAsync(world, key, StepKind.Confirmed));
        Assert.Equal(FigureState.Confirmed, (await FigureAsync(world, key)).State);

        await world.UseAsync("2026-04-11", 1);

        var figure = await FigureAsync(world, key);
        Assert.Equal(new InputChange("times:2026-04", "5", "6"), Assert.Single(figure.Standing.Changes));
        Assert.Equal(new DateOnly(2026, 3, 1), figure.Standing.ConfirmedThrough);
        Done(await DecideAsync(world, key, StepKind.Confirmed));
        Assert.Equal(FigureState.Confirmed, (await FigureAsync(world, key)).State);
    }

    [Fact]
    public async Task Who_decides_on_what_is_no_longer_there_is_told_and_nothing_is_decided()
    {
        using var world = await MakeAsync();
        var driver = await world.DriverAsync();
        var key = FigureKey.OfDriver(driver);
        var seen = await FigureAsync(world, key);
        await world.EntryAsync(driver, "2026-02", "15");

        Assert.IsType<Refusal.Conflict>(Refused(await DecideAsync(world, key, StepKind.Confirmed, seen: seen)));
        Assert.DoesNotContain((await FigureAsync(world, key)).Trail, step => step.Kind is StepKind.Confirmed);

        // Two admins at the same moment: one of them is second.
        var now = await FigureAsync(world, key);
        var both = await Task.WhenAll(DecideAsync(world, key, StepKind.Confirmed, seen: now), DecideAsync(world, key, StepKind.Disputed, "No.", seen: now));
        Assert.Single(both, outcome => outcome.Is(out _, out _));
    }

    [Fact]
    public async Task Only_the_customers_admin_decides_and_only_on_its_own_figures()
    {
        using var world = await MakeAsync();
        var key = FigureKey.OfDriver(await world.DriverAsync());
        var other = await world.Portal.OpenAccountAsync("contoso", "Contoso");
        var seen = await FigureAsync(world, key);
        var decide = world.Portal.Get<DecideFigure>();

        Assert.IsType<Refusal.NotAllowed>(Refused(await decide.RunAsync(TestPortal.MemberOf(world.Id, seesMoney: true), key, Form(StepKind.Confirmed, null, seen), Ct)));
        Assert.IsType<Refusal.NotAllowed>(Refused(await decide.RunAsync(world.Csm, key, Form(StepKind.Confirmed, null, seen), Ct)));
        Assert.IsType<Refusal.NotFound>(Refused(await decide.RunAsync(TestPortal.AdminOf(other.AccountId), key, Form(StepKind.Confirmed, null, seen), Ct)));
        Assert.IsType<Refusal.NotFound>(Refused(await world.Portal.Get<AnswerObjection>().RunAsync(TestPortal.Csm(other.AccountId), world.Id, key, new() { Note = "x", Seen = "1" }, Ct)));
        Assert.IsType<Refusal.NotAllowed>(Refused(await world.Portal.Get<AnswerObjection>().RunAsync(world.Admin, world.Id, key, new() { Note = "x", Seen = "1" }, Ct)));
    }

    [Fact]
    public async Task Who_does_not_see_money_sees_who_agreed_but_no_amount_reason_or_price()
    {
        using var world = await MakeAsync();
        var key = FigureKey.OfDriver(await world.DriverAsync());
        Done(await DecideAsync(world, key, StepKind.Confirmed, "45 an hour is what we pay."));

        var figure = Done(await world.Portal.Get<ReadFigure>().RunAsync(TestPortal.MemberOf(world.Id), world.Id, key, Ct));

        Assert.Equal((FigureState.Confirmed, "Customer admin"), (figure.State, figure.Trail[^1].By));
        Assert.All(figure.Trail, step => Assert.True(step.Note is null && step.Amount is null && step.Inputs.IsEmpty));
        Assert.All(figure.Driver!.Months, month => Assert.Equal(0, month.Benefit + month.TargetBenefit + month.BenefitAtTargetLevel));
        Assert.NotEqual(0, figure.Driver.HoursConfirmed);
    }

    [Fact]
    public async Task An_objection_needs_a_reason_and_reaches_the_success_manager()
    {
        using var world = await MakeAsync();
        var csm = await world.Portal.AddStaffAsync("clara@northwind.example", PersonRole.Csm);
        await world.Portal.GiveCareAsync(world.Id, csm.Id);
        var key = FigureKey.OfDriver(await world.DriverAsync());

        var refusal = Assert.IsType<Refusal.Invalid>(Refused(await DecideAsync(world, key, StepKind.Disputed, " ")));
        Assert.Equal("Note", Assert.Single(refusal.Errors.Keys));
        Done(await DecideAsync(world, key, StepKind.Disputed, "Half of them are spam."));

        var open = Assert.Single(await world.Portal.Get<ListObjections>().RunAsync(world.Csm, Ct));
        Assert.Equal(("Fabrikam", key.ToString(), false), (open.Account, open.Figure, open.Answered));
        Assert.Empty(await world.Portal.Get<ListObjections>().RunAsync(TestPortal.Csm(Guid.CreateVersion7()), Ct));
        await using var db = world.Portal.Factory.ForSystem(world.Id, AccountScope.NoAccount);
        var told = Assert.Single(await db.Set<Notice>().ToListAsync(Ct));
        Assert.Equal((csm.Id, TellVendor.Objection, $"/desk/accounts/{world.Id}/value/{key}", true), (told.PersonId, told.Kind, told.Link, told.MailDueAt is not null));
        Assert.Contains("Half of them are spam.", told.Values, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_decision_is_taken_back_once_and_what_was_removed_keeps_its_trail()
    {
        using var world = await MakeAsync();
        var driver = await world.DriverAsync();
        var key = FigureKey.OfDriver(driver);
        Assert.IsType<Refusal.Conflict>(Refused(await DecideAsync(world, key, StepKind.Withdrawn)));
        Done(await DecideAsync(world, key, StepKind.Confirmed));
        Assert.IsType<Refusal.Conflict>(Refused(await DecideAsync(world, key, StepKind.Confirmed)));
        Done(await DecideAsync(world, key, StepKind.Withdrawn));
        Assert.Equal((FigureState.Estimated, 0m), ((await FigureAsync(world, key)).State, (await world.ReadAsync()).Money!.Confirmed));

        Done(await world.Portal.Get<RemoveDriver>().RunAsync(world.Csm, world.Id, driver, Ct));
        var gone = await FigureAsync(world, key);
        Assert.Equal((false, "Minutes saved per ticket"), (gone.IsThere, gone.Name));
        Assert.Equal([StepKind.Added, StepKind.Confirmed, StepKind.Withdrawn, StepKind.Removed], gone.Trail.Select(step => step.Kind));
        Assert.IsType<Refusal.NotFound>(Refused(await DecideAsync(world, key, StepKind.Confirmed, seen: gone)));
    }

    [Fact]
    public async Task Before_the_first_month_is_over_the_terms_alone_are_agreed_to()
    {
        using var world = await MakeAsync("2026-06");
        var key = FigureKey.OfDriver(await world.DriverAsync());
        Done(await DecideAsync(world, key, StepKind.Confirmed));

        var figure = await FigureAsync(world, key);

        Assert.Equal((FigureState.Estimated, true, 0m), (figure.State, figure.Standing.IsConfirmed, (await world.ReadAsync()).Money!.Confirmed));
    }

    [Fact]
    public async Task A_table_of_a_business_case_and_a_cost_are_agreed_to_like_a_driver()
    {
        using var world = await MakeAsync();
        const string Model = """
            { "version": 1, "start_month": "2026-01", "years": 2, "discount_rate": 0.1,
              "tables": [
                { "id": "A", "kind": "benefit", "rows": [{ "id": "A1", "unit": "money", "values": [1200, 2400] }] },
                { "id": "B", "kind": "benefit", "rows": [{ "id": "B1", "unit": "money", "formula": "A1*0.5" }] }],
              "investments": [{ "name": "Licence", "rhythm": "monthly", "amount": 50, "from_month": "2026-01" }] }
            """;
        await ImportAsync(world, Model);
        Done(await DecideAsync(world, FigureKey.OfTable("B"), StepKind.Confirmed));
        var licence = (await world.ReadAsync()).Money!.Investments[0].Key;
        Done(await DecideAsync(world, licence, StepKind.Confirmed));
        Assert.Equal((250m, FigureState.Confirmed), ((await world.ReadAsync()).Money!.Confirmed, (await FigureAsync(world, licence)).State));

        // Another table's row is an input of this one.
        await ImportAsync(world, Model.Replace("1200, 2400", "1200, 3600", StringComparison.Ordinal));
        var figure = await FigureAsync(world, FigureKey.OfTable("B"));
        Assert.Equal((FigureState.Estimated, true), (figure.State, figure.Standing.IsReopened));
        Assert.Equal(FigureState.Confirmed, (await FigureAsync(world, licence)).State);
    }

    [Theory]
    [InlineData("1000", "13")]
    [InlineData("870", "14.37")]
    [InlineData("1033.333", "12.1")]
    [InlineData("0", "18")]
    [InlineData("1500", "19")]
    public async Task The_bridge_from_promised_to_realised_adds_up(string times, string level)
    {
        using var world = await MakeAsync();
        var counted = Tickets();
        (counted.Source, counted.UnitValue, counted.Share) = ("Entries", "44.37", "33.3");
        var driver = await world.DriverAsync(counted);
        foreach (var month in new[] { "2026-01", "2026-02", "2026-03", "2026-04", "2026-05" })
        {
            await world.EntryAsync(driver, month, level, times);
        }

        var money = (await world.ReadAsync()).Drivers[0].Money!;

        Assert.Equal(money.Benefit, money.Target + money.ByTimes + money.ByLevel);
        Assert.Equal(times == "1000", money.ByTimes == 0);
        Assert.Equal(level == "13" || times == "0", money.ByLevel == 0);
    }

    private static Task<FigureReport> FigureAsync(ValueWorld world, FigureKey key) => ReadFigureAsync(world, key, world.Admin);

    private static async Task<FigureReport> ReadFigureAsync(ValueWorld world, FigureKey key, Viewer viewer) =>
        Done(await world.Portal.Get<ReadFigure>().RunAsync(viewer, world.Id, key, Ct));

    private static async Task<Outcome<int>> DecideAsync(ValueWorld world, FigureKey key, StepKind kind, string? note = null, FigureReport? seen = null) =>
        await world.Portal.Get<DecideFigure>().RunAsync(world.Admin, key, Form(kind, note, seen ?? await FigureAsync(world, key)), Ct);

    private static async Task<Outcome<int>> AnswerAsync(ValueWorld world, FigureKey key, string note) => await world.Portal.Get<AnswerObjection>().RunAsync(
        world.Csm, world.Id, key, new() { Note = note, Seen = (await FigureAsync(world, key)).Seen.ToString(CultureInfo.InvariantCulture) }, Ct);

    private static DecideFigure.Input Form(StepKind kind, string? note, FigureReport seen) => new()
    {
        Kind = kind.ToString(),
        Note = note,
        Seen = seen.Seen.ToString(CultureInfo.InvariantCulture),
        Fingerprint = seen.Fingerprint,
    };

    private static async Task ImportAsync(ValueWorld world, string model) =>
        Done(await world.Portal.Get<ImportValueModel>().RunAsync(world.Csm, world.Id, new(System.Text.Encoding.UTF8.GetBytes(model)), Ct));
}
