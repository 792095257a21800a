namespace ValuePortal.Roi.Arithmetic;

/// <summary>What flows at the ends of years are worth at the start: each is divided by (1 + rate) to the power of its year.</summary>
public static class PresentValue
{
    /// <param name="rate">A year's rate as a share of one, above −1.</param>
    /// <param name="flows">First year first; a flow at time 0 is not among them.</param>
    public static IReadOnlyList<decimal> Each(decimal rate, IReadOnlyList<decimal> flows)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(rate, -1);
        var factor = 1m;
        var values = new decimal[flows.Count];
        for (var year = 0; year < flows.Count; year++)
        {
            factor *= 1 + rate;
            values[year] = flows[year] / factor;
        }

        return values;
    }

    /// <summary>Flows of parts of years, each discounted as the year it lies in.</summary>
    public static IReadOnlyList<decimal> EachOf(decimal rate, IReadOnlyList<decimal> flows, int partsOfYear)
    {
        var factors = Each(rate, [.. Enumerable.Repeat(1m, (flows.Count + partsOfYear - 1) / partsOfYear)]);
        return [.. flows.Select((flow, i) => flow * factors[i / partsOfYear])];
    }

    public static decimal Of(decimal rate, IReadOnlyList<decimal> flows) => Each(rate, flows).Sum();
}
