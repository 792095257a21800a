using System.Globalization;
using ValuePortal.Platform.Charts;
using ValuePortal.Reviews.Snapshots;

namespace ValuePortal.Reviews.Document;

/// <summary>A frozen chart as geometry again: one and the same for page and paper.</summary>
internal static class ChartOfReview
{
    public static TrendChart Of(ReviewChart chart, string language)
    {
        var culture = CultureInfo.GetCultureInfo(language);
        return new TrendChart(
            [.. chart.Series.Select(series => new ChartSeries(
                series.Name, Enum.Parse<Mark>(series.Mark), Enum.Parse<Tone>(series.Tone), [.. series.Points.Select(point => new ChartPoint((double?)point.Value, point.Partial))]))],
            chart.Labels,
            [.. chart.RowNames.Select((name, row) => $"{name}: {string.Join(" / ", chart.Series.Select(series => series.Points[row].Display).Where(shown => shown.Length > 0))}")],
            value => ((decimal)value).ToString("N0", culture));
    }
}
