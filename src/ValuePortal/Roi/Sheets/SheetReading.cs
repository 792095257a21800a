using ValuePortal.Roi.Formulas;

namespace ValuePortal.Roi.Sheets;

/// <summary>Reads tables step by step: what is written, then formulas, units, order, and last the values. A step begins when nothing was wrong in those before.</summary>
internal sealed class SheetReading(IReadOnlyList<ValueDocument.Table?> tables, int periods)
{
    public const int IdMaxLength = 20;
    public const int TextMaxLength = 200;
    public const int NoteMaxLength = 1000;
    public const int UnitMaxLength = 40;
    public const int MostDecimals = 10;

    private readonly List<SheetFault> faults = [];
    private readonly List<DraftTable> drafts = [];
    private readonly Dictionary<string, DraftRow> rows = new(StringComparer.OrdinalIgnoreCase);

    public IReadOnlyList<SheetFault> Faults => faults;

    public Sheet? Read()
    {
        Action[] steps = [ReadTables, ReadFormulas, ChooseResults, CheckUnits];
        foreach (var step in steps)
        {
            step();
            if (faults.Count > 0)
            {
                return null;
            }
        }

        if (InOrder() is not { } order)
        {
            return null;
        }

        new SheetValues(order, periods, Wrong).Fill();
        return faults.Count > 0 ? null : new Sheet([.. drafts.Select(draft => draft.Worked(periods))]) { Written = tables };
    }

