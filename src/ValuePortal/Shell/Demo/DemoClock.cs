namespace ValuePortal.Shell.Demo;

/// <summary>The moment at which something of the demo world's past is done.</summary>
internal sealed class DemoClock(DateTimeOffset now) : TimeProvider
{
    public DateTimeOffset Now { get; set; } = now;

    public override DateTimeOffset GetUtcNow() => Now;
}
