using ValuePortal.Platform.Metrics;

namespace ValuePortal.Roi.Sheets;

/// <summary>The figures of a whole business case: what is at present, rates, and the rows of its tables. Their definitions are in <see cref="SheetWords"/>.</summary>
public static class SheetMetrics
{
    public static readonly Metric PresentBenefits = new("roi.pv_benefits", typeof(SheetWords), MetricFormat.Money);

    public static readonly Metric PresentCosts = new("roi.pv_costs", typeof(SheetWords), MetricFormat.Money);

    /// <summary>Present benefits over present costs.</summary>
    public static readonly Metric BenefitCostRatio = new("roi.bcr", typeof(SheetWords), MetricFormat.OneDecimal);

    /// <summary>The yearly rate at which the net present value is nothing.</summary>
    public static readonly Metric InternalRate = new("roi.irr", typeof(SheetWords), MetricFormat.Percent);

    public static readonly Metric DiscountedPaybackMonths = new("roi.discounted_payback_months", typeof(SheetWords), MetricFormat.OneDecimal);

    /// <summary>A row of a table in a period, in its own unit.</summary>
    public static readonly Metric TableRow = new("roi.table_row", typeof(SheetWords), MetricFormat.OneDecimal);

    /// <summary>What of a table counts.</summary>
    public static readonly Metric TableAmount = new("roi.table_amount", typeof(SheetWords), MetricFormat.Money);

    public static readonly MetricCatalog Catalog = new(
        "Value: business case", [PresentBenefits, PresentCosts, BenefitCostRatio, InternalRate, DiscountedPaybackMonths, TableRow, TableAmount]);
}