    private void ReadTables()
    {
        if (tables.Count > Sheet.MostTables || tables.Sum(table => table?.Rows?.Count ?? 0) > Sheet.MostRows)
        {
            faults.Add(new SheetFault("tables", "", null, null, "TooManyTables", Sheet.MostTables, Sheet.MostRows));
            return;
        }

        var ids = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < tables.Count; i++)
        {
            var place = FormattableString.Invariant($"tables[{i}]");
            var table = tables[i] ?? new ValueDocument.Table();
            var draft = new DraftTable(table, place, IsId(table.Id) ? table.Id! : $"{i + 1}");
            drafts.Add(draft);
            if (!IsId(table.Id))
            {
                Wrong(draft, "id", "IdInvalid", IdMaxLength);
            }
            else if (!ids.Add(table.Id!))
            {
                Wrong(draft, "id", "TableTwice", table.Id!);
            }

            if (draft.Kind is null)
            {
                Wrong(draft, "kind", "KindInvalid");
            }

            if (table.RiskAdjustment is { Value: < 0 or > 1 })
            {
                Wrong(draft, "risk_adjustment", "RiskInvalid");
            }

            CheckText(draft, "title", table.Title, TextMaxLength);
            CheckText(draft, "note", table.Note, NoteMaxLength);
            ReadRows(draft);
        }
    }

    private void ReadRows(DraftTable table)
    {
        if (table.Text.Rows is not { Count: > 0 and <= Sheet.MostRowsOfTable } written)
        {
            Wrong(table, "rows", "RowsInvalid", Sheet.MostRowsOfTable);
            return;
        }

        for (var i = 0; i < written.Count; i++)
        {
            var text = written[i] ?? new ValueDocument.Row();
            var row = new DraftRow(text, table, FormattableString.Invariant($"{table.Place}.rows[{i}]"), text.Id ?? $"{i + 1}");
            table.Rows.Add(row);
            if (!IsId(text.Id))
            {
                Wrong(row, "id", "IdInvalid", IdMaxLength);
            }
            else if (text.Id!.Equals("PERIOD", StringComparison.OrdinalIgnoreCase))
            {
                Wrong(row, "id", "IdReserved", text.Id);
            }
            else if (!rows.TryAdd(text.Id, row))
            {
                Wrong(row, "id", "RowTwice", text.Id);
            }

            CheckRow(row);
        }
    }

    private void CheckRow(DraftRow row)
    {
        var text = row.Text;
        if (text.Label?.Length > TextMaxLength)
        {
            Wrong(row, "label", "TextTooLong", TextMaxLength);
        }

        if (text.Note?.Length > NoteMaxLength)
        {
            Wrong(row, "note", "TextTooLong", NoteMaxLength);
        }

        if (text.Unit is { } unit && (unit.Trim() != unit || unit.Length is 0 or > UnitMaxLength || unit.Any(char.IsControl)))
        {
            Wrong(row, "unit", "UnitInvalid", UnitMaxLength);
        }

        if (text.Decimals is < 0 or > MostDecimals)
        {
            Wrong(row, "decimals", "DecimalsInvalid", MostDecimals);
        }

        if (text is { Round: true, Decimals: null })
        {
            Wrong(row, "round", "RoundWithoutDecimals");
        }

        CheckValues(row);
    }

    private void CheckValues(DraftRow row)
    {
        switch (row.Text)
        {
            case { Value: not null, Values: not null }:
                Wrong(row, "value", "ValueAndValues");
                break;
            case { Values: { } values } when values.Count != periods:
                Wrong(row, "values", "ValuesCount", values.Count, periods);
                break;
            case { Values: { } values, Formula: null } when values.ToList().FindIndex(cell => cell is null) is >= 0 and var gap:
                faults.Add(new SheetFault(FormattableString.Invariant($"{row.Place}.values[{gap}]"), row.Table.Id, row.Id, gap + 1, "ValueMissing"));
                break;
            case { Value: not null, Formula: not null }:
                Wrong(row, "value", "ValueAndFormula");
                break;
            case { Value: null, Values: null, Formula: null }:
                Wrong(row, "", "NothingGiven");
                break;
        }
    }

    private void ReadFormulas()
    {
        foreach (var row in AllRows().Where(row => row.Text.Formula is not null))
        {
            var (root, fault) = FormulaParser.Parse(row.Text.Formula!);
            if (root is { } parsed)
            {
                (root, fault) = Binding.Bind(parsed, name => rows.TryGetValue(name, out var found) ? found.Id : null, Between);
            }

            if (fault is null && Binding.RowsOf(root!).Count() > Sheet.MostRows)
            {
                fault = new Fault(FaultKind.TooLong, FormulaParser.LongestFormula);
            }

            row.Root = root;
            if (fault is not null)
            {
                faults.Add(SheetFault.Of(row.Place + ".formula", row.Table.Id, row.Id, fault));
            }
        }
    }

    private List<string>? Between(string from, string to)
    {
        var (first, last) = (rows[from], rows[to]);
        var (start, end) = (first.Table.Rows.IndexOf(first), last.Table.Rows.IndexOf(last));
        return first.Table == last.Table && start <= end ? [.. first.Table.Rows[start..(end + 1)].Select(row => row.Id)] : null;
    }

    private void ChooseResults()
    {
        foreach (var table in drafts.Where(table => table.Kind is not SheetKind.Other))
        {
            var adjusted = table.Find(table.Id + "tr");
            table.Result = table.Text.Result is { } named
                ? table.Find(named)
                : adjusted ?? table.Find(table.Id + "t") ?? (table.Rows is [var only] ? only : table.Rows.Where(row => row.Text.Unit == RowUnit.MoneyWord).ToList() is [var money] ? money : null);
            if (table.Result is null)
            {
                Wrong(table, "result", table.Text.Result is null ? "ResultMissing" : "ResultUnknown", table.Text.Result ?? table.Id);
            }
            else if (table.Text.RiskAdjustment is not null && table.Result == adjusted)
            {
                Wrong(table, "risk_adjustment", "RiskTwice", adjusted.Id);
            }
        }
    }

    private void CheckUnits()
    {
        foreach (var row in AllRows())
        {
            var unit = UnitOf(row.Id);
            if (row.Root is { } root && UnitCheck.Of(root, UnitOf) is var (derived, fault) && (fault ?? Unfitting(row, derived)) is { } wrong)
            {
                faults.Add(SheetFault.Of(row.Place + ".formula", row.Table.Id, row.Id, wrong));
            }
            else if (row == row.Table.Result && !unit.IsMoney)
            {
                Wrong(row, "unit", "ResultIsNoMoney", unit.Word);
            }

            row.Unit = unit.Word;
        }
    }

    private static Fault? Unfitting(DraftRow row, RowUnit derived) =>
        row.DeclaredUnit is { } declared && !derived.MayBe(declared) ? new Fault(FaultKind.UnitIsNot, declared, derived.Word) : null;

    /// <summary>As the row says, else as its formula or its cells tell. A row that reads itself is told from the rest of its formula.</summary>
    private RowUnit UnitOf(string id)
    {
        var row = rows[id];
        if (row.DeclaredUnit is { } declared)
        {
            return RowUnit.Of(declared);
        }

        if (row.Root is null)
        {
            return row.Cells.All(cell => cell.IsPercent) ? RowUnit.Percent : RowUnit.Of(RowUnit.NumberWord);
        }

        if (row.Told is { } told)
        {
            return told;
        }

        row.Told = RowUnit.Bare;
        row.Told = UnitCheck.Of(row.Root, UnitOf).Unit;
        return row.Told.Value;
    }

    /// <summary>The rows so that each comes after those it reads; null when there is a circle. The period before is no circle.</summary>
    private List<DraftRow>? InOrder()
    {
        List<DraftRow> order = [];
        var open = new List<DraftRow>();
        var done = new HashSet<DraftRow>();
        return AllRows().All(Visit) ? order : null;

        bool Visit(DraftRow row)
        {
            if (done.Contains(row))
            {
                return true;
            }

            if (open.IndexOf(row) is >= 0 and var start)
            {
                var circle = string.Join(" → ", open[start..].Append(row).Select(each => each.Id));
                faults.Add(SheetFault.Of(row.Place + ".formula", row.Table.Id, row.Id, new Fault(FaultKind.Circular, circle)));
                return false;
            }

            open.Add(row);
            var fine = row.Reads.Where(read => !read.Previous).All(read => Visit(rows[read.Name]));
            open.Remove(row);
            done.Add(row);
            order.Add(row);
            return fine;
        }
    }

    private IEnumerable<DraftRow> AllRows() => drafts.SelectMany(table => table.Rows);

    private void CheckText(DraftTable table, string field, string? text, int most)
    {
        if (text?.Length > most)
        {
            Wrong(table, field, "TextTooLong", most);
        }
    }

    private void Wrong(DraftTable table, string field, string key, params object[] places) =>
        faults.Add(new SheetFault($"{table.Place}.{field}", table.Id, null, null, key, places));

    private void Wrong(DraftRow row, string field, string key, params object[] places) =>
        faults.Add(new SheetFault(field.Length == 0 ? row.Place : $"{row.Place}.{field}", row.Table.Id, row.Id, null, key, places));

    private void Wrong(DraftRow row, int period, Fault fault) =>
        faults.Add(SheetFault.Of(row.Place + (row.Root is null ? "" : ".formula"), row.Table.Id, row.Id, fault, period));

    private static bool IsId(string? id) => id is { Length: > 0 and <= IdMaxLength } && char.IsAsciiLetter(id[0]) && id.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_');
}
