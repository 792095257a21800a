using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace ValuePortal.Bench;

/// <summary>The built program as a process of its own on the database of a <see cref="BenchPortal"/>.</summary>
internal sealed class ServerProcess(string folder, string environment = "Production", bool demo = false, params (string Key, string Value)[] settings) : IDisposable
{
    private Process? process;

    public int Port { get; } = FreePort();

    /// <summary>The key that the demo world says; null without it.</summary>
    public string? WriteKey { get; private set; }

    public async Task StartAsync()
    {
        // The program's own output stands beside that of the bench.
        var bench = new DirectoryInfo(AppContext.BaseDirectory);
        var program = Path.Combine(bench.Parent!.Parent!.FullName, "ValuePortal", bench.Name, "ValuePortal.dll");
        var start = new ProcessStartInfo("dotnet")
        {
            ArgumentList = { program, "--urls", $"http://127.0.0.1:{Port}", "--data", folder },

            // The bench sends with one key as fast as can be stored.
            Environment = { ["ValuePortal__Usage__EventsPerKeyPerSecond"] = "1000000", ["ASPNETCORE_ENVIRONMENT"] = environment, ["ValuePortal__PublicUrl"] = $"http://127.0.0.1:{Port}", ["Logging__LogLevel__Default"] = "Error" },
        };
        foreach (var (key, value) in settings)
        {
            start.Environment[key] = value;
        }

        if (demo)
        {
            start.RedirectStandardOutput = true;
        }
        else
        {
            start.ArgumentList.Add("--no-demo");
        }

        process = Process.Start(start)!;
        while (demo && WriteKey is null)
        {
            var line = await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The program ended.");
            WriteKey = line.StartsWith("write key: ", StringComparison.Ordinal) ? line["write key: ".Length..] : null;
        }

        if (demo)
        {
            _ = process.StandardOutput.ReadToEndAsync();
        }

        using var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{Port}") };
        while (true)
        {
            try
            {
                using var answer = await client.GetAsync("/health/live");
                return;
            }
            catch (HttpRequestException) when (!process.HasExited)
            {
                await Task.Delay(50);
            }
        }
    }

    public int Id => process!.Id;

    public void Kill()
    {
        process!.Kill();
        process.WaitForExit();
    }

    public TimeSpan Cpu()
    {
        process!.Refresh();
        return process.TotalProcessorTime;
    }

    /// <summary>Waits until what a start sets going is done: for three seconds in a row it uses next to nothing.</summary>
    public async Task RestAsync()
    {
        for (var (quiet, before) = (0, Cpu()); quiet < 3; before = Cpu())
        {
            await Task.Delay(1000);
            quiet = (Cpu() - before).TotalMilliseconds < 30 ? quiet + 1 : 0;
        }
    }

    /// <summary>Memory of the process in MiB: its share of what is in use (PSS), and the most it ever had (RSS).</summary>
    public string Memory() => $"{Of("smaps_rollup", "Pss:")} MiB PSS, {Of("status", "VmHWM:")} MiB RSS at most";

    public long Pss() => Of("smaps_rollup", "Pss:");

    public void Dispose()
    {
        if (process is { HasExited: false })
        {
            Kill();
        }

        process?.Dispose();
    }

    private long Of(string file, string name) => File.ReadLines($"/proc/{process!.Id}/{file}")
        .Where(line => line.StartsWith(name, StringComparison.Ordinal))
        .Select(line => long.Parse(line[name.Length..].Replace("kB", "", StringComparison.Ordinal).Trim(), CultureInfo.InvariantCulture) / 1024)
        .First();

    public static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
