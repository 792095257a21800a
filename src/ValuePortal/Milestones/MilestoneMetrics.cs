using ValuePortal.Platform.Metrics;

namespace ValuePortal.Milestones;

/// <summary>The figures of a success plan. Their definitions are in <see cref="MilestonesWords"/>.</summary>
public static class MilestoneMetrics
{
    /// <summary>Milestones reached until today.</summary>
    public static readonly Metric Done = new("milestones.done", typeof(MilestonesWords));

    /// <summary>Milestones whose due day is today or past, reached or not.</summary>
    public static readonly Metric Due = new("milestones.due", typeof(MilestonesWords));

    /// <summary>The measured value as a share of the target, at most one, rounded down to a tenth of a per cent.</summary>
    public static readonly Metric Progress = new("milestones.progress", typeof(MilestonesWords), MetricFormat.Percent);

    public static readonly MetricCatalog Catalog = new("Milestones", [Done, Due, Progress]);
}
