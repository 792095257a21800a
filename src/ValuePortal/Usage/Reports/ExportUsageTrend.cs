using Microsoft.Extensions.Localization;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Exports;

namespace ValuePortal.Usage.Reports;

/// <summary>The table of the trend as a file, with the rows of the page; a gap is an empty cell.</summary>
public sealed class ExportUsageTrend(ReadUsageReport read, WriteExport write, IStringLocalizer<UsageWords> text)
{
    public async Task<Outcome<WriteExport.File>> RunAsync(Viewer viewer, ReadUsageReport.Input input, ExportFormat format, CancellationToken ct = default) =>
        (await read.RunAsync(viewer, input, ct)).Is(out var report, out var refused)
            ? await write.RunAsync(viewer, "usage trend", TableOf(report), format, ct)
            : refused;

    private ExportTable TableOf(UsageReport report)
    {
        var compares = report.ComparedWith is not null;
        string[] heads = [text["From"], text["To"], text["Events"], text["ActiveUsers"]];
        string[] thenHeads = [text["ThenFrom"], text["ThenTo"], text["ThenEvents"], text["ThenActiveUsers"]];
        var table = new ExportTable(
            report.AccountName, text["Usage"], report.Range.From, report.Range.To, report.TimeZone, [UsageMetrics.Events, UsageMetrics.ActiveUsers])
        {
            Heads = [.. heads, .. compares ? thenHeads : []],
        };
        foreach (var row in TrendRow.Of(report))
        {
            object?[] now = [row.Point.Start, row.Point.End, row.Events, row.ActiveUsers];
            object?[] then = [row.Then?.Start, row.Then?.End, row.ThenEvents, row.ThenActiveUsers];
            table.Row([.. now, .. compares ? then : []]);
        }

        return table;
    }
}
