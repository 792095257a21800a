using ValuePortal.Platform.Metrics;

namespace ValuePortal.Roi.Peers;

/// <summary>What the value of an account is compared by. The definitions are in <see cref="ValuePeerWords"/>.</summary>
public static class ValuePeerMetrics
{
    public static readonly Metric PerPerson = new("roi.peers_per_person", typeof(ValuePeerWords), MetricFormat.Money);

    public static readonly Metric PerSeat = new("roi.peers_per_seat", typeof(ValuePeerWords), MetricFormat.Money);

    public static readonly Metric HoursPerPerson = new("roi.peers_hours_per_person", typeof(ValuePeerWords), MetricFormat.OneDecimal);

    public static readonly MetricCatalog Catalog = new("Value: peers", [PerPerson, PerSeat, HoursPerPerson]);

    public static Metric Of(ValueMeasure measure) => measure switch
    {
        ValueMeasure.PerPerson => PerPerson,
        ValueMeasure.PerSeat => PerSeat,
        _ => HoursPerPerson,
    };
}
