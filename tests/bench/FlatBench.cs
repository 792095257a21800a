using System.Globalization;
using ValuePortal.Usage.Events;
using ValuePortal.Usage.Intake;

namespace ValuePortal.Bench;

/// <summary>What an event costs with a hundred thousand stored, and with many more: both databases take pieces in turn.</summary>
internal static class FlatBench
{
    private const int Accounts = 50;
    private const int Few = 100_000;
    private const int Piece = 20_000;
    private const int Rounds = 24;
    private const int AtOnce = 2000;

    public static async Task RunAsync(int many)
    {
        await using var small = await BenchPortal.OpenAsync();
        await using var large = await BenchPortal.OpenAsync();
        await small.OpenAccountsAsync(Accounts);
        await large.OpenAccountsAsync(Accounts);
        await small.StoreAsync(Steady(0, Few), AtOnce);
        var seeding = await Watch.MillisecondsAsync(() => large.StoreAsync(Steady(0, many), 20_000)) / 1000;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{many:N0} events stored in {seeding:0} s, {many / seeding:N0} events/s, {new FileInfo(large.DatabaseFile).Length >> 20} MiB"));

        List<double> few = [], lots = [], both = [], cpu = [];
        for (var round = 0; round < Rounds; round++)
        {
            var begun = Environment.CpuUsage.TotalTime;
            few.Add(await Watch.MillisecondsAsync(() => small.StoreAsync(Steady(Few + (round * Piece), Piece), AtOnce)));
            var between = Environment.CpuUsage.TotalTime;
            lots.Add(await Watch.MillisecondsAsync(() => large.StoreAsync(Steady(many + (round * Piece), Piece), AtOnce)));
            both.Add(lots[^1] / few[^1]);
            cpu.Add((Environment.CpuUsage.TotalTime - between) / (between - begun));
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"median of {Rounds} pieces in turn: {few.Median() * 1000 / Piece:0.00} µs an event at {Few:N0}, {lots.Median() * 1000 / Piece:0.00} µs at {many:N0}; ratio of neighbours {both.Median():0.00}, of their CPU {cpu.Median():0.00} (middle half {cpu.Order().ElementAt(Rounds / 4):0.00} to {cpu.Order().ElementAt(Rounds * 3 / 4):0.00})"));
    }

    /// <summary>As many a day whatever the number: ten million a year.</summary>
    private static IEnumerable<IncomingEvent> Steady(int from, int count)
    {
        var start = new DateTimeOffset(2025, 1, 1, 0, 0, 0, TimeSpan.Zero);
        for (var i = from; i < from + count; i++)
        {
            var chance = (uint)(i * 2654435761L);
            yield return new IncomingEvent(
                EventKind.Track, $"bench-{i:x8}-{chance:x8}", start.AddSeconds(i * 3.1536), $"user-{chance % 200}", $"account-{chance / 7 % Accounts}",
                null, "Feature Used", $"feature-{chance / 13 % 60}", """{"plan":"pro","ms":123}""");
        }
    }
}
