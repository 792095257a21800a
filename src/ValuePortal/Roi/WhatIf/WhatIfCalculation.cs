namespace ValuePortal.Roi.WhatIf;

/// <summary>Works a model out at the ends of every assumption, at all low and all high ends together, and looks for where it stops to pay.</summary>
internal sealed class WhatIfCalculation
{
    /// <summary>Where more than one change of sign may lie, each side is walked in so many steps first.</summary>
    private const int Walk = 16;

    /// <summary>So many it takes about to be as exact as is told.</summary>
    private const int Halvings = 17;

    private const int MostHalvings = 64;

    private readonly WhatIfModel model;
    private readonly IReadOnlyList<WhatIfLine> lines;
    private readonly Dictionary<string, decimal> expected;
    private int tableTimes;

    public WhatIfCalculation(WhatIfModel model, IReadOnlyList<WhatIfLine> lines)
    {
        (this.model, this.lines, tableTimes) = (model, lines, model.TableTimes);
        expected = lines.Where(line => line.Expected != line.Assumption.InModel).ToDictionary(line => line.Assumption.Key, line => line.Expected);
    }

    /// <returns>Null when the model cannot be calculated with what is expected.</returns>
    public WhatIfResults? Results(CancellationToken ct)
    {
        if (model.With(expected) is not { } middle)
        {
            return null;
        }

        List<Sensitivity> bars = [];
        foreach (var line in lines)
        {
            ct.ThrowIfCancellationRequested();
            bars.Add(new Sensitivity(line, At(line, line.Low, middle), At(line, line.High, middle), null));
        }

        // The sort is stable: of one size, in the order of the model.
        bars = [.. bars.OrderByDescending(bar => bar.Swing(middle.NetPresentValue))];
        for (var i = 0; i < bars.Count && i < ReadWhatIf.MostEdges && bars[i].Swing(middle.NetPresentValue) > 0; i++)
        {
            ct.ThrowIfCancellationRequested();
            if (IsAffordable(bars[i].Line.Assumption))
            {
                bars[i] = bars[i] with { Edge = EdgeOf(bars[i].Line, middle) };
            }
        }

        return new WhatIfResults(middle, AllAt(bars, favourable: false), AllAt(bars, favourable: true), bars);
    }

    /// <summary>In a model with very large tables, only for so many rows as can be worked out in a reader's time.</summary>
    private bool IsAffordable(Assumption assumption)
    {
        if (!assumption.IsOfTables)
        {
            return true;
        }

        tableTimes -= 2 * (Walk + Halvings);
        return tableTimes >= 2 * lines.Count(line => line.Assumption.IsOfTables);
    }

    /// <summary>Every assumption at that end which, by itself, brings less, or more.</summary>
    private WhatIfOutcome? AllAt(List<Sensitivity> bars, bool favourable)
    {
        var values = new Dictionary<string, decimal>(expected);
        foreach (var (line, atLow, atHigh, _) in bars)
        {
            values[line.Assumption.Key] = atLow < atHigh == favourable ? line.High : line.Low;
        }

        return model.With(values);
    }

    private BreakEven EdgeOf(WhatIfLine line, WhatIfOutcome middle)
    {
        var (least, most) = line.Assumption.Search(line.Expected);
        return new BreakEven(Change(line, least, middle), Change(line, most, middle), least, most);
    }

    /// <summary>The last value, on the way from what is expected to an end, at which it pays; or the first, where it does not pay as expected.</summary>
    private decimal? Change(WhatIfLine line, decimal end, WhatIfOutcome middle)
    {
        var pays = middle.NetPresentValue >= 0;
        var (steps, from) = (line.Assumption.IsOneWay ? 1 : Walk, line.Expected);
        for (var i = 1; i <= steps && end != line.Expected; i++)
        {
            var to = i == steps ? end : line.Expected + ((end - line.Expected) * i / steps);
            if (At(line, to, middle) is not { } there)
            {
                return null;
            }

            if (there >= 0 != pays)
            {
                return Bisect(line, from, to, pays, middle);
            }

            from = to;
        }

        return null;
    }

    private decimal? Bisect(WhatIfLine line, decimal same, decimal other, bool pays, WhatIfOutcome middle)
    {
        var step = line.Assumption.StepOf(line.Expected);
        for (var i = 0; i < MostHalvings && Math.Abs(same - other) > step; i++)
        {
            var between = (same + other) / 2;
            if (At(line, between, middle) is not { } there)
            {
                return null;
            }

            if (there >= 0 == pays)
            {
                same = between;
            }
            else
            {
                other = between;
            }
        }

        return pays ? same : other;
    }

    private decimal? At(WhatIfLine line, decimal value, WhatIfOutcome middle) => value == line.Expected
        ? middle.NetPresentValue
        : model.With(new Dictionary<string, decimal>(expected) { [line.Assumption.Key] = value })?.NetPresentValue;
}
