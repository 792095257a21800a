using Microsoft.Extensions.Localization;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Text;
using ValuePortal.Usage;
using ValuePortal.Usage.Pages;
using ValuePortal.Usage.Reports;

namespace ValuePortal.Reviews.Snapshots;

/// <summary>The usage of a review's period, compared with the equally long one before it.</summary>
public sealed class GatherUsage(ReadUsageReport usage, Days days, IStringLocalizer<UsageWords> usageWords, IStringLocalizer<ReviewsWords> words)
{
    private const int MostFeatures = 8;

    /// <param name="Compared">Null when nothing is known of those days.</param>
    internal sealed record Gathered(UsagePart Part, DayRange? Compared, ReviewTile ActiveUsers);

    /// <returns>A refusal when there are no data in the period.</returns>
    internal async Task<Outcome<Gathered>> RunAsync(Viewer viewer, DayRange period, DayRange? comparedWith, FigureWriter write, CancellationToken ct)
    {
        if (!(await usage.RunAsync(viewer, new ReadUsageReport.Input(period.From, period.To, Comparison.None, comparedWith), ct)).Is(out var report, out var refusal))
        {
            return refusal;
        }

        if (report is not { Now.ActiveDays: > 0, DataUntil: { } until })
        {
            return new Refusal.Invalid(words["NoDataInPeriod"], new Dictionary<string, string[]> { [nameof(DraftText.Input.From)] = [words["NoDataInPeriod"]] });
        }

        // Days before the first event are unknown, not zero.
        var compared = report.ComparedWith is { } earlier && earlier.To >= report.DataFrom ? earlier : (DayRange?)null;
        var shown = compared is null ? report with { ComparedWith = null, Then = null, ThenPoints = [] } : report;
        var tiles = new[]
        {
            (Metric: UsageMetrics.ActiveUsers, Figure: (Func<UsageFigures, decimal>)(figures => figures.ActiveUsers)),
            (UsageMetrics.Events, figures => figures.Events),
            (UsageMetrics.FeaturesUsed, figures => figures.FeaturesUsed),
            (UsageMetrics.ActiveDays, figures => figures.ActiveDays),
        }.Select(tile => write.Compared(
            tile.Metric, tile.Figure(shown.Now), shown.Then is { } then ? tile.Figure(then) : null,
            shown.Then is { } before ? words["BeforeNow", tile.Metric.Display(tile.Figure(before))] : words["NothingBefore"])).ToList();
        var part = new UsagePart(
            until,
            words["DataUntil", days.WithYear(until)],
            tiles,
            [Chart(shown, TrendSeries.Events), Chart(shown, TrendSeries.Users)],
            [.. shown.Features.Take(MostFeatures).Select(feature => new FeatureRow(
                feature.Name, feature.Key, write.Of(UsageMetrics.FeatureEvents, feature.Events), write.Of(UsageMetrics.FeatureUsers, feature.Users)))]);
        return new Gathered(part, compared, tiles[0]);
    }

    private ReviewChart Chart(UsageReport report, TrendSeries series)
    {
        var trend = new UsageTrend(report, series, usageWords, days);
        return FigureWriter.Chart(trend.Metric, trend.Title, trend.Finding, trend.Chart, trend.Rows.Select(row => trend.Name(row.Point)), trend.Metric.Display);
    }
}
