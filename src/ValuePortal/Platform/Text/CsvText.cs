using CsvHelper;

namespace ValuePortal.Platform.Text;

/// <summary>
/// Comma-separated values as RFC 4180 has them, safe to open in a spreadsheet: a cell that a spreadsheet would calculate gets an
/// apostrophe in front.
/// </summary>
public static class CsvText
{
    private static readonly CsvWriterOptions s_options = CsvWriterOptions.Default with
    {
        Injection = CsvInjection.Escape,
        InjectionCharacters = "=+-@\t\r\n＝＋－＠",
        InjectionEscape = '\'',
    };

    /// <summary>A writer with line ends of RFC 4180 (CR LF), or of programs (LF).</summary>
    public static CsvWriter To(TextWriter text, string newLine = "\r\n") => CsvWriter.Create(text, s_options with { NewLine = newLine }, leaveOpen: true);

    /// <summary>A heading and rows as one text.</summary>
    public static string Of(string[] heading, IEnumerable<string[]> rows, string newLine = "\r\n")
    {
        using var text = new StringWriter(System.Globalization.CultureInfo.InvariantCulture);
        using (var csv = To(text, newLine))
        {
            csv.WriteRecord(heading);
            foreach (var row in rows)
            {
                csv.WriteRecord(row);
            }
        }

        return text.ToString();
    }
}
