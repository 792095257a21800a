using Microsoft.Extensions.Localization;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Exports;
using ValuePortal.Platform.Metrics;
using ValuePortal.Usage.Adoption.Annotations;
using ValuePortal.Usage.Adoption.Changes;
using ValuePortal.Usage.Reports;

namespace ValuePortal.Usage.Adoption;

/// <summary>What changed in a range, and what happened meanwhile, as files with the sentences of the page.</summary>
public sealed class ExportTimeLine(
    ReadUsageReport reports, ReadChanges changes, ChangeSentences sentences, ListAnnotations annotations, WriteExport write,
    IStringLocalizer<AdoptionWords> text, IStringLocalizer<UsageWords> usage)
{
    public async Task<Outcome<WriteExport.File>> ChangesAsync(Viewer viewer, ReadUsageReport.Input input, ExportFormat format, CancellationToken ct = default)
    {
        if (!(await reports.RunAsync(viewer, input with { Compare = Comparison.None }, ct)).Is(out var report, out var refused))
        {
            return refused;
        }

        var table = Table(report, text["WhatChanged"], AdoptionMetrics.Change, [usage["From"], usage["To"], text["WhatChanged"], text["OutsideUsual"], usage["Feature"]]);
        foreach (var change in await changes.RunAsync(viewer, report.Range, ct))
        {
            table.Row(change.Days.From, change.Days.To, sentences.Of(change), change.Feature is null ? decimal.Round(change.Outside, 4) : null, change.Feature?.Name);
        }

        return await write.RunAsync(viewer, "what changed", table, format, ct);
    }

    public async Task<Outcome<WriteExport.File>> AnnotationsAsync(Viewer viewer, ReadUsageReport.Input input, ExportFormat format, CancellationToken ct = default)
    {
        if (!(await reports.RunAsync(viewer, input with { Compare = Comparison.None }, ct)).Is(out var report, out var refused))
        {
            return refused;
        }

        var table = Table(report, text["OnTheTimeLine"], AdoptionMetrics.Effect, [text["OnDay"], text["Kind"], text["WhatHappened"], text["MeanBefore"], text["MeanAfter"]]);
        foreach (var row in await annotations.RunAsync(viewer, report.Range, ct))
        {
            table.Row(row.Day, text["Kind_" + row.Kind].Value, row.Text, Rounded(row.Effect?.Before), Rounded(row.Effect?.After));
        }

        return await write.RunAsync(viewer, "time line", table, format, ct);
    }

    private static ExportTable Table(UsageReport report, string title, Metric metric, IReadOnlyList<string> heads) =>
        new(report.AccountName, title, report.Range.From, report.Range.To, report.TimeZone, [metric]) { Heads = heads };

    private static decimal? Rounded(decimal? value) => value is { } known ? decimal.Round(known, 4) : null;
}
