namespace ValuePortal.Platform.Pdf;

/// <summary>
/// A column: its head, and its width as a fixed number of points or, when that is null, as a share of what the fixed ones leave.
/// </summary>
public sealed record PdfColumn(string Head, PdfAlign Align = PdfAlign.Left, double Share = 1, double? Points = null);

/// <summary>A cell; one of several lines is written with line breaks.</summary>
public readonly record struct PdfCell(string Text, bool Bold = false, Rgb? Color = null, Rgb? Fill = null)
{
    public static implicit operator PdfCell(string text) => new(text);
}

/// <summary>A row; a total is set apart by its rule and weight. Cells beyond the columns are refused, missing ones are empty.</summary>
public sealed record PdfRow(IReadOnlyList<PdfCell> Cells, bool IsTotal = false);

/// <summary>
/// A table whose head is repeated on every page. Rows are read once and in order, so they may be made while they are read. A row that
/// fits a page is never cut; a longer one is cut between lines.
/// </summary>
public sealed record PdfTable(IReadOnlyList<PdfColumn> Columns, IEnumerable<PdfRow> Rows)
{
    /// <summary>Between text and the cell's left and right edges, in points.</summary>
    public double PaddingSides { get; init; } = 6;

    public double PaddingTop { get; init; } = 4.5;

    /// <summary>A light ground behind every second row.</summary>
    public bool Striped { get; init; }
}
