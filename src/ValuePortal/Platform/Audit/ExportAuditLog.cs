using System.Globalization;
using Microsoft.Extensions.Localization;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Text;

namespace ValuePortal.Platform.Audit;

/// <summary>The lines that the page shows as a CSV file, with the end of the chain in its last row. Taking it along is a line of its own.</summary>
public sealed class ExportAuditLog(ReadAuditLog read, AuditLog audit, IStringLocalizer<AuditWords> text)
{
    public async Task<Outcome<byte[]>> RunAsync(Viewer viewer, ReadAuditLog.Input input, CancellationToken ct = default)
    {
        if (!(await read.RunAsync(viewer, input with { Older = null }, ReadAuditLog.MostInFile, ct)).Is(out var page, out var refusal))
        {
            return refusal;
        }

        using var file = new CsvFile();
        file.Row(text["Time"].Value, text["Who"].Value, text["Side"].Value, text["What"].Value, text["Details"].Value, text["Address"].Value);
        foreach (var line in page.Lines)
        {
            file.Row(
                line.At.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture), line.Who,
                line.OfVendor switch { true => text["OfVendor"].Value, false => text["OfCustomer"].Value, _ => "" }, line.What, line.Detail, line.Address);
        }

        if (page.Last is var (number, hash))
        {
            file.Row(text["Seal", number, hash].Value, "", "", "", "", "");
        }

        await audit.WriteAsync(viewer, AuditAction.Exported, "audit log", input.Account ?? AccountScope.NoAccount, ct);
        return file.ToBytes();
    }
}
