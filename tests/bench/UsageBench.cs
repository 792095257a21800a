using Microsoft.Extensions.DependencyInjection;
using ValuePortal.Usage.Reports;

namespace ValuePortal.Bench;

/// <summary>Server time of the usage report of 90 days with its comparison, at 150 thousand events and at ten times as many.</summary>
internal static class UsageBench
{
    public static async Task RunAsync()
    {
        var small = await MeasureAsync(150_000);
        var large = await MeasureAsync(1_500_000);
        Console.WriteLine($"median: {small:0.0} ms at 150 thousand events, {large:0.0} ms at 1.5 million, ratio {large / small:0.00}");
    }

    private static async Task<double> MeasureAsync(int events)
    {
        await using var portal = await BenchPortal.OpenAsync();
        await portal.OpenAccountsAsync(50);
        var took = await Watch.MillisecondsAsync(() => portal.StoreAsync(BenchPortal.Events(events, 50), 4000));
        Console.WriteLine($"{events:N0} events stored in {took / 1000:0.0} s, {events / took * 1000:N0} events/s, {new FileInfo(portal.DatabaseFile).Length >> 20} MiB");
        var viewer = await portal.MemberOfFirstAsync();
        var input = new ReadUsageReport.Input(new(2025, 10, 1), new(2025, 12, 29));
        List<double> times = [];
        for (var i = 0; i < 60; i++)
        {
            await using var scope = portal.Services.CreateAsyncScope();
            var read = scope.ServiceProvider.GetRequiredService<ReadUsageReport>();
            times.Add(await Watch.MillisecondsAsync(() => read.RunAsync(viewer, input)));
        }

        return times.Skip(20).Median();
    }
}
