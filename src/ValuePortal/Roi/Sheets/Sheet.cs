namespace ValuePortal.Roi.Sheets;

/// <summary>What the result of a table is.</summary>
public enum SheetKind
{
    Benefit,
    Cost,

    /// <summary>Only used by other tables.</summary>
    Other,
}

/// <summary>A row worked out.</summary>
/// <param name="Initial">At the start; null where it has none.</param>
/// <param name="Values">One for each period. Not rounded, unless the row says so.</param>
/// <param name="Inputs">The rows its formula reads; <c>A6.prev</c> is the period before.</param>
public sealed record SheetRow(
    string Id, string? Label, string Unit, decimal? Initial, IReadOnlyList<decimal> Values, string? Formula, IReadOnlyList<string> Inputs, int? Decimals, bool IsRounded,
    string? Note);

/// <summary>A table worked out, and what of it counts.</summary>
/// <param name="Result">The row that counts; null for a table that other tables use.</param>
/// <param name="Risk">Taken off benefits, put on costs.</param>
/// <param name="Initial">What counts at the start, with the risk in it.</param>
/// <param name="Amounts">What counts in each period, with the risk in it; not rounded.</param>
public sealed record SheetTable(
    string Id, string? Title, SheetKind Kind, string? Result, decimal Risk, string? Note, IReadOnlyList<SheetRow> Rows, decimal Initial, IReadOnlyList<decimal> Amounts);

/// <summary>All tables of a value model, worked out.</summary>
public sealed record Sheet(IReadOnlyList<SheetTable> Tables)
{
    public const int MostTables = 30;
    public const int MostRowsOfTable = 60;
    public const int MostRows = 400;

    public static Sheet Empty { get; } = new([]);

    /// <summary>What it was read from.</summary>
    public IReadOnlyList<ValueDocument.Table?> Written { get; init; } = [];

    /// <summary>Reads and works out tables; nothing of a sheet in which anything is wrong.</summary>
    /// <param name="tables">As the document has them.</param>
    /// <param name="periods">Years, or months.</param>
    public static (Sheet? Sheet, IReadOnlyList<SheetFault> Faults) Of(IReadOnlyList<ValueDocument.Table?> tables, int periods)
    {
        var reading = new SheetReading(tables, periods);
        return (reading.Read(), reading.Faults);
    }
}
