using System.Globalization;
using System.Text.Json;
using ValuePortal.Roi.Sheets;

namespace ValuePortal.Roi.TableDesk;

/// <summary>A row of a table as a form has it: its numbers in one line, percentages with their sign, <c>=</c> where its formula counts.</summary>
public sealed class RowText
{
    private const string ByFormula = "=";

    public string? Id { get; set; }

    public string? Label { get; set; }

    public string? Unit { get; set; }

    /// <summary>One number for all periods, or one for each; nothing for a row of a formula alone.</summary>
    public string? Numbers { get; set; }

    public string? Formula { get; set; }

    public string? Decimals { get; set; }

    /// <summary>Calculations go on with the row as it is shown.</summary>
    public bool Round { get; set; }

    /// <summary>The value at the start, before the first period.</summary>
    public string? Initial { get; set; }

    /// <summary>What <c>.prev</c> gives in the first period.</summary>
    public string? First { get; set; }

    /// <summary>The row is to be taken out of the table.</summary>
    public bool Remove { get; set; }

    public static RowText Of(ValueDocument.Row row) => new()
    {
        Id = row.Id,
        Label = row.Label,
        Unit = row.Unit,
        Numbers = row.Value is { } value ? Write(value) : row.Values is { } values ? string.Join(' ', values.Select(cell => cell is { } given ? Write(given) : ByFormula)) : null,
        Formula = row.Formula,
        Decimals = row.Decimals?.ToString(CultureInfo.InvariantCulture),
        Round = row.Round == true,
        Initial = row.Initial is { } initial ? Write(initial) : null,
        First = row.First is { } first ? Write(first) : null,
    };

    /// <summary>Whether the form says what the row says.</summary>
    public bool Says(ValueDocument.Row row) => AllOf(this).SequenceEqual(AllOf(Of(row)));

    /// <summary>The row with what the form says; what forms do not have stays, and so does how a number is written that was not changed.</summary>
    /// <param name="row">The row as it is.</param>
    /// <param name="wrong">Told of each field that cannot be read, with the key of the words.</param>
    public ValueDocument.Row Read(ValueDocument.Row row, Action<string, string, object[]> wrong)
    {
        var cells = Cells(wrong);
        var decimals = Typed(Decimals) is not { } written ? null
            : int.TryParse(written, NumberStyles.None, CultureInfo.InvariantCulture, out var places) ? (int?)places
            : Wrong(nameof(Decimals), "WholeNumber");
        var changed = row with
        {
            Label = Typed(Label),
            Unit = Typed(Unit),
            Formula = Typed(Formula),
            Decimals = decimals,
            Round = Round == (row.Round == true) ? row.Round : Round,
            Initial = One(nameof(Initial), Initial, row.Initial, wrong),
            First = One(nameof(First), First, row.First, wrong),
        };
        if (Normal(Numbers) == Normal(Of(row).Numbers))
        {
            return changed;
        }

        return cells is [{ } one] ? changed with { Value = one, Values = null } : changed with { Value = null, Values = cells.Count == 0 ? null : cells };

        int? Wrong(string field, string key)
        {
            wrong(field, key, []);
            return null;
        }
    }

    /// <summary>A number that may be left out; one that was not changed stays as it was written.</summary>
    internal static Cell? One(string field, string? written, Cell? before, Action<string, string, object[]> wrong)
    {
        if (Normal(written) == Normal(before is { } cell ? Write(cell) : null))
        {
            return before;
        }

        if (Typed(written) is not { } text)
        {
            return null;
        }

        if (CellOf(text) is { } read)
        {
            return read;
        }

        wrong(field, "NumbersInvalid", [text]);
        return before;
    }

    private static Cell? CellOf(string written)
    {
        var percent = written.EndsWith('%');
        return decimal.TryParse(percent ? written[..^1] : written, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            && Math.Abs(number) <= Cell.Most
            ? percent ? new Cell(number / 100, JsonSerializer.Serialize(written)) : Cell.Of(number)
            : null;
    }

    private List<Cell?> Cells(Action<string, string, object[]> wrong)
    {
        List<Cell?> cells = [];
        foreach (var written in Normal(Numbers).Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (written == ByFormula)
            {
                cells.Add(null);
            }
            else if (CellOf(written) is { } cell)
            {
                cells.Add(cell);
            }
            else
            {
                wrong(nameof(Numbers), "NumbersInvalid", [written]);
                return [];
            }
        }

        return cells;
    }

    private static IEnumerable<string?> AllOf(RowText row) =>
        [Typed(row.Label), Typed(row.Unit), Normal(row.Numbers), Typed(row.Formula), Typed(row.Decimals), row.Round.ToString(), Typed(row.Initial), Typed(row.First)];

    private static string Normal(string? numbers) => string.Join(' ', (numbers ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static string? Typed(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    internal static string Written(Cell cell) => Write(cell);

    private static string Write(Cell cell) => cell.IsPercent ? JsonSerializer.Deserialize<string>(cell.Text)! : cell.Text;
}
