using Microsoft.Extensions.Localization;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Exports;
using ValuePortal.Platform.Metrics;
using ValuePortal.Usage.Reports;

namespace ValuePortal.Usage.Engagement;

/// <summary>The tables of the reports on people as files, with the rows of the pages; what is not known is an empty cell.</summary>
public sealed class ExportEngagement(
    ReadEngagement engagement, ReadRetention retention, ListPeople people, WriteExport write, IStringLocalizer<EngagementWords> text)
{
    public async Task<Outcome<WriteExport.File>> RollingAsync(Viewer viewer, ReadEngagement.Input input, ExportFormat format, CancellationToken ct = default) =>
        (await engagement.RunAsync(viewer, input, ct)).Is(out var report, out var refused)
            ? await write.RunAsync(viewer, "usage active people", Rolling(report), format, ct)
            : refused;

    public async Task<Outcome<WriteExport.File>> FrequencyAsync(Viewer viewer, ReadEngagement.Input input, ExportFormat format, CancellationToken ct = default) =>
        (await engagement.RunAsync(viewer, input, ct)).Is(out var report, out var refused)
            ? await write.RunAsync(
                viewer, "usage active days", Bins(report.Reach, "FrequencyTable", report.Range, EngagementMetrics.FrequencyPeople, report.Frequency), format, ct)
            : refused;

    public async Task<Outcome<WriteExport.File>> PowerAsync(Viewer viewer, ReadEngagement.Input input, ExportFormat format, CancellationToken ct = default)
    {
        if (!(await engagement.RunAsync(viewer, input, ct)).Is(out var report, out var refused))
        {
            return refused;
        }

        var month = new DayRange(report.Power.Month, Buckets.EndOf(Bucket.Month, report.Power.Month));
        return await write.RunAsync(
            viewer, "usage active days of a month", Bins(report.Reach, "PowerTable", month, EngagementMetrics.PowerPeople, report.Power.Bins), format, ct);
    }

    public async Task<Outcome<WriteExport.File>> LifeAsync(Viewer viewer, ReadRetention.Input input, ExportFormat format, CancellationToken ct = default) =>
        (await retention.RunAsync(viewer, input, ct)).Is(out var report, out var refused)
            ? await write.RunAsync(viewer, "usage new and returning people", Life(report), format, ct)
            : refused;

    public async Task<Outcome<WriteExport.File>> CohortsAsync(Viewer viewer, ReadRetention.Input input, ExportFormat format, CancellationToken ct = default) =>
        (await retention.RunAsync(viewer, input, ct)).Is(out var report, out var refused)
            ? await write.RunAsync(viewer, "usage cohorts", Cohorts(report), format, ct)
            : refused;

    /// <summary>All people that the search finds, not one page of them; refused while the list is hidden.</summary>
    public async Task<Outcome<WriteExport.File>> PeopleAsync(Viewer viewer, ListPeople.Input input, ExportFormat format, CancellationToken ct = default)
    {
        if (!(await people.RunAsync(viewer, input with { Page = 0 }, ct)).Is(out var found, out var refused))
        {
            return refused;
        }

        return found.AreShown
            ? await write.RunAsync(viewer, "usage people", People(found), format, ct)
            : new Refusal.NotAllowed(text["ListIsHidden"]);
    }

    private ExportTable Rolling(EngagementReport report)
    {
        string[] heads = [text["Day"], text["Window_Day"], text["Window_Week"], text["Window_Month"]];
        string[] thenHeads = [text["ThenDay"], text["Then_Day"], text["Then_Week"], text["Then_Month"]];
        var table = Table(
            report.Reach, "RollingTable", report.Range, [EngagementMetrics.Daily, EngagementMetrics.Weekly, EngagementMetrics.Monthly],
            [.. heads, .. report.ComparedWith is null ? [] : thenHeads]);
        foreach (var (i, point) in report.Points.Index())
        {
            table.Row([.. Cells(point), .. report.ComparedWith is null ? [] : Cells(report.ThenPoints[i])]);
        }

        return table;

        static object?[] Cells(RollingPoint point) =>
            [point.Day, point.Daily is { } daily ? decimal.Round(daily.Value, 2) : null, point.Weekly?.Value, point.Monthly?.Value];
    }

    private ExportTable Bins(ReadActivity.Reach reach, string title, DayRange range, Metric metric, IReadOnlyList<DaysBin> bins)
    {
        var table = Table(reach, title, range, [metric], text["DaysFrom"], text["DaysTo"], text["People"]);
        foreach (var bin in bins)
        {
            table.Row(bin.From, bin.To, bin.People);
        }

        return table;
    }

    private ExportTable Life(RetentionReport report)
    {
        var table = Table(
            report.Reach, "LifeTable", report.Range,
            [EngagementMetrics.Returning, EngagementMetrics.Resurrected, EngagementMetrics.New, EngagementMetrics.PeriodPeople, EngagementMetrics.WentQuiet],
            text["FirstDay"], text["LastDay"], text["Life_Returning"], text["Life_Resurrected"], text["Life_New"], text["Active"], text["Life_WentQuiet"]);
        foreach (var (start, life) in report.Periods)
        {
            table.Row(start, life?.Days.To ?? Buckets.EndOf(report.Unit, start), life?.Returning, life?.Resurrected, life?.New, life?.Active, life?.WentQuiet);
        }

        return table;
    }

    private ExportTable Cohorts(RetentionReport report)
    {
        var table = Table(
            report.Reach, "CohortTable", report.Range, [EngagementMetrics.CohortPeople, EngagementMetrics.RetentionBracket, EngagementMetrics.RetentionRolling],
            text["FirstDay"], text["People"], text["Number_" + report.Unit], text["Rule_Bracket"], text["Rule_Rolling"]);
        foreach (var cohort in report.Cohorts)
        {
            foreach (var (number, cell) in cohort.Cells.Index())
            {
                table.Row(cohort.Start, cohort.People, number, cell.Bracket, cell.Rolling);
            }
        }

        return table;
    }

    private ExportTable People(ListPeople.People found)
    {
        var table = Table(
            found.Reach, "PeopleTable", found.Range, [EngagementMetrics.PersonDays, EngagementMetrics.PersonEvents, EngagementMetrics.PersonFeatures],
            text["PersonId"], text["Name"], text["LastActive"], text["ActiveDays"], text["Events"], text["Features"], text["Status"]);
        foreach (var row in found.Rows)
        {
            table.Row(row.ExternalId, row.Name, row.LastActiveOn, row.ActiveDays, row.Events, row.Features, text["Status_" + row.Status].Value);
        }

        return table;
    }

    private ExportTable Table(ReadActivity.Reach reach, string title, DayRange range, IReadOnlyList<Metric> metrics, params string[] heads) =>
        new(reach.AccountName, text[title], range.From, range.To, reach.TimeZone, metrics) { Heads = heads };
}
