using Microsoft.Extensions.Options;

namespace ValuePortal.Usage.Intake;

/// <summary>
/// Drops raw events that were stored too long ago. Roll-ups stay; what happened in that time is closed, so that an event of it that comes
/// again is refused and cannot be counted twice.
/// </summary>
public sealed partial class PurgeEvents(EventStore store, IOptions<UsageOptions> options, TimeProvider clock, ILogger<PurgeEvents> log)
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

        if (dropped > 0)
        {
            LogDropped(log, dropped);
        }

        return dropped;
    }

    [LoggerMessage(LogLevel.Information, "{Events} raw events were older than they are kept for, and were dropped. Their roll-ups stay.")]
    private static partial void LogDropped(ILogger log, long events);
}
