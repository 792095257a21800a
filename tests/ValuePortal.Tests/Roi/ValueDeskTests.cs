using Microsoft.EntityFrameworkCore;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Audit;
using ValuePortal.Roi;
using ValuePortal.Roi.Desk;
using ValuePortal.Roi.Models;
using ValuePortal.Tests.Support;
using static ValuePortal.Tests.Roi.ValueWorld;

namespace ValuePortal.Tests.Roi;

public sealed class ValueDeskTests
{
    private static CancellationToken Ct => Xunit.TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_was_entered_for_closed_months_is_changed_only_after_they_were_opened_with_a_reason()
    {
        using var world = await MakeAsync();
        var driver = await world.DriverAsync();
        await world.EntryAsync(driver, "2026-03", "15");
        var lockPeriod = world.Portal.Get<LockPeriod>();
        Assert.IsType<Refusal.Invalid>(Refused(await lockPeriod.RunAsync(world.Csm, world.Id, new() { Month = "2026-06" }, Ct)));
        Done(await lockPeriod.RunAsync(world.Csm, world.Id, new() { Month = "2026-04" }, Ct));

        var before = await world.ReadAsync();
        foreach (var refused in new[]
        {
            Refused(await world.Portal.Get<RecordMonth>().RunAsync(world.Csm, world.Id, new() { Driver = driver.ToString(), Month = "2026-04", Level = "10" }, Ct)),
            Refused(await world.Portal.Get<SaveDriver>().RunAsync(world.Csm, world.Id, null, Tickets(), Ct)),
            Refused(await world.Portal.Get<RemoveDriver>().RunAsync(world.Csm, world.Id, driver, Ct)),
            Refused(await world.Portal.Get<AddInvestment>().RunAsync(world.Csm, world.Id, new() { Name = "x", Amount = "1", Rhythm = "Once", FromMonth = "2026-04" }, Ct)),
            Refused(await world.Portal.Get<SetTerms>().RunAsync(world.Csm, world.Id, new() { StartMonth = "2026-01", HorizonYears = "3", DiscountRate = "5", Version = "1" }, Ct)),
        })
        {
            Assert.Contains("closed", Assert.IsType<Refusal.Conflict>(refused).Message, StringComparison.Ordinal);
        }

        await world.EntryAsync(driver, "2026-05", "12");
        await world.InvestAsync("100", "Once", "2026-05");
        Assert.Equal(before.Months.Select(month => month.Money!.Benefit), (await world.ReadAsync()).Months.Take(before.Months.Count).Select(month => month.Money!.Benefit));

        Assert.Equal("Reason", Assert.Single(Assert.IsType<Refusal.Invalid>(Refused(await lockPeriod.RunAsync(world.Csm, world.Id, new() { Month = "2026-02" }, Ct))).Errors.Keys));
        Done(await lockPeriod.RunAsync(world.Csm, world.Id, new() { Month = "2026-02", Reason = "March was counted twice." }, Ct));
        await world.EntryAsync(driver, "2026-03", "16");
        var state = await lockPeriod.ReadAsync(world.Csm, world.Id, Ct);
        Assert.Equal([(new DateOnly(2026, 2, 1), "March was counted twice."), (new DateOnly(2026, 4, 1), null)], state!.Lines.Select(line => (line.Through!.Value, line.Reason)));
        Assert.Null(await lockPeriod.ReadAsync(TestPortal.Csm(Guid.CreateVersion7()), world.Id, Ct));
    }

    [Fact]
    public async Task The_first_driver_opens_the_model_with_the_usual_terms()
    {
        using var world = await MakeAsync(startMonth: null);
        await world.DriverAsync();

        var model = Done(await world.Portal.Get<ReadValueModel>().RunAsync(world.Csm, world.Id, Ct));

        Assert.Equal((new DateOnly(2026, 6, 1), 3, 0.1m), (model.Terms.StartMonth!.Value, model.Terms.HorizonYears, model.Terms.DiscountRate));
        Assert.Equal(RoiAudit.DriverAdded, (await AuditAsync(world))[^1].Action);
    }

    [Theory]
    [InlineData("Name", "")]
    [InlineData("Name", "two\nlines")]
    [InlineData("Kind", "Magic")]
    [InlineData("Kind", "4")]
    [InlineData("Unit", " ")]
    [InlineData("Time", "")]
    [InlineData("Baseline", "eighteen")]
    [InlineData("Baseline", "1,800")]
    [InlineData("Baseline", "1e9")]
    [InlineData("Target", "18")]
    [InlineData("Target", "99999999999999")]
    [InlineData("UnitValue", "-1")]
    [InlineData("UnitValue", "")]
    [InlineData("Share", "101")]
    [InlineData("Risk", "-1")]
    [InlineData("Source", "")]
    [InlineData("ExpectedPerMonth", "")]
    public async Task A_driver_with_a_wrong_field_is_refused_at_that_field(string field, string value)
    {
        using var world = await MakeAsync();
        var input = Tickets();
        typeof(SaveDriver.Input).GetProperty(field)!.SetValue(input, value);

        var refusal = Refused(await world.Portal.Get<SaveDriver>().RunAsync(world.Csm, world.Id, null, input, Ct));

        Assert.Equal(field, Assert.Single(Assert.IsType<Refusal.Invalid>(refusal).Errors.Keys));
    }

