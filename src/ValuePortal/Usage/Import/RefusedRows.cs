using System.Text;
using ValuePortal.Platform.Text;

namespace ValuePortal.Usage.Import;

/// <summary>The file beside an imported table that repeats each row that was not taken, with its number and the reason. It is made when there is one.</summary>
internal sealed class RefusedRows(string file) : IDisposable
{
    private StreamWriter? text;

    public bool Any => text is not null;

    public void Add(ImportUsageTable.NotStored refused)
    {
        using var row = new CsvFile();
        if (text is null)
        {
            text = new StreamWriter(file, append: false, Encoding.UTF8);
            row.Row(["row", "reason", .. refused.Headings]);
        }

        row.Row([refused.Row, refused.Reason, .. refused.Cells]);
        text.Write(row.ToString());
    }

    public void Dispose() => text?.Dispose();
}
