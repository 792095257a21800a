using System.Globalization;
using System.Text;
using CsvHelper;

namespace ValuePortal.Platform.Text;

/// <summary>
/// Comma-separated values as RFC 4180 has them, figures and days in the invariant form. Text that a spreadsheet would take for a
/// formula gets an apostrophe in front; numbers stay numbers.
/// </summary>
public sealed class CsvFile : IDisposable
{
    public const string ContentType = "text/csv; charset=utf-8";

    /// <summary>
    /// The signs a formula may begin with, their full-width forms included, and the blanks that hide one. The library's own guard
    /// knows neither the line feed nor the full-width signs.
    /// </summary>
    private const string FormulaSigns = "=+-@\t\r\n＝＋－＠";

    private readonly StringWriter text = new(CultureInfo.InvariantCulture);
    private readonly CsvWriter csv;

    /// <param name="newLine">CR LF for spreadsheets; programs prefer LF.</param>
    public CsvFile(string newLine = "\r\n") => csv = CsvWriter.Create(text, CsvWriterOptions.Default with { NewLine = newLine }, leaveOpen: true);

    /// <summary>Adds a line. Cells are text, whole numbers, decimals, days, or null for an empty cell.</summary>
    public CsvFile Row(params object?[] cells)
    {
        csv.WriteRecord([.. cells.Select(Cell)]);
        return this;
    }

    /// <summary>The file with the byte order mark by which spreadsheets know UTF-8.</summary>
    public byte[] ToBytes() => [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(ToString())];

    public override string ToString()
    {
        csv.Flush();
        return text.ToString();
    }

    public void Dispose()
    {
        csv.Dispose();
        text.Dispose();
    }

    /// <summary>Whether a spreadsheet would take a text for a formula.</summary>
    internal static bool LooksLikeFormula(string words) => words.Length > 0 && FormulaSigns.Contains(words[0]);

    private static string Cell(object? value) => value switch
    {
        null => "",
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        int or long or decimal => ((IFormattable)value).ToString(null, CultureInfo.InvariantCulture),
        string words => LooksLikeFormula(words) ? "'" + words : words,
        _ => throw new ArgumentOutOfRangeException(nameof(value), value, "A cell holds text, a number or a day."),
    };
}
