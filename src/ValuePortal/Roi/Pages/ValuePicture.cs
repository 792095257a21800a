using System.Globalization;
using Microsoft.Extensions.Localization;
using ValuePortal.Platform.Charts;
using ValuePortal.Platform.Text;
using ValuePortal.Roi.Models;
using ValuePortal.Roi.Reports;

namespace ValuePortal.Roi.Pages;

/// <summary>A report in words and as a picture: the sentence at the top, the chart over time and what it finds.</summary>
public sealed class ValuePicture(ValueReport report, IStringLocalizer<RoiWords> text, Days days)
{
    private readonly bool money = report.Money is not null;

    public string Headline => report switch
    {
        { Until: null } => text["HeadlineNotBegun", days.Month(report.Start)],
        { Money.Benefit: 0 } => text["HeadlineNone", days.Month(report.From)],
        { Money: { } amounts } => new ValueHeadline(text, days).OfMoney(report.From, report.Currency, amounts.Parts),
        { HoursSaved: { } hours } => new ValueHeadline(text, days).OfHours(report.From, hours, report.HoursConfirmed ?? 0),
        _ => text["HeadlineCounts", report.Drivers.Count(driver => driver is { AtTarget: true, NowState: not LevelState.Assumed }), report.Drivers.Count],
    };

    public string ChartTitle => text[money ? "ChartMoney" : "ChartHours"];

    public string Finding
    {
        get
        {
            var last = report.Months[^1];
            if (last.Money is not { } amounts)
            {
                return text["FindingHours", days.Month(last.Month), Hours(last.CumulativeHours)];
            }

            var (benefit, cost) = (Amount(amounts.CumulativeBenefit), Amount(amounts.CumulativeCost));
            return report.Money!.PaidBackIn is { } paidBack
                ? text[report.State is FigureState.Confirmed or FigureState.Measured ? "FindingPaidBack" : "FindingPaidBackEstimated", days.Month(last.Month), benefit, cost, days.Month(paidBack)]
                : text["FindingMoney", days.Month(last.Month), benefit, cost];
        }
    }

    /// <summary>Null when there is nothing to draw but zeros, and when a sum is below zero, which a scale from zero would hide: the table says it.</summary>
    public TrendChart? Chart => report.Months.Count == 0 || !Series.Any(series => series.Points.Any(point => point.Value > 0)) || Series.Any(series => series.Points.Any(point => point.Value < 0))
        ? null
        : new TrendChart(
            Series,
            [.. report.Months.Select(month => days.Month(month.Month))],
            [.. report.Months.Select(Hint)],
            value => ((decimal)value).ToString("N0", CultureInfo.CurrentCulture));

    public IReadOnlyList<ChartSeries> Series => money
        ?
        [
            Line("CumulativeBenefit", Mark.Area, Tone.First, month => month.Money!.CumulativeBenefit),
            Line("CumulativeCost", Mark.Line, Tone.Second, month => month.Money!.CumulativeCost),
        ]
        : report.HoursSaved is null ? [] : [Line("CumulativeHours", Mark.Area, Tone.First, month => month.CumulativeHours)];

    private ChartSeries Line(string key, Mark mark, Tone tone, Func<MonthLine, decimal> value) =>
        new(text[key], mark, tone, [.. report.Months.Select(month => new ChartPoint((double)value(month), month.Partial))]);

    private string Hint(MonthLine month) => month.Money is { } amounts
        ? text["HintMoney", days.Month(month.Month), Amount(amounts.CumulativeBenefit), Amount(amounts.CumulativeCost)]
        : text["HintHours", days.Month(month.Month), Hours(month.CumulativeHours)];

    private string Amount(decimal amount) => Money.Whole(amount, report.Currency);

    private static string Hours(decimal hours) => RoiMetrics.HoursSaved.Display(hours);
}
