using System.Collections.Concurrent;
using Microsoft.Extensions.Options;

namespace ValuePortal.Usage.Intake;

/// <summary>
/// How many events a key may still send. What a key has spent comes back steadily; a key that waited may send what fits into the window
/// at once.
/// </summary>
internal sealed partial class IntakeLimit(IOptions<UsageOptions> options, TimeProvider clock, ILogger<IntakeLimit> log)
{
    public const int WindowSeconds = 10;

    private static readonly long s_window = TimeSpan.FromSeconds(WindowSeconds).Ticks;
    private static readonly long s_untilToldAgain = TimeSpan.FromMinutes(1).Ticks;

    private readonly long ticksPerEvent = TimeSpan.TicksPerSecond / options.Value.EventsPerKeyPerSecond;
    private readonly ConcurrentDictionary<Guid, Spent> keys = new();

    /// <summary>Events that fit into the window.</summary>
    public int Quota => (int)(s_window / ticksPerEvent);

    /// <param name="Left">Events that the key may still send now.</param>
    /// <param name="FullIn">Seconds until it may send the whole quota again.</param>
    /// <param name="ComeAgainIn">Seconds until what was refused would be taken; null when it was taken.</param>
    public readonly record struct Standing(int Left, int FullIn, int? ComeAgainIn);

    /// <summary>Takes so many events off what the key may send; nothing when they are more than that. With none it only asks whether one more would be taken.</summary>
    public Standing Take(Guid key, string name, int events)
    {
        var spent = keys.GetOrAdd(key, _ => new Spent());
        var now = clock.GetUtcNow().Ticks;
        lock (spent)
        {
            var fullAt = Math.Max(spent.FullAt, now);
            var over = fullAt + (Math.Max(events, 1) * ticksPerEvent) - now - s_window;
            if (over <= 0)
            {
                spent.FullAt = fullAt + (events * ticksPerEvent);
                return new Standing(Left(spent, now), Seconds(spent.FullAt - now), null);
            }

            if (now - spent.ToldAt >= s_untilToldAgain)
            {
                spent.ToldAt = now;
                LogOver(log, name, key, options.Value.EventsPerKeyPerSecond);
            }

            return new Standing(Left(spent, now), Seconds(fullAt - now), Seconds(over));
        }
    }

    private int Left(Spent spent, long now) => (int)((now + s_window - Math.Max(spent.FullAt, now)) / ticksPerEvent);

    private static int Seconds(long ticks) => (int)((ticks + TimeSpan.TicksPerSecond - 1) / TimeSpan.TicksPerSecond);

    [LoggerMessage(LogLevel.Warning, "Key {Name} ({Key}) sends more than {Limit} events a second and is told to come again. Its client keeps them meanwhile.")]
    private static partial void LogOver(ILogger log, string name, Guid key, int limit);

    // One a key that works: they are as many as somebody made by hand.
    private sealed class Spent
    {
        public long FullAt { get; set; }

        public long ToldAt { get; set; }
    }
}
