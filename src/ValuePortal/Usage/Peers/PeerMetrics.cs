using ValuePortal.Platform.Metrics;

namespace ValuePortal.Usage.Peers;

/// <summary>What an account is compared by. The definitions are in <see cref="PeerWords"/>.</summary>
public static class PeerMetrics
{
    public static readonly Metric SeatsUsed = new("peers.seats_used", typeof(PeerWords), MetricFormat.Percent);

    public static readonly Metric Stickiness = new("peers.stickiness", typeof(PeerWords), MetricFormat.Percent);

    public static readonly Metric Breadth = new("peers.breadth", typeof(PeerWords), MetricFormat.Percent);

    public static readonly MetricCatalog Catalog = new("Usage: peers", [SeatsUsed, Stickiness, Breadth]);

    public static Metric Of(PeerMeasure measure) => measure switch
    {
        PeerMeasure.SeatsUsed => SeatsUsed,
        PeerMeasure.Stickiness => Stickiness,
        _ => Breadth,
    };
}
