using ValuePortal.Platform.Metrics;

namespace ValuePortal.Roi.Portfolio;

/// <summary>What the vendor reads of all its accounts. The definitions are in <see cref="PortfolioWords"/>.</summary>
public static class PortfolioMetrics
{
    /// <summary>Value to date of one account by how sure it is, or of all of them, in the currency beside it.</summary>
    public static readonly Metric Value = new("roi.portfolio_value", typeof(PortfolioWords), MetricFormat.Money);

    public static readonly MetricCatalog Catalog = new("Value: portfolio", [Value]);
}
