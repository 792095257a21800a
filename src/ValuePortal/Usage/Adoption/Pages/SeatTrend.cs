using Microsoft.Extensions.Localization;
using ValuePortal.Platform.Charts;
using ValuePortal.Platform.Text;
using ValuePortal.Usage.Adoption.Seats;

namespace ValuePortal.Usage.Adoption.Pages;

/// <summary>Seats at the ends of months as a chart.</summary>
public sealed class SeatTrend(SeatReport report, IStringLocalizer<AdoptionWords> text, Days days)
{
    /// <summary>How use went from the first month shown to the last.</summary>
    public string Finding => report.Months is [var first, .., var last]
        ? text["SeatTrendFinding", first.Used, days.WithYear(first.Day), last.Used, days.WithYear(last.Day)]
        : text["SeatTrendOne"];

    public IReadOnlyList<ChartSeries> Series =>
    [
        new(text["SeatsUsedSeries"], Mark.Bars, Tone.First, [.. report.Months.Select(month => new ChartPoint(month.Used))]),
        new(text["SeatsActivatedSeries"], Mark.Line, Tone.Second, [.. report.Months.Select(month => new ChartPoint(month.Activated))]),
        new(text["SeatsBoughtSeries"], Mark.Line, Tone.Then, [.. report.Months.Select(month => new ChartPoint(month.Bought))]),
    ];

    public TrendChart Chart => new(
        Series,
        [.. report.Months.Select(month => days.Month(month.Day))],
        [.. report.Months.Select(month => text["SeatHint", days.WithYear(month.Day), month.Used, month.Activated].Value)],
        value => AdoptionMetrics.SeatsUsed.Display((decimal)value));

    public string Name(SeatsOnDay month) => days.WithYear(month.Day);
}
