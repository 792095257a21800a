using System.Net.Http.Headers;
using Microsoft.Data.Sqlite;
using ValuePortal.Identity.Keys;
using ValuePortal.Tests.Support;
using ValuePortal.Usage.Intake;

namespace ValuePortal.Tests.Usage;

/// <summary>The clients that products use, from npm, unchanged, against the running program.</summary>
public sealed class RealClientTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("segment-node.mjs")]
    [InlineData("rudder-node.mjs")]
    public async Task Seven_calls_are_stored_once_each_however_often_they_are_sent(string client)
    {
        await using var server = new PortalServer();
        server.UseKestrel(0);
        server.StartServer();
        var address = server.ClientOptions.BaseAddress.ToString();
        await server.OpenAccountAsync("acme", "Acme");
        var key = await MakeKeyAsync(server, KeyScope.Ingest);

        await NodeClients.RunAsync(client, address, key, "seven", "run-1");
        await NodeClients.RunAsync(client, address, key, "seven", "run-1");

        var source = await server.Services.GetRequiredService<Sources>().FindOrAddAsync("product", Ct);
        var calls = await server.Services.GetRequiredService<RecentCalls>().ReadAsync(source.Id, Ct);
        Assert.Equal(
            ["alias run-1-alias", "group run-1-group", "identify run-1-identify", "page run-1-page", "screen run-1-screen", "track run-1-after-flush", "track run-1-track"],
            calls.Where(call => call.Verdict is Verdict.Accepted or Verdict.Ignored).Select(call => $"{call.Kind} {call.MessageId}").Order(StringComparer.Ordinal));
        Assert.Equal(7, calls.Count(call => call.Verdict is Verdict.Duplicate));
        Assert.Equal(14, calls.Count);
        Assert.Equal(2, await EventsAsync(address.TrimEnd('/'), await MakeKeyAsync(server, KeyScope.Read)));
    }

    [Theory]
    [InlineData("segment-node.mjs")]
    [InlineData("rudder-node.mjs")]
    public async Task A_server_that_is_killed_among_the_batches_loses_nothing_and_counts_nothing_twice(string client)
    {
        _ = NodeClients.Folder;
        await using var portal = await PortalProcess.StartNewAsync();
        await portal.OpenAccountAsync("acme");
        var key = await portal.CommandAsync("create-key", "product", "--scope", "ingest");
        var reader = await portal.CommandAsync("create-key", "reader", "--scope", "read");

        using var sending = NodeClients.Start(client, portal.Address, key, "many", "400");
        var errors = sending.StandardError.ReadToEndAsync(Ct);
        var delivered = 0;
        while (delivered < 60 && await sending.StandardOutput.ReadLineAsync(Ct) is { } line)
        {
            delivered = int.Parse(line, System.Globalization.CultureInfo.InvariantCulture);
        }

        portal.Kill();
        await portal.StartAsync();
        var rest = await sending.StandardOutput.ReadToEndAsync(Ct);
        await sending.WaitForExitAsync(Ct);

        Assert.True(sending.ExitCode == 0, await errors);
        Assert.Contains("{\"delivered\":400,\"failed\":0}", rest, StringComparison.Ordinal);
        Assert.Equal(400, await EventsAsync(portal.Address, reader));
    }

    [Fact]
    public async Task A_full_inbox_tells_the_client_to_come_again_and_it_does()
    {
        _ = NodeClients.Folder;
        var recorder = new StatusRecorder();
        await using var server = new PortalServer
        {
            Settings = { ["ValuePortal:Database:CommandTimeout"] = "60" },
            More = services => services.AddSingleton<Microsoft.AspNetCore.Hosting.IStartupFilter>(recorder),
        };
        server.UseKestrel(0);
        server.StartServer();
        Assert.SkipUnless(File.Exists(server.Folder.DatabaseFile), "This test locks the embedded database.");
        await server.OpenAccountAsync("acme", "Acme");
        var key = await MakeKeyAsync(server, KeyScope.Ingest);
        var source = await server.Services.GetRequiredService<Sources>().FindOrAddAsync("product", Ct);
        var inbox = server.Services.GetRequiredService<Inbox>();
        var other = BatchReader.Read("""{"batch":[{"type":"identify","userId":"u-9"}]}"""u8.ToArray(), "batch", server.Clock.Now)!.Calls[0].Event!;

        await using var connection = new SqliteConnection($"Data Source={server.Folder.DatabaseFile};Pooling=False");
        await connection.OpenAsync(Ct);
        await using (connection.BeginTransaction(deferred: false))
        {
            using var sending = NodeClients.Start("segment-node.mjs", server.ClientOptions.BaseAddress.ToString(), key, "seven", "run-1");
            while (!recorder.Statuses.Contains(429))
            {
                // The writer stands before the lock; what it took meanwhile is filled up, by many keys.
                while (inbox.TryStore(new IncomingBatch(source, [other]), Guid.CreateVersion7(server.Clock.Now)) is not null)
                {
                }

                await Task.Delay(10, Ct);
            }

            await connection.CloseAsync();
            await sending.WaitForExitAsync(Ct);
            Assert.Equal(0, sending.ExitCode);
        }

        Assert.Contains(200, recorder.Statuses.SkipWhile(status => status != 429));
        var calls = await server.Services.GetRequiredService<RecentCalls>().ReadAsync(source.Id, Ct);
        Assert.Equal(7, calls.Where(call => call.Verdict is Verdict.Accepted or Verdict.Ignored).DistinctBy(call => call.MessageId).Count());
    }

    private static async Task<string> MakeKeyAsync(PortalServer server, KeyScope scope)
    {
        await using var services = server.Services.CreateAsyncScope();
        var made = await services.ServiceProvider.GetRequiredService<MakeKey>().RunAsync(TestPortal.VendorAdmin(), new("product", scope), Ct);
        return made.Match(key => key.Text, refusal => throw new InvalidOperationException(refusal.Message));
    }

    private static async Task<long> EventsAsync(string address, string readKey)
    {
        using var client = new HttpClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", readKey);
        client.DefaultRequestHeaders.Accept.Add(new MediaTypeWithQualityHeaderValue("text/csv"));
        var csv = await client.GetStringAsync($"{address}/api/v1/usage?bucket=month&from=2020-01-01&to=2040-12-31&zone=UTC", Ct);
        return csv.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Sum(row => long.Parse(row.Split(',')[2], System.Globalization.CultureInfo.InvariantCulture));
    }

    /// <summary>Writes down what the program answers under /v1.</summary>
    private sealed class StatusRecorder : Microsoft.AspNetCore.Hosting.IStartupFilter
    {
        public System.Collections.Concurrent.ConcurrentQueue<int> Statuses { get; } = new();

        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use(async (http, rest) =>
            {
                await rest(http);
                if (http.Request.Path.StartsWithSegments("/v1"))
                {
                    Statuses.Enqueue(http.Response.StatusCode);
                }
            });
            next(app);
        };
    }
}
