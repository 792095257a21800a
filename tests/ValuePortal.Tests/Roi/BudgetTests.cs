using ValuePortal.Platform;
using ValuePortal.Roi.Budget;
using ValuePortal.Roi.Desk;
using ValuePortal.Tests.Support;
using static ValuePortal.Tests.Roi.ValueWorld;

namespace ValuePortal.Tests.Roi;

/// <summary>What was planned and what was paid. The clock stands on 15 June 2026; the model begins in July 2024.</summary>
public sealed class BudgetTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>1,200 a year: 1,200 in the first, 11 months and 15 of 30 days of the second. Paid 1,250 before the start and in it, then 1,000.</summary>
    [Fact]
    public async Task Planned_and_paid_stand_beside_each_other_year_by_year_and_the_sums_are_those_of_the_lines()
    {
        using var world = await MakeAsync("2024-07");
        await world.DriverAsync();
        await world.InvestAsync("1200", "Yearly", "2024-07");
        await world.InvestAsync("10", "Monthly", "2026-01");
        var before = (await world.ReadAsync()).Money!;
        Assert.Empty(await ReadAsync(world));
        var (yearly, monthly) = (before.Investments.Single(item => item.Amount == 1200).Id, before.Investments.Single(item => item.Amount == 10).Id);

        await PayAsync(world, yearly, "2024-06", "50");
        await PayAsync(world, yearly, "2025-03", "1200");
        await PayAsync(world, yearly, "2025-07", "1100");
        await PayAsync(world, yearly, "2025-07", "1000.004");
        Assert.Equal([("Yearly cost", (int?)1, 1200m, 1250m, 50m), ("Yearly cost", 2, 1150m, 1000m, -150m), ("Yearly cost", null, 2350m, 2250m, -100m)], await ReadAsync(world));

        await PayAsync(world, monthly, "2026-02", "60");
        Assert.Equal(("", null, 2405m, 2310m, -95m), (await ReadAsync(world))[^1]);
        await PayAsync(world, monthly, "2026-02", "");
        Assert.Equal(3, (await ReadAsync(world)).Count);
        var after = (await world.ReadAsync()).Money!;
        Assert.Equal((before.Cost, before.NetPresentValue), (after.Cost, after.NetPresentValue));
    }

    [Fact]
    public async Task Who_sees_no_amounts_sees_none_of_it_and_only_staff_in_care_write_it_for_open_months_that_have_been()
    {
        using var world = await MakeAsync("2026-01");
        await world.DriverAsync();
        await world.InvestAsync("1200", "Yearly", "2026-01");
        var report = await world.ReadAsync();
        var item = report.Money!.Investments.Single().Id;
        await PayAsync(world, item, "2026-02", "100");

        Assert.Empty(await world.Portal.Get<ReadBudget>().RunAsync(world.Admin with { SeesMoney = false }, world.Id, report, Ct));
        Assert.IsType<Refusal.NotAllowed>(Refused(await TryAsync(world, world.Admin, item, "2026-02", "1")));
        Assert.IsType<Refusal.NotFound>(Refused(await TryAsync(world, TestPortal.Csm(Guid.CreateVersion7()), item, "2026-02", "1")));
        Assert.IsType<Refusal.NotFound>(Refused(await TryAsync(world, world.Csm, Guid.CreateVersion7(), "2026-02", "1")));
        Assert.IsType<Refusal.Invalid>(Refused(await TryAsync(world, world.Csm, item, "2026-07", "1")));
        Assert.IsType<Refusal.Invalid>(Refused(await TryAsync(world, world.Csm, item, "2026-02", "-1")));
        Done(await world.Portal.Get<LockPeriod>().RunAsync(world.Csm, world.Id, new() { Month = "2026-03" }, Ct));
        Assert.IsType<Refusal.Conflict>(Refused(await TryAsync(world, world.Csm, item, "2026-03", "1")));
        await PayAsync(world, item, "2026-04", "1");
    }

    private static async Task PayAsync(ValueWorld world, Guid item, string month, string amount) => Done(await TryAsync(world, world.Csm, item, month, amount));

    private static Task<Outcome<Guid>> TryAsync(ValueWorld world, ValuePortal.Platform.Access.Viewer viewer, Guid item, string month, string amount) =>
        world.Portal.Get<RecordPayment>().RunAsync(viewer, world.Id, new() { Investment = item.ToString(), Month = month, Amount = amount }, Ct);

    private static async Task<List<(string, int?, decimal, decimal, decimal)>> ReadAsync(ValueWorld world) =>
        [.. (await world.Portal.Get<ReadBudget>().RunAsync(world.Admin, world.Id, await world.ReadAsync(), Ct)).Select(line => (line.Name, line.Year, line.Planned, line.Paid, line.Difference))];
}
