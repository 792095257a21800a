using Microsoft.Extensions.Options;

namespace ValuePortal.Usage.Intake;

/// <summary>
/// Drops raw events that were stored too long ago. Roll-ups stay; what happened in that time is closed, so that an event of it that comes
/// again is refused and cannot be counted twice.
/// </summary>
public sealed class PurgeEvents(EventStore store, IOptions<UsageOptions> options, TimeProvider clock)
{
    /// <summary>Segments of one transaction, so that senders are not held up.</summary>
    private const int SegmentsAtOnce = 200;

    /// <returns>How many events were dropped.</returns>
    public async Task<long> RunAsync(CancellationToken ct = default)
    {
        var today = new DateTimeOffset(clock.GetUtcNow().UtcDateTime.Date, TimeSpan.Zero);
        var before = today.AddMonths(-options.Value.KeepEventsMonths);
        var (dropped, more) = (0L, true);
        while (more)
        {
            ct.ThrowIfCancellationRequested();
            (var events, more) = await store.WriteAsync(0, writing => writing.Purge(before, SegmentsAtOnce), ct);
            dropped += events;
        }

        return dropped;
    }
}

/// <summary>Purges when the program starts and every six hours. What fails is logged and tried again.</summary>
internal sealed partial class PurgeDaily(PurgeEvents purge, TimeProvider clock, ILogger<PurgeDaily> log) : BackgroundService
{
    private static readonly TimeSpan s_pause = TimeSpan.FromHours(6);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(s_pause, clock);
        try
        {
            do
            {
                await RunOnceAsync(stoppingToken);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException)
        {
            // The host stops.
        }
    }

    private async Task RunOnceAsync(CancellationToken ct)
    {
        try
        {
            if (await purge.RunAsync(ct) is > 0 and var dropped)
            {
                LogDropped(log, dropped);
            }
        }
        catch (Exception failure) when (!ct.IsCancellationRequested)
        {
            LogFailed(log, failure);
        }
    }

    [LoggerMessage(LogLevel.Information, "{Events} raw events were older than they are kept for, and were dropped. Their roll-ups stay.")]
    private static partial void LogDropped(ILogger log, long events);

    [LoggerMessage(LogLevel.Error, "Old raw events could not be dropped; it is tried again at the next turn.")]
    private static partial void LogFailed(ILogger log, Exception failure);
}
