using Microsoft.Extensions.Localization;
using ValuePortal.Platform.Charts;
using ValuePortal.Platform.Metrics;
using ValuePortal.Platform.Text;
using ValuePortal.Usage.Pages;
using ValuePortal.Usage.Reports;

namespace ValuePortal.Usage.Adoption.Pages;

/// <summary>One feature over time as a chart: its series, its words, and what it finds.</summary>
public sealed class FeatureTrend(ReadFeatureUse.Result found, TrendSeries show, IStringLocalizer<AdoptionWords> text, Days days)
{
    private UsageReport Usage => found.Report.Usage;

    public IReadOnlyList<ReadFeatureUse.Row> Rows => found.Rows;

    public Metric Metric => show is TrendSeries.Users ? UsageMetrics.FeatureUsers : UsageMetrics.FeatureEvents;

    public string Title => text[$"FeatureTrend_{show}_{Usage.Bucket}"];

    /// <summary>The highest point in words; says so when there is none.</summary>
    public string Finding => Rows.Where(row => Value(row) > 0).MaxBy(Value) is { } best
        ? text["FeatureTrendMost", Name(best), Metric.Display(Value(best) ?? 0)]
        : text["NobodyInRange"];

    public IReadOnlyList<ChartSeries> Series =>
    [
        new ChartSeries(
            days.Range(Usage.Range.From, Usage.Range.To),
            show is TrendSeries.Users ? Mark.Line : Mark.Bars,
            Tone.First,
            [.. Rows.Select(row => new ChartPoint(Value(row), row.Point.Partial))]),
    ];

    public TrendChart Chart => new(
        Series,
        [.. Rows.Select(row => Usage.Bucket is Bucket.Month ? days.Month(row.Point.Start) : days.WithoutYear(row.Point.Start))],
        [.. Rows.Select(row => text["Hint", Name(row), Value(row) is { } value ? Metric.Display(value) : text["NoData"]].Value)],
        value => Metric.Display((decimal)value));

    /// <summary>A bucket's name: a day, the days of a week, a month; the days when the range cuts it short.</summary>
    public string Name(ReadFeatureUse.Row row) => Usage.Bucket is Bucket.Month && !row.Point.Partial
        ? days.Month(row.Point.Start)
        : days.Range(row.Point.Start, row.Point.End);

    private long? Value(ReadFeatureUse.Row row) => !row.Known ? null : show is TrendSeries.Users ? row.Point.ActiveUsers : row.Point.Events;
}
