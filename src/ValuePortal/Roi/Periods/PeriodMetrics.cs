using ValuePortal.Platform.Metrics;

namespace ValuePortal.Roi.Periods;

/// <summary>What two periods are compared by. The definitions are in <see cref="PeriodWords"/>.</summary>
public static class PeriodMetrics
{
    /// <summary>Value of whole months, in the account's currency.</summary>
    public static readonly Metric Value = new("roi.period_value", typeof(PeriodWords), MetricFormat.Money);

    /// <summary>The part of it that the customer agreed to, that was measured, estimated or disputed.</summary>
    public static readonly Metric Part = new("roi.period_part", typeof(PeriodWords), MetricFormat.Money);

    public static readonly Metric Cost = new("roi.period_cost", typeof(PeriodWords), MetricFormat.Money);

    public static readonly Metric Hours = new("roi.period_hours", typeof(PeriodWords));

    public static readonly MetricCatalog Catalog = new("Value: periods", [Value, Part, Cost, Hours]);
}
