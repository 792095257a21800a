using Microsoft.Extensions.Localization;
using ValuePortal.Platform.Charts;
using ValuePortal.Platform.Metrics;

namespace ValuePortal.Usage.Engagement;

/// <summary>How many people were active on how many days, as bars.</summary>
public sealed class BinChart(IReadOnlyList<DaysBin> bins, Metric metric, bool partial, IStringLocalizer<EngagementWords> text)
{
    public IReadOnlyList<DaysBin> Bins => bins;

    public Metric Metric => metric;

    public int People => bins.Sum(bin => bin.People);

    public IReadOnlyList<ChartSeries> Series => [new(text["People"], Mark.Bars, Tone.First, [.. bins.Select(bin => new ChartPoint(bin.People, partial))])];

    /// <summary>The fullest bin in words; says so when all are empty.</summary>
    public string Finding
    {
        get
        {
            var most = bins.MaxBy(bin => bin.People);
            return most.People == 0 ? text["NobodyActive"] : text["BinMost", most.People, People, DaysOf(most)];
        }
    }

    public Drawing Draw(Extent extent) => new TrendChart(
        Series, [.. bins.Select(NameOf)], [.. bins.Select(bin => text["BinHint", DaysOf(bin), bin.People].Value)], value => metric.Display((decimal)value)).Draw(extent);

    /// <summary>"4", or "4–7".</summary>
    public static string NameOf(DaysBin bin) => bin.From == bin.To
        ? bin.From.ToString(System.Globalization.CultureInfo.CurrentCulture)
        : string.Create(System.Globalization.CultureInfo.CurrentCulture, $"{bin.From}–{bin.To}");

    public decimal ShareOf(DaysBin bin) => People == 0 ? 0 : (decimal)bin.People / People;

    private string DaysOf(DaysBin bin) => bin is { From: 1, To: 1 } ? text["OneDay"] : text["SoManyDays", NameOf(bin)];
}
