namespace ValuePortal.Roi.Arithmetic;

/// <summary>When what was paid at the start has come back.</summary>
public static class Payback
{
    private const int MonthsOfYear = 12;

    /// <summary>
    /// Months until cumulative net benefits equal the initial cost; inside a year they are taken to come evenly. Zero when nothing was
    /// paid at the start and the first year brings no loss; null when the years given do not bring it back.
    /// </summary>
    public static decimal? Months(decimal initialCost, IReadOnlyList<decimal> netByYear)
    {
        var open = initialCost;
        if (open <= 0 && (netByYear.Count == 0 || netByYear[0] >= 0))
        {
            return 0;
        }

        for (var year = 0; year < netByYear.Count; year++)
        {
            if (netByYear[year] > 0 && netByYear[year] >= open)
            {
                return (year * MonthsOfYear) + (open * MonthsOfYear / netByYear[year]);
            }

            open -= netByYear[year];
        }

        return null;
    }
}
