namespace ValuePortal.Tests.Support;

/// <summary>A clock that stands still until it is moved. Timers and delays run in real time.</summary>
public sealed class FixedClock(DateTimeOffset now) : TimeProvider
{
    /// <summary>A Monday morning, UTC.</summary>
    public static readonly DateTimeOffset Monday = new(2026, 6, 15, 9, 0, 0, TimeSpan.Zero);

    private readonly Lock gate = new();
    private DateTimeOffset now = now;

    public FixedClock()
        : this(Monday)
    {
    }

    public DateTimeOffset Now
    {
        get
        {
            lock (gate)
            {
                return now;
            }
        }

        set
        {
            lock (gate)
            {
                now = value;
            }
        }
    }

    public void Advance(TimeSpan time) => Now += time;

    public override DateTimeOffset GetUtcNow() => Now.ToUniversalTime();
}
