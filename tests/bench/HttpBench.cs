using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using ValuePortal.Identity.Keys;
using ValuePortal.Platform.Access;
using ValuePortal.Usage.Intake;

namespace ValuePortal.Bench;

/// <summary>
/// The published way in: batches of a hundred over 48 connections, acknowledged when they are on disk, deduplicated and rolled up; beside a
/// server that only parses the same bodies into types and drops them, where one is given. Then how soon an event is in the figures under
/// that load, and the memory.
/// </summary>
internal static class HttpBench
{
    private const int Connections = 48;
    private const int Rounds = 5;
    private const int WarmUp = 4_000_000;
    private static readonly TimeSpan s_longestWarmUp = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan s_round = TimeSpan.FromSeconds(6);

    /// <param name="ceiling">Where bodies are parsed and dropped; null without that.</param>
    /// <param name="process">The process that does, for its share of the processor.</param>
    public static async Task RunAsync(string? ceiling, int? process)
    {
        await using var portal = await BenchPortal.OpenAsync();
        await portal.OpenAccountsAsync(50);
        var (write, read) = (await portal.KeyAsync("product", KeyScope.Ingest), await portal.KeyAsync("reader", KeyScope.Read));
        using var server = new ServerProcess(portal.Folder);
        await server.StartAsync();
        var ours = new Uri($"http://127.0.0.1:{server.Port}/v1/batch");
        using var other = process is { } id ? Process.GetProcessById(id) : null;

        // Until what runs hot is compiled as well as it will be, on a busy machine too.
        for (var (warm, warmth) = (0L, Stopwatch.StartNew()); warm < WarmUp && warmth.Elapsed < s_longestWarmUp;)
        {
            warm += (await LoadAsync(ours, write, TimeSpan.FromSeconds(4), -(int)warmth.Elapsed.TotalSeconds)).Events;
            if (ceiling is not null)
            {
                await LoadAsync(new Uri(ceiling), null, TimeSpan.FromSeconds(2), 0);
            }
        }

        List<double> rates = [], parsed = [];
        for (var round = 1; round <= Rounds; round++)
        {
            var cpu = server.Cpu();
            var (events, seconds) = await LoadAsync(ours, write, s_round, round);
            rates.Add(events / seconds);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"round {round}: {rates[^1]:N0} events/s, {(server.Cpu() - cpu).TotalMicroseconds / events:0.0} µs of CPU an event; {server.Memory()}"));
            if (ceiling is not null)
            {
                other?.Refresh();
                var before = other?.TotalProcessorTime;
                var (dropped, took) = await LoadAsync(new Uri(ceiling), null, s_round, round);
                parsed.Add(dropped / took);
                other?.Refresh();
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                    $"         parsed and dropped: {parsed[^1]:N0} events/s{(other is null ? "" : $", {(other.TotalProcessorTime - before!.Value).TotalMicroseconds / dropped:0.0} µs of CPU an event")}; ratio {rates[^1] / parsed[^1]:0.00}"));
            }
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"median {rates.Median():N0} events/s{(ceiling is null ? "" : $", parsed and dropped {parsed.Median():N0}, ratio {rates.Median() / parsed.Median():0.00}")}"));
        await FreshnessAsync(ours, write, read);
        Console.WriteLine(server.Memory());
        server.Kill();
        var verified = await portal.Services.GetRequiredService<VerifyUsage>().RunAsync();
        Console.WriteLine($"{verified.Events:N0} raw events recounted: {verified.Difference ?? "the roll-ups agree, no id twice"}");
    }

    /// <summary>Full load for a while.</summary>
    internal static async Task<(long Events, double Seconds)> LoadAsync(Uri address, string? key, TimeSpan duration, int round)
    {
        var watch = Stopwatch.StartNew();
        var events = 0L;
        await Task.WhenAll(Enumerable.Range(0, Connections).Select(no => Task.Run(async () =>
        {
            using var sender = new Sender(address, key, (round * Connections) + no, TimeProvider.System.GetUtcNow());
            while (watch.Elapsed < duration)
            {
                var status = await sender.SendAsync();
                if (status is 200)
                {
                    Interlocked.Add(ref events, Sender.Events);
                }
                else if (status is not 429)
                {
                    throw new InvalidOperationException($"The answer was {status}.");
                }
            }
        })));
        return (events, watch.Elapsed.TotalSeconds);
    }

    private static async Task FreshnessAsync(Uri address, string write, string read)
    {
        var loading = LoadAsync(address, write, TimeSpan.FromSeconds(10), 99);
        using var client = new HttpClient { BaseAddress = address };
        List<double> times = [];
        var seen = await CountAsync();
        while (!loading.IsCompleted)
        {
            var watch = Stopwatch.StartNew();
            using var content = new StringContent(
                $$$"""{"userId":"probe","event":"Probe","messageId":"probe-{{{times.Count}}}","timestamp":"2024-05-05T12:00:00Z","context":{"groupId":"account-0"}}""", Encoding.UTF8, "application/json");
            using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/track") { Content = content };
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", write);
            using var answer = await client.SendAsync(request);
            answer.EnsureSuccessStatusCode();
            var before = seen;
            while ((seen = await CountAsync()) == before)
            {
            }

            times.Add(watch.Elapsed.TotalMilliseconds);
        }

        times.Sort();
        var (events, seconds) = await loading;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"from sent to seen in the figures while {events / seconds:N0} events/s came in: median {times[times.Count / 2]:0} ms, p99 {times[(int)(times.Count * 0.99)]:0} ms, of {times.Count}"));

        async Task<string> CountAsync()
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/usage?bucket=day&from=2024-05-05&to=2024-05-05&zone=UTC&account=account-0");
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", read);
            using var answer = await client.SendAsync(request);
            return await answer.Content.ReadAsStringAsync();
        }
    }
}

