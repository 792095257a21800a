using ValuePortal.Roi.Periods;
using ValuePortal.Tests.Support;

namespace ValuePortal.Tests.Roi.Periods;

public sealed class PeriodComparisonTests
{
    [Fact]
    public async Task Three_whole_months_stand_beside_the_three_before_and_their_parts_add_up()
    {
        // 1,000 × (18 − level) ÷ 60 × 45 × 0.5 × 0.9: level 13 is 1,687.50, 16 is 675, 12 is 2,025.
        using var world = await ValueWorld.MakeAsync("2025-12");
        var driver = await world.DriverAsync();
        await world.EntryAsync(driver, "2026-03", "16");
        await world.EntryAsync(driver, "2026-05", "12");
        await world.InvestAsync("6000", "Yearly", "2025-12");
        var report = await world.ReadAsync();

        var found = PeriodComparison.Of(report, PeriodLength.Quarter)!;

        Assert.Equal((new(2026, 3, 1), new(2026, 5, 1), new DateOnly(2025, 12, 1)), (found.Now, found.Last, found.Then));
        var money = found.Money!;
        Assert.Equal(new Pair(675 + 675 + 2025, 3 * 1687.5m), money.Value);
        Assert.Equal(money.Value, found.Drivers.Single().Value);
        Assert.Equal((new Pair(3375, 0), new Pair(0, 5062.5m)), (money.Measured, money.Estimated));
        Assert.Equal(money.Value, money.Confirmed + money.Measured + money.Estimated + money.Disputed);
        Assert.Equal(new Pair(1500, 1500), money.Cost);
        Assert.Equal([PeriodLength.Month, PeriodLength.Quarter], PeriodComparison.LengthsOf(report));
    }

    [Fact]
    public async Task The_running_month_is_left_out_and_too_few_months_give_nothing()
    {
        using var world = await ValueWorld.MakeAsync("2026-05");
        await world.DriverAsync();
        var report = await world.ReadAsync(); // May, and June to the 15th

        Assert.Empty(PeriodComparison.LengthsOf(report));
        Assert.Null(PeriodComparison.Of(report, PeriodLength.Month));
    }

    [Fact]
    public async Task Who_sees_no_money_compares_hours_and_quality_stands_apart()
    {
        using var world = await ValueWorld.MakeAsync();
        await world.DriverAsync();
        var quality = await world.DriverAsync(new() { Name = "Errors", Kind = "Quality", Unit = "per 1,000", Baseline = "9", Target = "3" });
        await world.EntryAsync(quality, "2026-04", "7");
        await world.EntryAsync(quality, "2026-05", "5");

        var found = PeriodComparison.Of(await world.ReadAsync(TestPortal.MemberOf(world.Id)), PeriodLength.Month)!;

        Assert.Null(found.Money);
        Assert.Null(Assert.Single(found.Drivers).Value);
        Assert.Equal((5m, 7m), (found.Quality.Single().Now, found.Quality.Single().Then));
    }
}