    [Fact]
    public async Task A_driver_on_usage_names_a_feature_that_is_there()
    {
        using var world = await MakeAsync();
        var input = Tickets();
        (input.Source, input.Measure, input.Feature) = ("Usage", "Events", "nothing");

        var refusal = Refused(await world.Portal.Get<SaveDriver>().RunAsync(world.Csm, world.Id, null, input, Ct));

        Assert.Equal("Feature", Assert.Single(Assert.IsType<Refusal.Invalid>(refusal).Errors.Keys));
    }

    [Fact]
    public async Task Who_changes_a_driver_that_was_changed_meanwhile_is_told()
    {
        using var world = await MakeAsync();
        var id = await world.DriverAsync();
        var save = world.Portal.Get<SaveDriver>();
        var mine = (await DriverAsync(world, id)).ToInput();
        var theirs = (await DriverAsync(world, id)).ToInput();
        (mine.Target, theirs.Target) = ("12", "11");

        Done(await save.RunAsync(world.Csm, world.Id, id, theirs, Ct));

        Assert.IsType<Refusal.Conflict>(Refused(await save.RunAsync(world.Csm, world.Id, id, mine, Ct)));
        Assert.Equal(11, (await DriverAsync(world, id)).Target);
    }

    [Fact]
    public async Task Terms_have_limits_and_a_version()
    {
        using var world = await MakeAsync("2026-01");
        var set = world.Portal.Get<SetTerms>();

        Assert.IsType<Refusal.Conflict>(Refused(await set.RunAsync(world.Csm, world.Id, new() { StartMonth = "2026-02", HorizonYears = "3", DiscountRate = "8" }, Ct)));
        Done(await set.RunAsync(world.Csm, world.Id, new() { StartMonth = "2026-02", HorizonYears = "5", DiscountRate = "8.5", Version = "1" }, Ct));
        Assert.Equal(0.085m, Done(await world.Portal.Get<ReadValueModel>().RunAsync(world.Csm, world.Id, Ct)).Terms.DiscountRate);
        foreach (var (month, years, rate) in new[] { ("February", "3", "10"), ("2026-02", "21", "10"), ("2026-02", "2.5", "10"), ("2026-02", "3", "-1"), ("0001-01", "3", "10") })
        {
            var refusal = Refused(await set.RunAsync(world.Csm, world.Id, new() { StartMonth = month, HorizonYears = years, DiscountRate = rate, Version = "2" }, Ct));
            Assert.Single(Assert.IsType<Refusal.Invalid>(refusal).Errors);
        }
    }

    [Theory]
    [InlineData("2026-07", "12", null, "Month")]
    [InlineData("soon", "12", null, "Month")]
    [InlineData("2026-05", null, null, "Level")]
    [InlineData("2026-05", "much", null, "Level")]
    [InlineData("2026-05", null, "-1", "Quantity")]
    [InlineData("2026-05", "12", "900", "Quantity")]
    public async Task A_month_with_a_wrong_field_is_refused_at_that_field(string month, string? level, string? quantity, string field)
    {
        using var world = await MakeAsync();
        var driver = await world.DriverAsync();

        var refusal = Refused(await world.Portal.Get<RecordMonth>().RunAsync(
            world.Csm, world.Id, new() { Driver = driver.ToString(), Month = month, Level = level, Quantity = quantity }, Ct));

        Assert.Equal(field, Assert.Single(Assert.IsType<Refusal.Invalid>(refusal).Errors.Keys));
    }

    [Fact]
    public async Task The_same_month_again_replaces_what_was_stated_and_says_who_and_when()
    {
        using var world = await MakeAsync();
        var driver = await world.DriverAsync();
        await world.EntryAsync(driver, "2026-05", level: "16");
        world.Portal.Clock.Advance(TimeSpan.FromHours(1));
        await world.EntryAsync(driver, "2026-05", level: "15");

        var entry = Assert.Single(Done(await world.Portal.Get<ReadValueModel>().RunAsync(world.Csm, world.Id, Ct)).Entries);
        Assert.Equal((15m, "CSM", world.Portal.Clock.Now), (entry.Level!.Value, entry.By, entry.At));
    }

