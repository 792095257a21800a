using System.Collections.Concurrent;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using ValuePortal.Tests.Support;

namespace ValuePortal.Tests.Shell;

public sealed class TelemetryTests
{
    [Fact]
    public async Task Traces_and_metrics_arrive_where_the_endpoint_is_named()
    {
        ConcurrentDictionary<string, int> arrived = new();
        var (traced, counted) = (new TaskCompletionSource(), new TaskCompletionSource());
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseSetting("urls", "http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        await using var sink = builder.Build();
        sink.MapPost("/v1/{what}", async (string what, HttpRequest request) =>
        {
            using var body = new MemoryStream();
            await request.Body.CopyToAsync(body);
            arrived.AddOrUpdate(what, (int)body.Length, (_, known) => known + (int)body.Length);
            (what == "traces" ? traced : counted).TrySetResult();
        });
        await sink.StartAsync(TestContext.Current.CancellationToken);
        var address = sink.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();

        await using (var server = new PortalServer { Settings = { ["ValuePortal:PublicUrl"] = "https://localhost", ["OTEL_EXPORTER_OTLP_ENDPOINT"] = address } })
        {
            using var page = await server.Stranger().GetAsync("/help", TestContext.Current.CancellationToken);

            // Traces go out every five seconds, metrics every minute.
            await Task.WhenAll(traced.Task, counted.Task).WaitAsync(TimeSpan.FromSeconds(150), TestContext.Current.CancellationToken);
        }

        Assert.True(arrived.GetValueOrDefault("traces") > 0, "No trace arrived.");
        Assert.True(arrived.GetValueOrDefault("metrics") > 0, "No metric arrived.");
    }
}
