using System.Globalization;
using CsvHelper;
using ValuePortal.Platform.Text;
using ValuePortal.Usage.Intake;

namespace ValuePortal.Usage.Import;

/// <summary>The file beside an imported one that names each line that was not taken. It is made when there is one.</summary>
internal sealed class RefusedLines(string file) : IDisposable
{
    private StreamWriter? text;
    private CsvWriter? csv;

    public bool Any => csv is not null;

    public void Add(ImportUsage.NotStored line)
    {
        if (csv is null)
        {
            text = new StreamWriter(file);
            csv = CsvText.To(text);
            csv.WriteRecord(["line", "verdict", "reason", "messageId"]);
        }

        csv.WriteRecord([
            line.Line.ToString(CultureInfo.InvariantCulture),
            line.Verdict is Verdict.Ignored ? "ignored" : "refused",
            line.Reason,
            line.MessageId ?? "",
        ]);
    }

    public void Dispose()
    {
        csv?.Dispose();
        text?.Dispose();
    }
}
