using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Roi.Models;
using ValuePortal.Roi.Reports;
using ValuePortal.Tests.Support;
using static ValuePortal.Tests.Roi.ValueWorld;

namespace ValuePortal.Tests.Roi;

public sealed class ReadValueTests
{
    private static CancellationToken Ct => Xunit.TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_worked_example_comes_out_through_the_whole_module()
    {
        using var world = await MakeAsync();
        await world.DriverAsync();
        await world.InvestAsync("8000", "Once", "2026-01");
        await world.InvestAsync("6000", "Yearly", "2026-01");

        var flows = (await world.ReadAsync()).Money!.Flows;

        Assert.Equal([20_250, 20_250, 20_250], flows.Benefits);
        Assert.Equal([6_000, 6_000, 6_000], flows.Costs);
        Assert.Equal(50_358.75m, decimal.Round(flows.PresentBenefits, 2));
        Assert.Equal(22_921.11m, decimal.Round(flows.PresentCosts, 2));
        Assert.Equal(27_437.64m, decimal.Round(flows.NetPresentValue, 2));
        Assert.Equal(119.7m, decimal.Round(flows.ReturnOnInvestment!.Value * 100, 1));
        Assert.Equal(6.7m, decimal.Round(flows.PaybackMonths!.Value, 1));
    }

    [Fact]
    public async Task What_nobody_measured_is_estimated_and_grows_with_the_days()
    {
        using var world = await MakeAsync("2026-05");
        await world.DriverAsync();
        await world.InvestAsync("3000", "Monthly", "2026-05");

        var report = await world.ReadAsync();

        // May is whole, of June 15 of 30 days have been: 1.5 months of 1,687.50, 1,000 tickets and 83 1/3 hours.
        Assert.Equal(new DateOnly(2026, 6, 15), report.Until);
        var driver = Assert.Single(report.Drivers);
        Assert.Equal((FigureState.Estimated, LevelState.Assumed, 13m), (driver.State, driver.NowState, driver.Now));
        Assert.Equal((2531.25m, 2531.25m, 0m), (driver.Money!.Benefit, driver.Money.Target, driver.Money.Measured));
        Assert.Equal(1500m, driver.Quantity);
        Assert.Equal(125m, report.HoursSaved);
        Assert.Equal(4500m, report.Money!.Cost);
        Assert.Equal([(false, 1687.50m), (true, 2531.25m)], report.Months.Select(month => (month.Partial, month.Money!.CumulativeBenefit)));
        Assert.Null(report.Money.PaidBackIn);
    }

    [Fact]
    public async Task A_number_counted_on_usage_and_a_measured_level_make_the_figure_measured()
    {
        using var world = await MakeAsync("2026-03");
        var input = Tickets();
        (input.Source, input.Measure, input.Feature, input.ExpectedPerMonth) = ("Usage", "Events", "reports", "600");
        await world.UseAsync("2026-04-10", 24);
        await world.UseAsync("2026-05-20", 12);
        var id = await world.DriverAsync(input);

        // However exactly the times are counted: while the level is only what was agreed, the figure is an estimate.
        Assert.Equal((FigureState.Estimated, 0m), (await world.ReadAsync()).Drivers.Select(line => (line.State, line.Money!.Measured)).Single());

        await world.EntryAsync(id, "2026-04", level: "13");
        var report = await world.ReadAsync(input: new(To: new DateOnly(2026, 5, 20)));

        // March comes before the first event: nothing is known about it, so what was expected stands in. Data end on 20 May.
        Assert.Equal(new DateOnly(2026, 5, 20), report.Until);
        var driver = Assert.Single(report.Drivers);
        Assert.Equal(636m, driver.Quantity);
        Assert.Equal(53m, driver.HoursSaved);
        Assert.Equal(FigureState.Partly, driver.State);
        Assert.Equal((1073.25m, 60.75m), (driver.Money!.Benefit, driver.Money.Measured));

        // A review of April and May alone is measured throughout; its formula is April's, the last whole month.
        report = await world.ReadAsync(input: new(new DateOnly(2026, 4, 1), new DateOnly(2026, 12, 31)));
        driver = Assert.Single(report.Drivers);
        Assert.Equal((FigureState.Measured, 36m), (driver.State, driver.Quantity));
        Assert.Equal((new DateOnly(2026, 4, 1), false, 24m, 40.50m), (driver.Formula!.Month, driver.Formula.Partial, driver.Formula.Quantity, driver.Formula.Value!.Benefit));
    }

