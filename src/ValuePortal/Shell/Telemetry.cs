using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace ValuePortal.Shell;

/// <summary>
/// Traces and metrics for whoever runs the portal, by OTLP over HTTP, when <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> names where to. They are
/// those of the framework: requests, connections, circuits, statements, the runtime. None of them holds a name, a text or a figure of a
/// customer; addresses of pages hold ids.
/// </summary>
internal static class Telemetry
{
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    public static IServiceCollection AddTelemetry(this IServiceCollection services, IConfiguration configuration)
    {
        if (!Uri.TryCreate(configuration[Endpoint], UriKind.Absolute, out var endpoint))
        {
            return services;
        }

        return services
            .AddSingleton(_ => OpenTelemetrySdk.Create(builder => builder
                .ConfigureResource(resource => resource.AddService("ValuePortal"))
                .WithTracing(tracing => tracing.AddSource("Microsoft.AspNetCore", "Microsoft.AspNetCore.Components", "Microsoft.AspNetCore.Components.Server.Circuits"))
                .WithMetrics(metrics => metrics.AddMeter(
                    "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "Microsoft.AspNetCore.Components.Server.Circuits",
                    "Microsoft.AspNetCore.RateLimiting", "Microsoft.EntityFrameworkCore", "System.Runtime"))
                .UseOtlpExporter(OtlpExportProtocol.HttpProtobuf, endpoint)))
            .AddHostedService<Exporting>();
    }

    /// <summary>Nobody asks for it, and it must begin with the program and be flushed at its end.</summary>
    private sealed class Exporting(OpenTelemetrySdk sdk) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken)
        {
            sdk.Dispose();
            return Task.CompletedTask;
        }
    }
}
