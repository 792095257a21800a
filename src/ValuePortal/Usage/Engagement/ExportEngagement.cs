using System.Globalization;
using Microsoft.Extensions.Localization;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Audit;
using ValuePortal.Platform.Text;
using ValuePortal.Usage.Reports;

namespace ValuePortal.Usage.Engagement;

/// <summary>
/// The tables of the reports on people as files, with the rows of the pages; what is not known is an empty cell. Each export is a line
/// in the audit log.
/// </summary>
public sealed class ExportEngagement(
    ReadEngagement engagement, ReadRetention retention, ListPeople people, AuditLog audit, IStringLocalizer<EngagementWords> text)
{
    public sealed record Export(string FileName, byte[] Content);

    public async Task<Outcome<Export>> RollingAsync(Viewer viewer, ReadEngagement.Input input, CancellationToken ct = default) =>
        (await engagement.RunAsync(viewer, input, ct)).Is(out var report, out var refused)
            ? await DoneAsync(viewer, "active people", report.Reach, report.Range, file => Rolling(file, report), ct)
            : refused;

    public async Task<Outcome<Export>> FrequencyAsync(Viewer viewer, ReadEngagement.Input input, CancellationToken ct = default) =>
        (await engagement.RunAsync(viewer, input, ct)).Is(out var report, out var refused)
            ? await DoneAsync(viewer, "active days", report.Reach, report.Range, file => Bins(file, report.Frequency), ct)
            : refused;

    public async Task<Outcome<Export>> PowerAsync(Viewer viewer, ReadEngagement.Input input, CancellationToken ct = default) =>
        (await engagement.RunAsync(viewer, input, ct)).Is(out var report, out var refused)
            ? await DoneAsync(
                viewer, "active days of a month", report.Reach, new(report.Power.Month, Buckets.EndOf(Bucket.Month, report.Power.Month)), file => Bins(file, report.Power.Bins), ct)
            : refused;

    public async Task<Outcome<Export>> LifeAsync(Viewer viewer, ReadRetention.Input input, CancellationToken ct = default) =>
        (await retention.RunAsync(viewer, input, ct)).Is(out var report, out var refused)
            ? await DoneAsync(viewer, "new and returning people", report.Reach, report.Range, file => Life(file, report), ct)
            : refused;

    public async Task<Outcome<Export>> CohortsAsync(Viewer viewer, ReadRetention.Input input, CancellationToken ct = default) =>
        (await retention.RunAsync(viewer, input, ct)).Is(out var report, out var refused)
            ? await DoneAsync(viewer, "cohorts", report.Reach, report.Range, file => Cohorts(file, report), ct)
            : refused;

    /// <summary>All people that the search finds, not one page of them; refused while the list is hidden.</summary>
    public async Task<Outcome<Export>> PeopleAsync(Viewer viewer, ListPeople.Input input, CancellationToken ct = default)
    {
        if (!(await people.RunAsync(viewer, input with { Page = 0 }, ct)).Is(out var found, out var refused))
        {
            return refused;
        }

        return found.AreShown
            ? await DoneAsync(viewer, "people", found.Reach, found.Range, file => People(file, found), ct)
            : new Refusal.NotAllowed(text["ListIsHidden"]);
    }

    private void Rolling(CsvFile file, EngagementReport report)
    {
        string[] heads = [text["Day"], text["Window_Day"], text["Window_Week"], text["Window_Month"]];
        string[] thenHeads = [text["ThenDay"], text["Then_Day"], text["Then_Week"], text["Then_Month"]];
        file.Row([.. heads, .. report.ComparedWith is null ? [] : thenHeads]);
        foreach (var (i, point) in report.Points.Index())
        {
            file.Row([.. Cells(point), .. report.ComparedWith is null ? [] : Cells(report.ThenPoints[i])]);
        }

        static object?[] Cells(RollingPoint point) =>
            [point.Day, point.Daily is { } daily ? decimal.Round(daily.Value, 2) : null, point.Weekly?.Value, point.Monthly?.Value];
    }

    private void Bins(CsvFile file, IReadOnlyList<DaysBin> bins)
    {
        file.Row(text["DaysFrom"].Value, text["DaysTo"].Value, text["People"].Value);
        foreach (var bin in bins)
        {
            file.Row(bin.From, bin.To, bin.People);
        }
    }

    private void Life(CsvFile file, RetentionReport report)
    {
        file.Row(
            text["FirstDay"].Value, text["LastDay"].Value, text["Life_Returning"].Value, text["Life_Resurrected"].Value, text["Life_New"].Value, text["Active"].Value, text["Life_WentQuiet"].Value);
        foreach (var (start, life) in report.Periods)
        {
            file.Row(start, life?.Days.To ?? Buckets.EndOf(report.Unit, start), life?.Returning, life?.Resurrected, life?.New, life?.Active, life?.WentQuiet);
        }
    }

    private void Cohorts(CsvFile file, RetentionReport report)
    {
        file.Row(text["FirstDay"].Value, text["People"].Value, text["Number_" + report.Unit].Value, text["Rule_Bracket"].Value, text["Rule_Rolling"].Value);
        foreach (var cohort in report.Cohorts)
        {
            foreach (var (number, cell) in cohort.Cells.Index())
            {
                file.Row(cohort.Start, cohort.People, number, cell.Bracket, cell.Rolling);
            }
        }
    }

    private void People(CsvFile file, ListPeople.People found)
    {
        file.Row(
            text["PersonId"].Value, text["Name"].Value, text["LastActive"].Value, text["ActiveDays"].Value, text["Events"].Value, text["Features"].Value, text["Status"].Value);
        foreach (var row in found.Rows)
        {
            file.Row(row.ExternalId, row.Name, row.LastActiveOn, row.ActiveDays, row.Events, row.Features, text["Status_" + row.Status].Value);
        }
    }

    private async Task<Outcome<Export>> DoneAsync(
        Viewer viewer, string what, ReadActivity.Reach reach, DayRange range, Action<CsvFile> write, CancellationToken ct)
    {
        using var file = new CsvFile();
        write(file);
        var days = string.Create(CultureInfo.InvariantCulture, $"{range.From:yyyy-MM-dd} {range.To:yyyy-MM-dd}");
        await audit.WriteAsync(viewer, AuditAction.Exported, $"usage {what} {days}", ct: ct);
        return new Export($"{reach.AccountName} {what} {days}.csv", file.ToBytes());
    }
}
