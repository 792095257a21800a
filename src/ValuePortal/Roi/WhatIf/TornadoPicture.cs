using Microsoft.Extensions.Localization;
using ValuePortal.Platform.Charts;

namespace ValuePortal.Roi.WhatIf;

/// <summary>Which assumptions move the net present value most, as a picture.</summary>
internal sealed class TornadoPicture(WhatIfReport report, WhatIfResults results, IStringLocalizer<WhatIfWords> text)
{
    private const int MostBars = 10;

    private readonly WhatIfText words = new(report, text);

    /// <summary>Those that move it at all; the table has every one.</summary>
    public IReadOnlyList<Sensitivity> Bars => [.. results.Sensitivities.Where(bar => bar.Swing(results.Expected.NetPresentValue) > 0).Take(MostBars)];

    public string Finding => Bars is [var first, ..]
        ? text["TornadoFinding", words.Name(first.Line.Assumption), words.Amount(Least(first)), words.Amount(Most(first))]
        : text["NothingMoves"];

    /// <summary>For the legend.</summary>
    public IReadOnlyList<ChartSeries> Series => [new(text["LegendLow"], Mark.Bars, Tornado.Low, []), new(text["LegendHigh"], Mark.Bars, Tornado.High, [])];

    public Drawing Draw(Extent extent) => new Tornado(
        [.. Bars.Select(Bar)], (double)results.Expected.NetPresentValue, words.Amount(results.Expected.NetPresentValue), words.Amount(0)).Draw(extent);

    private TornadoBar Bar(Sensitivity bar)
    {
        var (assumption, low, high) = (bar.Line.Assumption, words.Write(bar.Line.Assumption, bar.Line.Low), words.Write(bar.Line.Assumption, bar.Line.High));
        var (atLow, atHigh) = (bar.AtLow ?? results.Expected.NetPresentValue, bar.AtHigh ?? results.Expected.NetPresentValue);
        return new TornadoBar(
            words.Name(assumption), (double)atLow, (double)atHigh, words.Short(assumption, bar.Line.Low), words.Short(assumption, bar.Line.High),
            text["TornadoHint", words.Name(assumption), low, words.Amount(atLow), high, words.Amount(atHigh)]);
    }

    private decimal Least(Sensitivity bar) => Math.Min(bar.AtLow ?? results.Expected.NetPresentValue, bar.AtHigh ?? results.Expected.NetPresentValue);

    private decimal Most(Sensitivity bar) => Math.Max(bar.AtLow ?? results.Expected.NetPresentValue, bar.AtHigh ?? results.Expected.NetPresentValue);
}
