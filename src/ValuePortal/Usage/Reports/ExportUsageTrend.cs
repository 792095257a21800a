using Microsoft.Extensions.Localization;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Audit;
using ValuePortal.Platform.Text;

namespace ValuePortal.Usage.Reports;

/// <summary>The table of the trend as a file, with the rows of the page. Each export is a line in the audit log.</summary>
public sealed class ExportUsageTrend(ReadUsageReport read, AuditLog audit, IStringLocalizer<UsageWords> text)
{
    public sealed record Export(string FileName, byte[] Content);

    public async Task<Outcome<Export>> RunAsync(Viewer viewer, ReadUsageReport.Input input, CancellationToken ct = default)
    {
        if (!(await read.RunAsync(viewer, input, ct)).Is(out var report, out var refused))
        {
            return refused;
        }

        await audit.WriteAsync(viewer, AuditAction.Exported, $"usage trend {report.Range.From:yyyy-MM-dd} {report.Range.To:yyyy-MM-dd}", ct: ct);
        return new Export($"{report.AccountName} {report.Range.From:yyyy-MM-dd} {report.Range.To:yyyy-MM-dd}.csv", Write(report).ToBytes());
    }

    private CsvFile Write(UsageReport report)
    {
        var compares = report.ComparedWith is not null;
        string[] heads = [text["From"], text["To"], text["Events"], text["ActiveUsers"]];
        string[] thenHeads = [text["ThenFrom"], text["ThenTo"], text["ThenEvents"], text["ThenActiveUsers"]];
        var file = new CsvFile().Row([.. heads, .. compares ? thenHeads : []]);
        foreach (var row in TrendRow.Of(report))
        {
            object?[] cells = [row.Point.Start, row.Point.End, row.Events, row.ActiveUsers];
            object?[] thenCells = [row.Then?.Start, row.Then?.End, row.ThenEvents, row.ThenActiveUsers];
            file.Row([.. cells, .. compares ? thenCells : []]);
        }

        return file;
    }
}
