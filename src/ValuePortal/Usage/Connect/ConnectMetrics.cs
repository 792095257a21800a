using ValuePortal.Platform.Metrics;

namespace ValuePortal.Usage.Connect;

/// <summary>The figures of the unassigned bucket. Their definitions are in <see cref="ConnectWords"/>.</summary>
public static class ConnectMetrics
{
    public static readonly Metric UnassignedEvents = new("intake.unassigned_events", typeof(ConnectWords));

    public static readonly Metric UnassignedPeople = new("intake.unassigned_people", typeof(ConnectWords));

    public static readonly MetricCatalog Catalog = new("Events in", [UnassignedEvents, UnassignedPeople]);
}
