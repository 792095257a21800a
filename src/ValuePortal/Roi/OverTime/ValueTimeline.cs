using System.Globalization;
using Microsoft.Extensions.Localization;
using ValuePortal.Platform.Charts;
using ValuePortal.Platform.Text;
using ValuePortal.Roi.Pages;
using ValuePortal.Roi.Reports;

namespace ValuePortal.Roi.OverTime;

/// <summary>
/// Value against cost over all months of the model: what has been as it was, and what lies ahead as planned, dashed. The month in which the cost has
/// come back is marked. Without amounts, hours alone.
/// </summary>
public sealed class ValueTimeline
{
    private readonly ValueReport report;
    private readonly IStringLocalizer<OverTimeWords> text;
    private readonly Days days;
    private readonly ValuePicture picture;
    private readonly IReadOnlyList<MonthLine> ahead;

    public ValueTimeline(ValueReport report, IStringLocalizer<OverTimeWords> text, IStringLocalizer<RoiWords> words, Days days)
    {
        (this.report, this.text, this.days) = (report, text, days);
        picture = new ValuePicture(report, words, days);

        // The rest of the running month has no place of its own: the line goes on from what there is of it.
        ahead = [.. report.Ahead.Where(month => !month.Partial)];
        Series = [.. SeriesOf()];
    }

    public string Title => report.Months.Count > 0 && ahead.Count == 0 ? picture.ChartTitle : text[report.Money is null ? "TitleHours" : "Title"];

    public string Finding => (report.Months.Count, report.Money, PaysBackIn) switch
    {
        (0, null, _) => text["FindingHoursAhead", days.Month(report.Start), RoiMetrics.HoursSaved.Display(Last.CumulativeHours), days.Month(Last.Month)],
        (0, _, { } month) => text["FindingAheadPaysBack", days.Month(report.Start), Amount(Last.Money!.CumulativeBenefit), Amount(Last.Money.CumulativeCost), days.Month(Last.Month), days.Month(month)],
        (0, _, null) => text["FindingAhead", days.Month(report.Start), Amount(Last.Money!.CumulativeBenefit), Amount(Last.Money.CumulativeCost), days.Month(Last.Month)],
        (_, { PaidBackIn: null }, { } month) => text["FindingThen", picture.Finding, text["PaysBack", days.Month(month)]],
        (_, { PaidBackIn: null }, null) when Last.Money!.CumulativeCost > 0 => text["FindingThen", picture.Finding, text["NotPaidBack", days.Month(Last.Month)]],
        _ => picture.Finding,
    };

    /// <summary>The month from which value has stayed at or above cost; else, as planned, the month from which it will; null for never, and without cost.</summary>
    public DateOnly? PaysBackIn
    {
        get
        {
            if (report.Money is not { } money || Last.Money!.CumulativeCost == 0)
            {
                return null;
            }

            var before = ahead.ToList().FindLastIndex(month => month.Money!.CumulativeBenefit < month.Money.CumulativeCost);
            return money.PaidBackIn ?? (before + 1 < ahead.Count ? ahead[before + 1].Month : null);
        }
    }

    public IReadOnlyList<ChartSeries> Series { get; }

    /// <summary>Null when there is nothing to draw but zeros, and when a sum is below zero, which a scale from zero would hide: the table says it.</summary>
    public TrendChart? Chart
    {
        get
        {
            var values = Series.SelectMany(series => series.Points).Select(point => point.Value).OfType<double>().ToList();
            return !values.Any(value => value > 0) || values.Any(value => value < 0)
                ? null
                : new TrendChart(Series, [.. Slots.Select(slot => days.Month(slot.Month))], [.. Slots.Select(Hint)], value => ((decimal)value).ToString("N0", CultureInfo.CurrentCulture))
                {
                    Marks = PaysBackIn is { } month ? [new ChartMark(Slots.ToList().FindIndex(slot => slot.Month == month), text[report.Money!.PaidBackIn is null ? "SignPlanned" : "SignPaidBack"])] : [],
                };
        }
    }

    private IReadOnlyList<MonthLine> Slots => [.. report.Months, .. ahead];

    /// <summary>The last month of the model, or of what has been where that is longer.</summary>
    private MonthLine Last => ahead is [.., var planned] ? planned : report.Months[^1];

    private IEnumerable<ChartSeries> SeriesOf()
    {
        if (report.Months.Count == 0 && ahead.Count == 0)
        {
            yield break;
        }

        (string Key, Mark Mark, Tone Tone, Func<MonthLine, decimal> Value)[] lines = report.Money is not null
            ? [("Value", Mark.Area, Tone.First, month => month.Money!.CumulativeBenefit), ("Cost", Mark.Line, Tone.Second, month => month.Money!.CumulativeCost)]
            : report.HoursSaved is null ? [] : [("Hours", Mark.Area, Tone.First, month => month.CumulativeHours)];
        foreach (var (key, mark, tone, value) in lines.Where(_ => report.Months.Count > 0))
        {
            yield return new ChartSeries(
                text["ToDate_" + key], mark, tone,
                [.. report.Months.Select(month => new ChartPoint((double)value(month), month.Partial)), .. ahead.Select(_ => new ChartPoint(null))]);
        }

        foreach (var (key, _, tone, value) in lines.Where(_ => ahead.Count > 0))
        {
            yield return new ChartSeries(
                text["Planned_" + key], Mark.Line, tone,
                [.. report.Months.Select((month, i) => new ChartPoint(i == report.Months.Count - 1 ? (double)value(month) : null)), .. ahead.Select(month => new ChartPoint((double)value(month)))])
            {
                Planned = true,
            };
        }
    }

    private string Hint(MonthLine month, int slot)
    {
        var name = slot < report.Months.Count ? days.Month(month.Month) : text["Planned", days.Month(month.Month)].Value;
        return month.Money is { } amounts
            ? text["HintMoney", name, Amount(amounts.CumulativeBenefit), Amount(amounts.CumulativeCost)]
            : text["HintHours", name, RoiMetrics.HoursSaved.Display(month.CumulativeHours)];
    }

    private string Amount(decimal amount) => Money.Whole(amount, report.Currency);
}
