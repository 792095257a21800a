using ValuePortal.Roi.Formulas;

namespace ValuePortal.Roi.Sheets;

/// <summary>A table while it is read.</summary>
internal sealed class DraftTable(ValueDocument.Table text, string place, string id)
{
    public ValueDocument.Table Text => text;

    public string Place => place;

    public string Id => id;

    public List<DraftRow> Rows { get; } = [];

    /// <summary>The row that counts; null for a table that others use.</summary>
    public DraftRow? Result { get; set; }

    /// <summary>Null where it says none that is known.</summary>
    public SheetKind? Kind => text.Kind switch
    {
        "benefit" => SheetKind.Benefit,
        "cost" => SheetKind.Cost,
        "other" => SheetKind.Other,
        _ => null,
    };

    public DraftRow? Find(string row) => Rows.FirstOrDefault(each => each.Id.Equals(row, StringComparison.OrdinalIgnoreCase));

    public SheetTable Worked(int periods)
    {
        var risk = text.RiskAdjustment?.Value ?? 0;
        var factor = Kind is SheetKind.Cost ? 1 + risk : 1 - risk;
        return new SheetTable(
            id, text.Title, Kind!.Value, Result?.Id, risk, text.Note,
            [.. Rows.Select(row => row.Worked(periods))],
            (Result?.Filled[0] ?? 0) * factor,
            Result is null ? [] : [.. Result.Filled.Skip(1).Select(value => value!.Value * factor)]);
    }
}

/// <summary>A row while it is read.</summary>
internal sealed class DraftRow(ValueDocument.Row text, DraftTable table, string place, string id)
{
    public ValueDocument.Row Text => text;

    public DraftTable Table => table;

    public string Place => place;

    public string Id => id;

    /// <summary>The formula with rows that exist; null for a row of given values.</summary>
    public Node? Root { get; set; }

    public IEnumerable<Node.Row> Reads => Root is null ? [] : Binding.RowsOf(Root);

    /// <summary>What the row says it is in; the row that counts is money though it says nothing.</summary>
    public string? DeclaredUnit => text.Unit ?? (table.Result == this ? RowUnit.MoneyWord : null);

    /// <summary>What its formula told; null while nobody asked.</summary>
    public RowUnit? Told { get; set; }

    public string Unit { get; set; } = RowUnit.NumberWord;

    /// <summary>The value at the start and of each period.</summary>
    public decimal?[] Filled { get; set; } = [];

    public IEnumerable<Cell> Cells => [.. (text.Values ?? []).OfType<Cell>(), .. new[] { text.Value, text.Initial, text.First }.OfType<Cell>()];

    public SheetRow Worked(int periods) => new(
        id, text.Label, Unit, Filled[0], [.. Filled.Skip(1).Take(periods).Select(value => value!.Value)], text.Formula,
        [.. Reads.Select(read => read.Previous ? read.Name + ".prev" : read.Name).Distinct()], text.Decimals, text.Round == true, text.Note);
}
