using Microsoft.Extensions.Localization;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Exports;

namespace ValuePortal.Usage.Reports;

/// <summary>All features as a file: those used in the range, most used first, then those never used. The page lists the ends of it.</summary>
public sealed class ExportUsageFeatures(ReadUsageReport read, WriteExport write, IStringLocalizer<UsageWords> text)
{
    public async Task<Outcome<WriteExport.File>> RunAsync(Viewer viewer, ReadUsageReport.Input input, ExportFormat format, CancellationToken ct = default)
    {
        if (!(await read.RunAsync(viewer, input, ct)).Is(out var report, out var refused))
        {
            return refused;
        }

        var table = new ExportTable(
            report.AccountName, text["Feature"], report.Range.From, report.Range.To, report.TimeZone, [UsageMetrics.FeatureEvents, UsageMetrics.FeatureUsers])
        {
            Heads = [text["Feature"], text["Events"], text["People"], text["LastUsed"]],
        };
        foreach (var feature in report.Features.Concat(report.NeverUsed))
        {
            table.Row(feature.Name, feature.Events, feature.Users, feature.LastUsedOn);
        }

        return await write.RunAsync(viewer, "usage features", table, format, ct);
    }
}
