using System.ComponentModel.DataAnnotations;
using System.Runtime.InteropServices;
using Microsoft.Extensions.Options;

namespace ValuePortal.Shell;

/// <summary>How a node leaves: <c>ValuePortal:Drain</c>.</summary>
public sealed class DrainOptions
{
    public const string Section = "ValuePortal:Drain";

    /// <summary>How long a node that was told to stop says that it is not ready, and serves all the same, before it takes no more.</summary>
    [Range(0, 300)]
    public int Seconds { get; set; } = 5;
}

/// <summary>
/// A node that gets SIGTERM first says at <c>/health/ready</c> that it goes, so that the proxy sends people elsewhere; then it takes no new
/// connections, finishes what it has, and stops what runs in the background.
/// </summary>
internal sealed class Drain(IOptions<DrainOptions> options) : IHostedLifecycleService, IDisposable
{
    /// <summary>For requests and background work to come to their end after that.</summary>
    private static readonly TimeSpan s_rest = TimeSpan.FromSeconds(30);

    private PosixSignalRegistration? signal;
    private volatile bool told;

    public static IServiceCollection Add(IServiceCollection services)
    {
        services.AddOptions<DrainOptions>().BindConfiguration(DrainOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<HostOptions>().Configure<IOptions<DrainOptions>>((host, drain) => host.ShutdownTimeout = TimeSpan.FromSeconds(drain.Value.Seconds) + s_rest);
        return services.AddHostedService<Drain>();
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        signal = PosixSignalRegistration.Create(PosixSignal.SIGTERM, _ => told = true);
        return Task.CompletedTask;
    }

    // Everything still runs; only when this has ended is the server stopped.
    public Task StoppingAsync(CancellationToken cancellationToken) =>
        told ? Task.Delay(TimeSpan.FromSeconds(options.Value.Seconds), TimeProvider.System, cancellationToken) : Task.CompletedTask;

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => signal?.Dispose();
}
