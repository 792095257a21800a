using Microsoft.Extensions.Localization;
using ValuePortal.Platform.Charts;
using ValuePortal.Platform.Text;
using ValuePortal.Usage.Reports;

namespace ValuePortal.Usage.Engagement;

/// <summary>Active people by day, week and month as a chart: bars, a line, and a line with its area, so that they differ without colour.</summary>
/// <param name="report">What is drawn.</param>
/// <param name="line">Which of the three is compared.</param>
/// <param name="text">The words.</param>
/// <param name="days">How days are written.</param>
public sealed class RollingChart(EngagementReport report, Window line, IStringLocalizer<EngagementWords> text, Days days)
{
    private static readonly (Window Window, Mark Mark, Tone Tone)[] s_series =
        [(Window.Month, Mark.Area, Tone.First), (Window.Week, Mark.Line, Tone.Second), (Window.Day, Mark.Bars, Tone.Third)];

    public string Title => text["RollingTitle_" + report.Bucket];

    /// <summary>The most people of thirty days, in words; says so when there are none.</summary>
    public string Finding
    {
        get
        {
            var best = report.Points.Where(point => point.Monthly?.Value > 0).MaxBy(point => point.Monthly!.Value.Value);
            return best is null ? text["NobodyActive"] : text["RollingMost", days.WithYear(best.Day), EngagementMetrics.Monthly.Display(best.Monthly!.Value.Value)];
        }
    }

    public IReadOnlyList<ChartSeries> Series =>
    [
        .. s_series.Select(series => new ChartSeries(NameOf(series.Window), series.Mark, series.Tone, [.. report.Points.Select(point => Point(point, series.Window))])),
        .. report.ComparedWith is not { } earlier ? Array.Empty<ChartSeries>() :
        [
            new ChartSeries(
                text["ThenLine_" + line, days.Range(earlier.From, earlier.To)], Mark.Line, Tone.Then,
                [.. report.ThenPoints.Select(point => new ChartPoint((double?)point.Of(line)?.Value))]),
        ],
    ];

    public Drawing Draw(Extent extent) => new TrendChart(
        Series, [.. report.Points.Select(Label)], [.. report.Points.Select(Hint)], value => EngagementMetrics.Monthly.Display((decimal)value)).Draw(extent);

    /// <summary>A day, or the bucket that ends with it.</summary>
    public string NameOf(RollingPoint point) => report.Bucket is Bucket.Day ? days.WithYear(point.Day) : text["UntilDay", days.WithYear(point.Day)];

    public string NameOf(Window window) => text[window is Window.Day && report.Bucket is not Bucket.Day ? "Window_DayMean" : "Window_" + window];

    private static ChartPoint Point(RollingPoint point, Window window) =>
        point.Of(window) is { } reading ? new ChartPoint((double)reading.Value, !reading.Whole) : new ChartPoint(null);

    private string Label(RollingPoint point) => report.Bucket is Bucket.Month ? days.Month(point.Day) : days.WithoutYear(point.Day);

    private string Hint(RollingPoint point) => point.Monthly is null
        ? text["HintNoData", NameOf(point)]
        : text["RollingHint", NameOf(point), Write(point, Window.Day), Write(point, Window.Week), Write(point, Window.Month)];

    private static string Write(RollingPoint point, Window window) => point.Of(window) is { } reading ? EngagementMetrics.Of(window).Display(reading.Value) : "–";
}
