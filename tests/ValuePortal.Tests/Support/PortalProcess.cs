using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ValuePortal.Tests.Support;

/// <summary>
/// The built program in a process of its own, on a port and a data folder that outlive it: it can be killed, and started again where it
/// was. In Development, without the demo.
/// </summary>
public sealed class PortalProcess : IAsyncDisposable
{
    private static readonly string s_program = Path.GetFullPath(Path.Combine(
        AppContext.BaseDirectory, "..", "..", "ValuePortal", new DirectoryInfo(AppContext.BaseDirectory).Name, "ValuePortal.dll"));

    private readonly string folder = Path.Combine(Path.GetTempPath(), "valueportal-process", Guid.CreateVersion7().ToString("N"));
    private readonly StringBuilder log = new();
    private readonly HttpClient client = new() { Timeout = TimeSpan.FromSeconds(5) };
    private Process? process;
    private (string Key, string? Value)[] settings = [];

    private PortalProcess(int port) => Port = port;

    public int Port { get; }

    /// <summary>Where it listens, without a slash at the end; also its public address.</summary>
    public string Address => $"http://127.0.0.1:{Port}";

    /// <summary>A portal on a free port, up and ready.</summary>
    /// <param name="settings">Configuration: "ValuePortal:…" → value.</param>
    public static async Task<PortalProcess> StartNewAsync(params (string Key, string? Value)[] settings)
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        var port = ((IPEndPoint)probe.LocalEndpoint).Port;
        probe.Stop();
        var portal = new PortalProcess(port) { settings = settings };
        await portal.StartAsync();
        return portal;
    }

    /// <summary>Starts it and waits until it is ready.</summary>
    public async Task StartAsync()
    {
        process = Run("--urls", Address, "--no-demo");
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var patience = Stopwatch.StartNew();
        while (!await IsReadyAsync())
        {
            Assert.False(process.HasExited || patience.Elapsed > TimeSpan.FromMinutes(1), $"The portal did not start: {Log}");
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Ends it as a power cut would.</summary>
    public void Kill()
    {
        process!.Kill(entireProcessTree: true);
        process.WaitForExit();
        process.Dispose();
        process = null;
    }

    /// <summary>Runs a command as a process of its own; what it printed.</summary>
    public async Task<string> CommandAsync(params string[] arguments)
    {
        using var command = Run(arguments);
        var output = command.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var errors = command.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await command.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(command.ExitCode == 0, $"{string.Join(' ', arguments)} ended with {command.ExitCode}: {await errors}");
        return (await output).Trim();
    }

    /// <summary>Opens an account by the import of the one call that names it.</summary>
    public async Task OpenAccountAsync(string externalId)
    {
        var file = Path.Combine(folder, externalId + ".ndjson");
        await File.WriteAllTextAsync(
            file, $$"""{"type":"group","messageId":"open-{{externalId}}","userId":"opener","groupId":"{{externalId}}","timestamp":"2026-01-01T00:00:00Z"}""", TestContext.Current.CancellationToken);
        await CommandAsync("import", "usage", file, "--source", "accounts", "--create-accounts");
    }

    public ValueTask DisposeAsync()
    {
        if (process is not null)
        {
            Kill();
        }

        client.Dispose();
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        return ValueTask.CompletedTask;
    }

    private string Log
    {
        get
        {
            lock (log)
            {
                return log.ToString();
            }
        }
    }

    private void Keep(string? line)
    {
        lock (log)
        {
            log.AppendLine(line);
        }
    }

    private Process Run(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [s_program, .. arguments, "--data", folder]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        foreach (var (key, value) in settings)
        {
            start.Environment[key.Replace(":", "__", StringComparison.Ordinal)] = value;
        }

        return Process.Start(start)!;
    }

    private async Task<bool> IsReadyAsync()
    {
        try
        {
            return (await client.GetAsync($"{Address}/health/ready")).IsSuccessStatusCode;
        }
        catch (Exception failure) when (failure is HttpRequestException or TaskCanceledException)
        {
            return false;
        }
    }
}