    [Fact]
    public async Task A_driver_goes_with_its_measurements_and_the_audit_log_keeps_it()
    {
        using var world = await MakeAsync();
        var driver = await world.DriverAsync();
        await world.EntryAsync(driver, "2026-05", level: "16");

        Done(await world.Portal.Get<RemoveDriver>().RunAsync(world.Csm, world.Id, driver, Ct));

        var model = Done(await world.Portal.Get<ReadValueModel>().RunAsync(world.Csm, world.Id, Ct));
        Assert.Empty(model.Drivers);
        Assert.Empty(model.Entries);
        Assert.Contains("Minutes saved per ticket", (await AuditAsync(world)).Single(line => line.Action == RoiAudit.DriverRemoved).Detail, StringComparison.Ordinal);
        Assert.IsType<Refusal.NotFound>(Refused(await world.Portal.Get<RemoveDriver>().RunAsync(world.Csm, world.Id, driver, Ct)));
    }

    [Fact]
    public async Task An_investment_is_rounded_to_the_currency_and_can_be_removed()
    {
        using var world = await MakeAsync();
        await world.InvestAsync("99.999", "Monthly", "2026-01");

        var investment = Assert.Single(Done(await world.Portal.Get<ReadValueModel>().RunAsync(world.Csm, world.Id, Ct)).Investments);
        Assert.Equal(100m, investment.Amount);
        Done(await world.Portal.Get<RemoveInvestment>().RunAsync(world.Csm, world.Id, investment.Id, Ct));
        Assert.IsType<Refusal.NotFound>(Refused(await world.Portal.Get<RemoveInvestment>().RunAsync(world.Csm, world.Id, investment.Id, Ct)));
        Assert.IsType<Refusal.Invalid>(Refused(await world.Portal.Get<AddInvestment>().RunAsync(world.Csm, world.Id, new() { Name = "x", Rhythm = "Once", Amount = "-5", FromMonth = "2026-01" }, Ct)));
    }

    [Fact]
    public async Task Only_staff_with_the_account_in_care_work_on_it()
    {
        using var world = await MakeAsync();
        var driver = await world.DriverAsync();
        var elsewhere = TestPortal.Csm((await world.Portal.OpenAccountAsync()).AccountId);
        foreach (var (viewer, refused) in new[] { (elsewhere, typeof(Refusal.NotFound)), (world.Admin, typeof(Refusal.NotAllowed)), (TestPortal.ProductManager(), typeof(Refusal.NotAllowed)) })
        {
            Assert.IsType(refused, Refused(await world.Portal.Get<SaveDriver>().RunAsync(viewer, world.Id, null, Tickets(), Ct)));
            Assert.IsType(refused, Refused(await world.Portal.Get<SaveDriver>().RunAsync(viewer, world.Id, driver, Tickets(), Ct)));
            Assert.IsType(refused, Refused(await world.Portal.Get<RemoveDriver>().RunAsync(viewer, world.Id, driver, Ct)));
            Assert.IsType(refused, Refused(await world.Portal.Get<RecordMonth>().RunAsync(viewer, world.Id, new() { Driver = driver.ToString(), Month = "2026-05", Level = "1" }, Ct)));
            Assert.IsType(refused, Refused(await world.Portal.Get<AddInvestment>().RunAsync(viewer, world.Id, new() { Name = "x", Rhythm = "Once", Amount = "5", FromMonth = "2026-01" }, Ct)));
            Assert.IsType(refused, Refused(await world.Portal.Get<SetTerms>().RunAsync(viewer, world.Id, new() { StartMonth = "2026-01", HorizonYears = "3", DiscountRate = "10", Version = "1" }, Ct)));
            Assert.IsType(refused, Refused(await world.Portal.Get<ReadValueModel>().RunAsync(viewer, world.Id, Ct)));
            Assert.IsType(refused, Refused(await world.Portal.Get<ReadAsCustomer>().RunAsync(viewer, world.Id, true, Ct)));
        }
    }

    [Fact]
    public async Task Looking_as_the_customer_is_noted()
    {
        using var world = await MakeAsync();
        await world.DriverAsync();

        var seen = Done(await world.Portal.Get<ReadAsCustomer>().RunAsync(world.Csm, world.Id, withMoney: false, Ct));

        Assert.Null(seen.Report!.Money);
        Assert.Contains(await AuditAsync(world), line => line is { Action: AuditAction.StaffRead, Detail: "value without money" });
    }

    private static async Task<ReadValueModel.DriverRow> DriverAsync(ValueWorld world, Guid id) =>
        Done(await world.Portal.Get<ReadValueModel>().RunAsync(world.Csm, world.Id, Ct)).Drivers.Single(driver => driver.Id == id);

    private static async Task<List<AuditEntry>> AuditAsync(ValueWorld world)
    {
        await using var db = world.Portal.Factory.ForSystem(world.Id);
        return await db.Set<AuditEntry>().AsNoTracking().Where(line => line.AccountId == world.Id).OrderBy(line => line.Id).ToListAsync(Ct);
    }
}
