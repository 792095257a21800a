using ValuePortal.Platform.Metrics;

namespace ValuePortal.Roi.Budget;

/// <summary>What a cost item was to cost and what it cost. The definitions are in <see cref="BudgetWords"/>.</summary>
public static class BudgetMetrics
{
    public static readonly Metric Planned = new("roi.planned_cost", typeof(BudgetWords), MetricFormat.Money);

    public static readonly Metric Paid = new("roi.paid_cost", typeof(BudgetWords), MetricFormat.Money);

    public static readonly Metric Difference = new("roi.cost_difference", typeof(BudgetWords), MetricFormat.Money);

    public static readonly MetricCatalog Catalog = new("Value: planned and paid", [Planned, Paid, Difference]);
}
