using Microsoft.Extensions.Localization;
using ValuePortal.Platform.Charts;
using ValuePortal.Platform.Text;
using ValuePortal.Usage.Reports;

namespace ValuePortal.Usage.Engagement;

/// <summary>New, returning, resurrected and gone people of each period as stacked bars.</summary>
public sealed class LifeChart(RetentionReport report, IStringLocalizer<EngagementWords> text, Days days)
{
    public string Title => text["LifeTitle_" + report.Unit];

    /// <summary>The last whole period in words.</summary>
    public string Finding
    {
        get
        {
            var last = report.Periods.LastOrDefault(period => period.Life is { Partial: false });
            return last.Life is { } life
                ? text["LifeFinding", NameOf(last.Start), life.Active, life.New, life.Resurrected, life.WentQuiet ?? 0]
                : text["NoWholePeriod_" + report.Unit];
        }
    }

    public IReadOnlyList<ChartSeries> Series =>
    [
        Line("Life_Returning", Tone.First, life => life.Returning),
        Line("Life_Resurrected", Tone.Third, life => life.Resurrected),
        Line("Life_New", Tone.Second, life => life.New),
        Line("Life_WentQuiet", Tone.Fifth, life => life.WentQuiet),
    ];

    public Drawing Draw(Extent extent) =>
        new StackedBars(Series, [.. report.Periods.Select(period => Label(period.Start))], value => EngagementMetrics.New.Display((decimal)value))
        {
            Hints = [.. report.Periods.Select(period => Hint(period.Start, period.Life))],
        }.Draw(extent);

    public string NameOf(DateOnly start) => report.Unit is Bucket.Month ? days.Month(start) : days.Range(start, Buckets.EndOf(report.Unit, start));

    private string Label(DateOnly start) => report.Unit is Bucket.Month ? days.Month(start) : days.WithoutYear(start);

    private ChartSeries Line(string name, Tone tone, Func<LifePeriod, int?> value) => new(
        text[name], Mark.Bars, tone, [.. report.Periods.Select(period => new ChartPoint(period.Life is { } life ? value(life) : null, period.Life?.Partial == true))]);

    private string Hint(DateOnly start, LifePeriod? life) => life is null
        ? text["HintNoData", NameOf(start)]
        : text["LifeHint", NameOf(start), life.Returning, life.Resurrected, life.New, Write(life.WentQuiet)];

    private static string Write(int? people) => people is { } known ? EngagementMetrics.WentQuiet.Display(known) : "–";
}
