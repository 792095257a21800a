using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using ValuePortal.Platform.Data;

namespace ValuePortal.Tests.Durability;

/// <summary>The built program as a process of its own on a data folder: it can be killed and started again.</summary>
internal sealed class PortalProcess : IAsyncDisposable
{
    // A start takes seconds; a machine that builds beside the tests takes its time.
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(3);

    private readonly string folder;
    private readonly string environment;
    private readonly StringBuilder output = new();
    private readonly CookieContainer cookies = new();
    private Process? process;

    private PortalProcess(string folder, string writeKey, string environment)
    {
        (this.folder, this.environment) = (folder, environment);
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        Address = new Uri($"http://127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}");
        Client = new HttpClient(new HttpClientHandler { CookieContainer = cookies }) { BaseAddress = Address, Timeout = TimeSpan.FromSeconds(20) };
        Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(writeKey + ":")));
    }

    public Uri Address { get; }

    public HttpClient Client { get; }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>Starts the program; it serves when this returns.</summary>
    /// <param name="folder">With a database that is up to date.</param>
    /// <param name="writeKey">A key of that database.</param>
    /// <param name="environment">In Development people can sign in without https.</param>
    public static async Task<PortalProcess> StartAsync(string folder, string writeKey, string environment = "Production")
    {
        var portal = new PortalProcess(folder, writeKey, environment);
        try
        {
            await portal.StartAsync();
            return portal;
        }
        catch
        {
            await portal.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts the program where it must not serve, and waits until it has ended.</summary>
    public static async Task<(int Code, string Said)> RefusedAsync(string folder, string writeKey)
    {
        await using var portal = new PortalProcess(folder, writeKey, "Production");
        portal.Launch();
        return await portal.EndAsync();
    }

    public async Task StartAsync()
    {
        Launch();
        var since = Stopwatch.StartNew();
        while (!await AnswersAsync())
        {
            Assert.False(process!.HasExited, $"The program ended:\n{output}");
            Assert.True(since.Elapsed < s_patience, $"The program does not answer:\n{output}");
            await Task.Delay(50, Ct);
        }
    }

    private void Launch()
    {
        // The program's own output stands beside that of the tests.
        var tests = new DirectoryInfo(AppContext.BaseDirectory);
        var program = Path.Combine(tests.Parent!.Parent!.FullName, "ValuePortal", tests.Name, "ValuePortal.dll");
        var start = new ProcessStartInfo(Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : "dotnet")
        {
            ArgumentList = { program, "--urls", Address.ToString(), "--data", folder, "--no-demo" },
            Environment = { ["ASPNETCORE_ENVIRONMENT"] = environment, ["ValuePortal__PublicUrl"] = Address.ToString(), ["Logging__LogLevel__Default"] = "Error" },
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        process = Process.Start(start)!;
        process.OutputDataReceived += (_, line) => output.AppendLine(line.Data);
        process.ErrorDataReceived += (_, line) => output.AppendLine(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>What a browser that used <see cref="Client"/> sends along.</summary>
    public string CookiesOf(string path) => cookies.GetCookieHeader(new Uri(Address, path));

    /// <summary>SIGKILL: nothing is closed, nothing is written.</summary>
    public async Task KillAsync()
    {
        process!.Kill();
        await process.WaitForExitAsync(Ct);
        process.Dispose();
        process = null;
    }

    /// <summary>SIGTERM: the program is asked to stop.</summary>
    public async Task TellToStopAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", $"{process!.Id}"]);
        await kill.WaitForExitAsync(Ct);
    }

    /// <summary>Waits until the program has ended by itself.</summary>
    /// <returns>With which code, and what it said.</returns>
    public async Task<(int Code, string Said)> EndAsync()
    {
        await process!.WaitForExitAsync(Ct);
        var code = process.ExitCode;
        process.Dispose();
        process = null;
        return (code, output.ToString());
    }

    public async Task<HttpResponseMessage> SendAsync(string batch)
    {
        using var content = new StringContent(batch, Encoding.UTF8, "application/json");
        return await Client.PostAsync("/v1/batch", content, Ct);
    }

    public async ValueTask DisposeAsync()
    {
        if (process is not null)
        {
            await KillAsync();
        }

        Client.Dispose();
    }

    private async Task<bool> AnswersAsync()
    {
        try
        {
            using var answer = await Client.GetAsync("/health/live", Ct);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