/// <summary>Many kills under load: what was acknowledged is there, once, and the roll-ups agree with it.</summary>
internal static class KillBench
{
    private const int Kills = 20;
    private const int Events = 1_000_000;
    private const int Senders = 8;

    public static async Task RunAsync()
    {
        await using var portal = await BenchPortal.OpenAsync();
        await portal.OpenAccountsAsync(50);
        var key = await portal.KeyAsync("product", KeyScope.Ingest);
        using var server = new ServerProcess(portal.Folder);
        await server.StartAsync();
        var address = new Uri($"http://127.0.0.1:{server.Port}/v1/batch");
        var acknowledged = 0L;
        var sending = Enumerable.Range(0, Senders).Select(no => Task.Run(async () =>
        {
            Sender? sender = null;
            for (var batch = 0; batch < Events / Senders / Sender.Events; batch++)
            {
                sender = await TakenAsync(sender, no, batch);
                Interlocked.Add(ref acknowledged, Sender.Events);
            }
        })).ToList();

        List<double> starts = [];
        for (var kill = 1; kill <= Kills; kill++)
        {
            while (Volatile.Read(ref acknowledged) < (long)Events * kill / (Kills + 1))
            {
                await Task.Delay(5);
            }

            server.Kill();
            starts.Add(await Watch.MillisecondsAsync(server.StartAsync));
        }

        await Task.WhenAll(sending);
        server.Kill();
        var verified = await portal.Services.GetRequiredService<VerifyUsage>().RunAsync();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{Kills} kills, {acknowledged:N0} events acknowledged, {verified.Events:N0} stored; {verified.Difference ?? "the roll-ups agree, no id twice"}; serving again after {starts.Median() / 1000:0.0} s (median)"));

        // A new connection sends the same ids again until they are acknowledged.
        async Task<Sender> TakenAsync(Sender? sender, int no, int batch)
        {
            while (true)
            {
                try
                {
                    sender ??= new Sender(address, key, no, DateTimeOffset.UnixEpoch.AddDays(19_000), batch);
                    if (await sender.SendAsync() is 200)
                    {
                        return sender;
                    }

                    sender.Repeat();
                }
                catch (Exception failure) when (failure is IOException or System.Net.Sockets.SocketException)
                {
                    sender?.Dispose();
                    sender = null;
                    await Task.Delay(50);
                }
            }
        }
    }
}
