using System.Globalization;
using System.Text;
using CsvHelper;

namespace ValuePortal.Platform.Tables;

/// <summary>
/// A file of rows under a heading, read from the front: any usual separator, byte order mark and line end, quoted line breaks. A row is
/// numbered as a spreadsheet numbers it: the heading is row 1.
/// </summary>
internal sealed class TableFile : IDisposable
{
    /// <summary>A quote that is never closed must not take the rest of a large file for one cell.</summary>
    private const int MaxRowBytes = 1 << 20;

    private readonly HashSet<long> misquoted = [];
    private readonly CsvReader csv;

    /// <param name="file">It exists.</param>
    /// <param name="separator">Null: found by the first lines.</param>
    /// <param name="encoding">Null: by the byte order mark, else UTF-8.</param>
    public TableFile(string file, char? separator, Encoding? encoding)
    {
        csv = CsvReader.FromFile(file, CsvReaderOptions.Default with
        {
            Separator = separator,
            Encoding = encoding,
            SkipEmptyLines = false,
            MaxRecordSize = MaxRowBytes,
            OnMalformedRecord = record =>
            {
                misquoted.Add(record.RecordNumber);
                UnclosedIn = record.Reason is CsvMalformedReason.UnterminatedQuote ? record.RecordNumber : UnclosedIn;
            },
        });
        csv.ReadHeader();
        Headings = [.. csv.Headers];
    }

    /// <summary>Whether a file is packed, as workbooks are.</summary>
    public static bool IsWorkbook(string file)
    {
        using var stream = File.OpenRead(file);
        return stream.ReadByte() == 'P' && stream.ReadByte() == 'K';
    }

    public IReadOnlyList<string> Headings { get; }

    /// <summary>The row with a quote that is never closed, so that nobody knows where it ends.</summary>
    public long? UnclosedIn { get; private set; }

    public long Row => csv.RowNumber + 1;

    /// <summary>The cells of the row as text, without blanks around them.</summary>
    public string[] Cells { get; private set; } = [];

    public bool IsBlank => Array.TrueForAll(Cells, cell => cell.Length == 0);

    /// <summary>Why the row cannot be read at all; null when it can.</summary>
    public RowReason? Wrong =>
        misquoted.Contains(Row) ? new RowReason("Quotes")
        : Cells.Length != Headings.Count ? new RowReason("Cells", Cells.Length.ToString(CultureInfo.InvariantCulture), Headings.Count.ToString(CultureInfo.InvariantCulture))
        : Array.Exists(Cells, cell => cell.Contains('\uFFFD', StringComparison.Ordinal)) ? new RowReason("Encoding")
        : null;

    public bool Read()
    {
        if (!csv.Read())
        {
            return false;
        }

        Cells = new string[csv.FieldCount];
        for (var i = 0; i < Cells.Length; i++)
        {
            Cells[i] = csv.GetString(i).Trim();
        }

        return true;
    }

    /// <summary>The place of a column; -1 when there is none of that name.</summary>
    public int Find(string heading) => csv.TryGetFieldIndex(heading, out var place) ? place : -1;

    public void Dispose() => csv.Dispose();
}
