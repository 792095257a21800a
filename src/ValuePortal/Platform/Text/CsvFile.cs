using System.Globalization;
using System.Text;

namespace ValuePortal.Platform.Text;

/// <summary>
/// A CSV file for spreadsheets: RFC 4180, UTF-8 with a byte order mark, figures and days in the invariant form. Text that a
/// spreadsheet would take for a formula gets an apostrophe in front; numbers stay numbers.
/// </summary>
public sealed class CsvFile
{
    public const string ContentType = "text/csv; charset=utf-8";

    /// <summary>The signs a formula may begin with, their full-width forms included, and the blanks that hide one.</summary>
    private const string FormulaSigns = "=+-@\t\r\n＝＋－＠";

    private readonly StringBuilder lines = new();

    /// <summary>Adds a line. Cells are text, whole numbers, decimals, days, or null for an empty cell.</summary>
    public CsvFile Row(params object?[] cells)
    {
        lines.AppendJoin(',', cells.Select(Cell)).Append("\r\n");
        return this;
    }

    public byte[] ToBytes() => [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(lines.ToString())];

    private static string Cell(object? value) => value switch
    {
        null => "",
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        int or long or decimal => ((IFormattable)value).ToString(null, CultureInfo.InvariantCulture),
        string text => Quoted(text.Length > 0 && FormulaSigns.Contains(text[0]) ? "'" + text : text),
        _ => throw new ArgumentOutOfRangeException(nameof(value), value, "A cell holds text, a number or a day."),
    };

    private static string Quoted(string text) =>
        text.AsSpan().IndexOfAny(",\"\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
