using Microsoft.Extensions.Localization;
using ValuePortal.Platform.Charts;
using ValuePortal.Platform.Metrics;
using ValuePortal.Platform.Text;
using ValuePortal.Usage.Adoption.Annotations;
using ValuePortal.Usage.Reports;

namespace ValuePortal.Usage.Pages;

/// <summary>The trend of a report as a chart: its series, its words, and what it finds.</summary>
public sealed class UsageTrend(UsageReport report, TrendSeries show, IStringLocalizer<UsageWords> text, Days days)
{
    /// <summary>What happened on the days of the range.</summary>
    public IReadOnlyList<ListAnnotations.Row> Annotations { get; init; } = [];

    public IReadOnlyList<TrendRow> Rows { get; } = TrendRow.Of(report);

    public Metric Metric => show is TrendSeries.Users ? UsageMetrics.ActiveUsers : UsageMetrics.Events;

    public string Title => text[$"Trend_{show}_{report.Bucket}"];

    /// <summary>The highest point in words; says so when there is none.</summary>
    public string Finding
    {
        get
        {
            var best = Rows.Where(row => Value(row) > 0).MaxBy(Value);
            return best is null
                ? text["TrendNothing"]
                : text[$"TrendMost_{show}_{report.Bucket}", Name(best.Point), Metric.Display(Value(best) ?? 0)];
        }
    }

    public TrendChart Chart => new(Series, [.. Rows.Select(row => Label(row.Point))], [.. Rows.Select(Hint)], value => Metric.Display((decimal)value))
    {
        Marks = TimeLineMarks.Of([.. Rows.Select(row => row.Point)], Annotations),
    };

    public IReadOnlyList<ChartSeries> Series
    {
        get
        {
            var now = new ChartSeries(
                days.Range(report.Range.From, report.Range.To),
                show is TrendSeries.Users ? Mark.Line : Mark.Bars,
                Tone.First,
                [.. Rows.Select(row => new ChartPoint(Value(row), row.Point.Partial))]);
            return report.ComparedWith is not { } earlier
                ? [now]
                : [now, new ChartSeries(days.Range(earlier.From, earlier.To), Mark.Line, Tone.Then, [.. Rows.Select(row => new ChartPoint(ThenValue(row)))])];
        }
    }

    /// <summary>A bucket's name: a day, the days of a week, a month; the days when the range cuts it short.</summary>
    public string Name(UsagePoint point) => report.Bucket switch
    {
        Bucket.Month when !point.Partial => days.Month(point.Start),
        _ => days.Range(point.Start, point.End),
    };

    private string Label(UsagePoint point) => report.Bucket is Bucket.Month ? days.Month(point.Start) : days.WithoutYear(point.Start);

    private long? Value(TrendRow row) => show is TrendSeries.Users ? row.ActiveUsers : row.Events;

    private long? ThenValue(TrendRow row) => show is TrendSeries.Users ? row.ThenActiveUsers : row.ThenEvents;

    private string Hint(TrendRow row)
    {
        var now = Value(row) is { } value ? Metric.Display(value) : text["NoData"];
        return row.Then is null
            ? text["Hint", Name(row.Point), now]
            : text["HintCompared", Name(row.Point), now, ThenValue(row) is { } then ? Metric.Display(then) : text["NoData"], Name(row.Then)];
    }
}
