using System.Globalization;
using Microsoft.Extensions.Localization;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Audit;
using ValuePortal.Platform.Text;

namespace ValuePortal.Usage.Reports;

/// <summary>The table of the trend as a file, with the rows of the page; a gap is an empty cell. Each export is a line in the audit log.</summary>
public sealed class ExportUsageTrend(ReadUsageReport read, AuditLog audit, IStringLocalizer<UsageWords> text)
{
    public sealed record Export(string FileName, byte[] Content);

    public async Task<Outcome<Export>> RunAsync(Viewer viewer, ReadUsageReport.Input input, CancellationToken ct = default)
    {
        if (!(await read.RunAsync(viewer, input, ct)).Is(out var report, out var refused))
        {
            return refused;
        }

        await audit.WriteAsync(viewer, AuditAction.Exported, $"usage trend {Iso(report.Range.From)} {Iso(report.Range.To)}", ct: ct);
        return new Export($"{report.AccountName} {Iso(report.Range.From)} {Iso(report.Range.To)}.csv", Write(report));
    }

    private byte[] Write(UsageReport report)
    {
        var compares = report.ComparedWith is not null;
        using var file = new CsvFile();
        object?[] heads = [text["From"].Value, text["To"].Value, text["Events"].Value, text["ActiveUsers"].Value];
        object?[] thenHeads = [text["ThenFrom"].Value, text["ThenTo"].Value, text["ThenEvents"].Value, text["ThenActiveUsers"].Value];
        file.Row([.. heads, .. compares ? thenHeads : []]);
        foreach (var row in TrendRow.Of(report))
        {
            object?[] now = [row.Point.Start, row.Point.End, row.Events, row.ActiveUsers];
            object?[] then = [row.Then?.Start, row.Then?.End, row.ThenEvents, row.ThenActiveUsers];
            file.Row([.. now, .. compares ? then : []]);
        }

        return file.ToBytes();
    }

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
