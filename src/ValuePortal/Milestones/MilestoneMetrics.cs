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

    /// <summary>Days by which a milestone is expected later than it is due, by the rule of <see cref="Plans.SlipForecast"/>.</summary>
    public static readonly Metric Delay = new("milestones.delay", typeof(MilestonesWords));

    /// <summary>Mean of the customer's ratings of a milestone, 1 to 5.</summary>
    public static readonly Metric Rating = new("milestones.rating", typeof(MilestonesWords), MetricFormat.OneDecimal);

    /// <summary>Days of a leg of the way to value, with those on which one side waited for the other beside it.</summary>
    public static readonly Metric ClockDays = new("milestones.clock_days", typeof(MilestonesWords));

    /// <summary>What a milestone is expected to bring in a year.</summary>
    public static readonly Metric ExpectedValue = new("milestones.expected_value", typeof(MilestonesWords), MetricFormat.Money);

    public static readonly MetricCatalog Catalog = new("Milestones", [Done, Due, Progress, Delay, Rating, ClockDays, ExpectedValue]);
}