    [Fact]
    public async Task A_month_without_use_inside_the_data_is_zero_and_measured()
    {
        using var world = await MakeAsync("2026-03");
        var input = Tickets();
        (input.Source, input.Measure, input.ExpectedPerMonth) = ("Usage", "Events", null);
        await world.UseAsync("2026-03-10", 6);
        await world.UseAsync("2026-05-31", 6);
        await world.EntryAsync(await world.DriverAsync(input), "2026-03", level: "13");

        var report = await world.ReadAsync();

        Assert.Equal([0.5m, 0m, 0.5m], report.Months.Select(month => month.Hours));
        Assert.Equal(FigureState.Measured, report.Drivers[0].State);

        // Twice 10.125, rounded month by month; months ahead go on with the mean of the last three whole ones: 4 events, 6.75.
        Assert.Equal((2 * 10.13m) + (9 * 6.75m), report.Money!.Flows.Benefits[0]);
    }

    [Fact]
    public async Task A_measured_level_holds_until_the_next_one()
    {
        using var world = await MakeAsync("2026-01");
        var driver = await world.DriverAsync();
        await world.EntryAsync(driver, "2026-02", level: "16");
        await world.EntryAsync(driver, "2026-04", level: "20");
        await world.EntryAsync(driver, "2026-05", level: "15");

        var report = await world.ReadAsync();

        // Improvement 5 (assumed), 2, 2 (carried), −2, 3 minutes; 1,000 tickets are 337.50 a minute.
        Assert.Equal(new DateOnly(2026, 5, 31), report.Until);
        Assert.Equal([1687.50m, 675m, 675m, -675m, 1012.50m], report.Months.Select(month => month.Money!.Benefit));
        var line = Assert.Single(report.Drivers);
        Assert.Equal((15m, LevelState.Measured, FigureState.Partly), (line.Now, line.NowState, line.State));
        Assert.Equal(1687.50m, line.Money!.Measured);

        report = await world.ReadAsync(input: new(To: new DateOnly(2026, 3, 31)));
        Assert.Equal((16m, LevelState.Carried, new DateOnly(2026, 2, 1)), (report.Drivers[0].Now, report.Drivers[0].NowState, report.Drivers[0].NowSince!.Value));
    }

    [Fact]
    public async Task A_number_stated_for_a_month_holds_for_that_month_only()
    {
        using var world = await MakeAsync("2026-03");
        var input = Tickets();
        (input.Source, input.ExpectedPerMonth) = ("Entries", null);
        var driver = await world.DriverAsync(input);
        await world.EntryAsync(driver, "2026-03", quantity: "120");
        await world.EntryAsync(driver, "2026-05", level: "12", quantity: "100");

        var report = await world.ReadAsync();

        Assert.Equal([10m, 0m, 10m], report.Months.Select(month => month.Hours));
        Assert.True(report.Drivers[0].AtTarget);
    }

    [Fact]
    public async Task Sums_of_lines_are_the_totals_and_twelve_months_are_the_year()
    {
        using var world = await MakeAsync("2025-01");
        var third = Tickets();
        (third.ExpectedPerMonth, third.UnitValue, third.Share, third.Risk) = ("333.33", "33.33", "33.3", "7");
        await world.DriverAsync(third);
        await world.DriverAsync();
        await world.InvestAsync("9999.99", "Yearly", "2025-01");

        var report = await world.ReadAsync();

        Assert.Equal(report.Money!.Benefit, report.Drivers.Sum(driver => driver.Money!.Benefit));
        Assert.Equal(report.Money.Benefit, report.Months.Sum(month => month.Money!.Benefit));
        Assert.Equal(report.Money.Benefit, report.Months[^1].Money!.CumulativeBenefit);
        Assert.Equal(report.Money.Cost, report.Months[^1].Money!.CumulativeCost);
        Assert.Equal(report.Money.Cost, report.Money.Investments.Sum(investment => investment.ToDate));
        Assert.Equal(9999.99m, report.Months[11].Money!.CumulativeCost);
        Assert.All(report.Money.Flows.Costs, cost => Assert.Equal(9999.99m, cost));
    }

    [Fact]
    public async Task A_later_single_cost_is_discounted_and_an_earlier_one_is_initial()
    {
        using var world = await MakeAsync("2026-01", years: "2");
        await world.DriverAsync();
        await world.InvestAsync("1000", "Once", "2025-06");
        await world.InvestAsync("500", "Once", "2027-02");

        var money = (await world.ReadAsync()).Money!;

        Assert.Equal(1000m, money.Flows.InitialCost);
        Assert.Equal([0m, 500m], money.Flows.Costs);
        Assert.Equal(1000m, money.Cost);
        Assert.Equal(new DateOnly(2026, 1, 1), money.PaidBackIn);
    }

