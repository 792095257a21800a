using ValuePortal.Usage.Reports;

namespace ValuePortal.Usage.Engagement;

/// <summary>What coming back means.</summary>
public enum RetentionRule
{
    /// <summary>Active in week N.</summary>
    Bracket,

    /// <summary>Active in week N or in any later one.</summary>
    Rolling,
}

/// <summary>The people of a week or month. Who is new, returns or comes back is active in it; who went quiet was so in the one before.</summary>
/// <param name="WentQuiet">Null while the period is not over: they may still come.</param>
/// <param name="Partial">The period is not over, or data begin or end within it.</param>
public sealed record LifePeriod(DayRange Days, int New, int Returning, int Resurrected, int? WentQuiet, bool Partial)
{
    public int Active => New + Returning + Resurrected;
}

/// <param name="Bracket">How many were active in that period.</param>
/// <param name="Rolling">How many were active in that period or later.</param>
/// <param name="Partial">The period is not over.</param>
public readonly record struct CohortCell(int Bracket, int Rolling, bool Partial)
{
    public int Of(RetentionRule rule) => rule is RetentionRule.Bracket ? Bracket : Rolling;
}

/// <summary>The people whose first active day lies in one week or month, and how many of them were active in each period since.</summary>
/// <param name="Cells">From the first period (number 0) to the last with data.</param>
public sealed record Cohort(DateOnly Start, int People, IReadOnlyList<CohortCell> Cells);

/// <summary>What the page of retention shows.</summary>
/// <param name="Range">The days of the periods shown; the last may be cut short by the range.</param>
/// <param name="LeftOut">Earlier periods of the range for which there is no room.</param>
/// <param name="Periods">Null where nothing is known of the period.</param>
/// <param name="Cohorts">Periods of the range in which somebody used the product for the first time.</param>
public sealed record RetentionReport(
    ReadActivity.Reach Reach, DayRange Range, Bucket Unit, int LeftOut, IReadOnlyList<(DateOnly Start, LifePeriod? Life)> Periods, IReadOnlyList<Cohort> Cohorts)
{
    /// <summary>The mean over all cohorts for which period N is over, each person counting once; null where there is none.</summary>
    public decimal? Mean(int period, RetentionRule rule)
    {
        var known = Cohorts.Where(cohort => period < cohort.Cells.Count && !cohort.Cells[period].Partial).ToList();
        return known.Count == 0 ? null : (decimal)known.Sum(cohort => cohort.Cells[period].Of(rule)) / known.Sum(cohort => cohort.People);
    }
}
