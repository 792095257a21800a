using System.Globalization;
using Microsoft.Extensions.Localization;
using ValuePortal.Platform.Charts;
using ValuePortal.Platform.Metrics;
using ValuePortal.Platform.Text;
using ValuePortal.Platform.Ui;

namespace ValuePortal.Reviews.Snapshots;

/// <summary>Writes the figures of one review in the language at hand, and remembers which definitions they need.</summary>
internal sealed class FigureWriter(IStringLocalizerFactory texts, string currency)
{
    private readonly IStringLocalizer common = texts.Create(typeof(CommonWords));
    private readonly List<Metric> used = [];

    public IReadOnlyList<ReviewDefinition> Definitions => [.. used.Select(metric => new ReviewDefinition(metric.Id, metric.Name(texts), metric.Formula(texts)))];

    public ReviewFigure Of(Metric metric, decimal value, string? display = null)
    {
        if (!used.Contains(metric))
        {
            used.Add(metric);
        }

        return new ReviewFigure(metric.Id, value, display ?? (metric.Format is MetricFormat.Money ? Money.Whole(value, currency) : metric.Display(value)));
    }

    public ReviewTile Tile(Metric metric, decimal value, string? note = null, string? display = null) => new(metric.Name(texts), Of(metric, value, display), null, null, note);

    /// <summary>The same with what it was before; null where nothing is known of then.</summary>
    public ReviewTile Compared(Metric metric, decimal now, decimal? then, string note)
    {
        if (then is not { } before)
        {
            return Tile(metric, now, note);
        }

        var change = Change.Between(metric.Rounded(before), metric.Rounded(now));
        var share = Math.Abs(change.Relative ?? 0).ToString(Math.Abs(change.Relative ?? 0) < 0.1m ? "P1" : "P0", CultureInfo.CurrentCulture);
        return new ReviewTile(
            metric.Name(texts), Of(metric, now),
            change.Direction switch
            {
                Direction.Up => common["DeltaUp", metric.Display(change.Absolute), share],
                Direction.Down => common["DeltaDown", metric.Display(Math.Abs(change.Absolute)), share],
                Direction.New => common["DeltaNew", metric.Display(change.Absolute)],
                _ => common["DeltaSame"],
            },
            change.Direction switch { Direction.Up or Direction.New => "up", Direction.Down => "down", _ => "same" },
            note,
            Of(metric, before));
    }

    public static ReviewChart Chart(Metric metric, string title, string finding, TrendChart chart, IEnumerable<string> rowNames, Func<decimal, string> write) => new(
        metric.Id, title, finding, chart.Labels, [.. rowNames],
        [.. chart.Series.Select(series => new ReviewSeries(
            series.Name, series.Mark.ToString(), series.Tone.ToString(),
            [.. series.Points.Select(point => point.Value is { } value
                ? new ReviewPoint((decimal)value, write((decimal)value), point.Partial)
                : new ReviewPoint(null, "", point.Partial))]))]);
}