    [Fact]
    public async Task Quality_stands_apart_from_money()
    {
        using var world = await MakeAsync();
        var driver = await world.DriverAsync(new() { Name = "Satisfaction", Kind = "Quality", Unit = "points of 10", Baseline = "6", Target = "8" });
        await world.EntryAsync(driver, "2026-05", level: "8.5");

        var report = await world.ReadAsync();

        var line = Assert.Single(report.Drivers);
        Assert.Null(line.Money);
        Assert.Null(line.Quantity);
        Assert.True(line.AtTarget);
        Assert.Null(report.HoursSaved);
        Assert.Equal(0, report.Money!.Benefit);
        Assert.Null(report.Money.Flows.ReturnOnInvestment);
    }

    [Fact]
    public async Task Who_does_not_see_money_gets_a_report_without_any()
    {
        using var world = await MakeAsync();
        await world.DriverAsync();
        await world.InvestAsync("8000", "Once", "2026-01");

        var report = await world.ReadAsync(TestPortal.MemberOf(world.Id));

        Assert.Null(report.Money);
        Assert.All(report.Drivers, driver => Assert.True(driver is { Money: null, Formula.Value: null }));
        Assert.All(report.Months, month => Assert.Null(month.Money));
        Assert.True(report.HoursSaved > 0);

        var summary = Done(await world.Portal.Get<ReadValueSummary>().RunAsync(TestPortal.MemberOf(world.Id), world.Id, ct: Ct))!;
        Assert.Null(summary.Money);
        Assert.Empty(summary.BenefitByMonth);
        Assert.Equal(6, summary.HoursByMonth.Count);
    }

    [Fact]
    public async Task The_summary_says_the_same_in_few_figures()
    {
        using var world = await MakeAsync();
        await world.DriverAsync();
        await world.InvestAsync("8000", "Once", "2026-01");

        var report = await world.ReadAsync();
        var summary = Done(await world.Portal.Get<ReadValueSummary>().RunAsync(world.Admin, world.Id, ct: Ct))!;

        Assert.Equal((report.HoursSaved, report.Money!.Benefit, report.Money.Cost), (summary.HoursSaved, summary.Money!.Benefit, summary.Money.Cost));
        Assert.Equal((report.Money.Benefit, 0m), (summary.Money.Parts.Estimated, summary.Money.Parts.Measured));
        Assert.Equal(report.Money.Flows.NetPresentValue, summary.Money.NetPresentValue);
        Assert.Equal((1, 0, 0, FigureState.Estimated), (summary.Drivers, summary.AtTarget, summary.MeasuredDrivers, summary.State));
    }

    [Fact]
    public async Task Without_a_model_there_is_nothing_and_before_its_start_there_are_no_months()
    {
        using var world = await MakeAsync(startMonth: null);
        Assert.Null(Done(await world.Portal.Get<ReadValue>().RunAsync(world.Admin, world.Id, ct: Ct)));
        Assert.Null(Done(await world.Portal.Get<ReadValueSummary>().RunAsync(world.Admin, world.Id, ct: Ct)));

        using var later = await MakeAsync("2026-09");
        await later.DriverAsync();
        var report = await later.ReadAsync();
        Assert.Null(report.Until);
        Assert.Empty(report.Months);
        Assert.Equal(20_250m, report.Money!.Flows.Benefits[0]);
        Assert.Null(Done(await later.Portal.Get<ReadValueSummary>().RunAsync(later.Admin, later.Id, ct: Ct)));
    }

    [Fact]
    public async Task Yen_have_no_minor_unit()
    {
        using var world = await MakeAsync(startMonth: null);
        await using (var db = world.Portal.Factory.For(world.Csm))
        {
            db.Attach(world.Account).Entity.Currency = "JPY";
            await db.SaveChangesAsync(Ct);
        }

        await world.DriverAsync();
        Assert.Equal([1688m * 12, 1688 * 12, 1688 * 12], (await world.ReadAsync()).Money!.Flows.Benefits.Select(each => decimal.Round(each)));
    }

    [Fact]
    public async Task A_foreign_account_is_a_missing_one_and_a_range_turned_round_is_refused()
    {
        using var world = await MakeAsync();
        await world.DriverAsync();
        var read = world.Portal.Get<ReadValue>();

        var foreign = Refused(await read.RunAsync(TestPortal.AdminOf(Guid.CreateVersion7(FixedClock.Monday)), world.Id, ct: Ct));
        var missing = Refused(await read.RunAsync(world.Admin, Guid.CreateVersion7(FixedClock.Monday), ct: Ct));
        Assert.IsType<Refusal.NotFound>(foreign);
        Assert.Equal(foreign, missing);
        Assert.IsType<Refusal.NotFound>(Refused(await read.RunAsync(TestPortal.ProductManager(), world.Id, ct: Ct)));
        Assert.IsType<Refusal.Invalid>(Refused(await read.RunAsync(world.Admin, world.Id, new(new DateOnly(2026, 2, 1), new DateOnly(2026, 1, 1)), Ct)));
    }
}
