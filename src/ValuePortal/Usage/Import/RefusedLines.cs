using System.Text;
using ValuePortal.Platform.Text;
using ValuePortal.Usage.Intake;

namespace ValuePortal.Usage.Import;

/// <summary>The file beside an imported one that names each line that was not taken. It is made when there is one.</summary>
internal sealed class RefusedLines(string file) : IDisposable
{
    private StreamWriter? text;

    public bool Any => text is not null;

    public void Add(ImportUsage.NotStored line)
    {
        using var row = new CsvFile();
        if (text is null)
        {
            text = new StreamWriter(file, append: false, Encoding.UTF8);
            row.Row("line", "verdict", "reason", "messageId");
        }

        row.Row(line.Line, line.Verdict is Verdict.Ignored ? "ignored" : "refused", line.Reason, line.MessageId);
        text.Write(row.ToString());
    }

    public void Dispose() => text?.Dispose();
}
