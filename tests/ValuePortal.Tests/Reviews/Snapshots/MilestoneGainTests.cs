using ValuePortal.Reviews.Snapshots;
using ValuePortal.Tests.Roi;

namespace ValuePortal.Tests.Reviews.Snapshots;

public sealed class MilestoneGainTests
{
    [Fact]
    public async Task What_came_is_the_rise_of_a_months_measured_value_and_estimates_are_no_zeros()
    {
        // 1,000 × (18 − level) ÷ 60 × 45 × 0.5 × 0.9: level 16 is 675, 13 is 1,687.50, 12 is 2,025. December is an estimate only.
        using var world = await ValueWorld.MakeAsync("2025-12");
        var driver = await world.DriverAsync();
        await world.EntryAsync(driver, "2026-01", "16");
        await world.EntryAsync(driver, "2026-02", "15");
        await world.EntryAsync(driver, "2026-03", "13");
        await world.EntryAsync(driver, "2026-04", "12");
        var report = await world.ReadAsync();

        Assert.Equal(((1687.5m + 2025) / 2) - 675, MilestoneGain.Of(report, new(2026, 2, 10)));
        Assert.Null(MilestoneGain.Of(report, new(2026, 4, 1)));
        Assert.Null(MilestoneGain.Of(report, new(2025, 12, 31)));
    }
}
