using ValuePortal.Platform.Metrics;

namespace ValuePortal.Usage.Import.Desk;

/// <summary>The figures of an import of a table. Their definitions are in <see cref="TableWords"/>.</summary>
public static class ImportMetrics
{
    public static readonly Metric Rows = new("import.rows", typeof(TableWords));

    public static readonly Metric Counted = new("import.counted", typeof(TableWords));

    public static readonly Metric Stored = new("import.stored", typeof(TableWords));

    public static readonly Metric Replaced = new("import.replaced", typeof(TableWords));

    public static readonly Metric Known = new("import.known", typeof(TableWords));

    public static readonly Metric Unassigned = new("import.unassigned", typeof(TableWords));

    public static readonly Metric Zero = new("import.zero", typeof(TableWords));

    public static readonly Metric Refused = new("import.refused", typeof(TableWords));

    public static readonly Metric Uses = new("import.uses", typeof(TableWords));

    public static readonly MetricCatalog Catalog = new("Usage by table", [Rows, Counted, Stored, Replaced, Known, Unassigned, Zero, Refused, Uses]);
}
