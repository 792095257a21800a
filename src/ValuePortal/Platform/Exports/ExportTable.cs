using ValuePortal.Platform.Metrics;

namespace ValuePortal.Platform.Exports;

/// <summary>
/// A table of figures that leaves the portal, and what a reader must know to read it without the page: whose figures, which days, which
/// calendar, how they are counted.
/// </summary>
/// <param name="Owner">The company the figures are of.</param>
/// <param name="Title">What the rows show, in a word or two; part of the file's name.</param>
/// <param name="From">The first day, included.</param>
/// <param name="To">The last day, included.</param>
/// <param name="TimeZone">Whose calendar days are meant, as an IANA name.</param>
/// <param name="Metrics">The definitions behind the columns.</param>
public sealed record ExportTable(string Owner, string Title, DateOnly From, DateOnly To, string TimeZone, IReadOnlyList<Metric> Metrics)
{
    private readonly List<object?[]> rows = [];

    public IReadOnlyList<string> Heads { get; init; } = [];

    public IReadOnlyList<object?[]> Rows => rows;

    /// <summary>Adds a line. Cells are text, whole numbers, decimals, days, or null for what is not known.</summary>
    public ExportTable Row(params object?[] cells)
    {
        rows.Add(cells);
        return this;
    }
}
