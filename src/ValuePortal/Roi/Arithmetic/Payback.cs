namespace ValuePortal.Roi.Arithmetic;

/// <summary>When what was paid at the start has come back.</summary>
public static class Payback
{
    public const int MonthsOfYear = 12;

    /// <summary>
    /// Months until cumulative net benefits equal the initial cost; inside a period they are taken to come evenly. Zero when nothing was
    /// paid at the start and no period leaves a loss; null when the periods given do not bring it back.
    /// </summary>
    /// <param name="initialCost">Paid at time 0.</param>
    /// <param name="net">Benefits less costs of each period.</param>
    /// <param name="monthsOfPeriod">12 for years, 1 for months.</param>
    public static decimal? Months(decimal initialCost, IReadOnlyList<decimal> net, int monthsOfPeriod = MonthsOfYear)
    {
        var open = initialCost;
        if (open <= 0 && (net.Count == 0 || net[0] >= 0))
        {
            return 0;
        }

        for (var period = 0; period < net.Count; period++)
        {
            if (open > 0 && net[period] >= open)
            {
                return (period * monthsOfPeriod) + (open * monthsOfPeriod / net[period]);
            }

            open -= net[period];
        }

        // What was received at the start may carry later losses without ever being used up.
        return initialCost <= 0 && open <= 0 ? 0 : null;
    }
}
