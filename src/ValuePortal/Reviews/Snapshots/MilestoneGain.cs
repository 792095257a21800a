using ValuePortal.Roi.Reports;

namespace ValuePortal.Reviews.Snapshots;

/// <summary>
/// By how much the value of a month rose after a day: what is confirmed or measured, in whole months, at most as many before as after. A month of which
/// nothing but estimates is known is left out, and not taken for one without value.
/// </summary>
internal static class MilestoneGain
{
    public const int MonthsOfYear = 12;

    /// <returns>The mean of the months after the month of the day, twelve at most, less the mean of at most as many before it; null while there are none on one of the sides.</returns>
    public static decimal? Of(ValueReport report, DateOnly day)
    {
        var reached = new DateOnly(day.Year, day.Month, 1);
        var known = report.Months.Where(month => !month.Partial)
            .Select(month => (month.Month, Parts: report.Drivers.Where(driver => driver.Money is not null).SelectMany(driver => driver.Months.Where(each => each.Month == month.Month)
                .Select(each => BenefitParts.Of(each.Benefit, each.Month, each.Measured, driver.Standing)))
                .Concat(report.Tables.SelectMany(table => table.Months).Where(each => each.Month == month.Month).Select(each => each.Parts))
                .Aggregate(default(BenefitParts), (sum, parts) => sum + parts)))
            .Where(month => month.Parts.Confirmed + month.Parts.Measured != 0 || month.Parts.Estimated + month.Parts.Disputed == 0)
            .ToDictionary(month => month.Month, month => month.Parts.Confirmed + month.Parts.Measured);
        var after = known.Keys.Where(month => month > reached).Order().Take(MonthsOfYear).ToList();
        var before = known.Keys.Where(month => month < reached).OrderDescending().Take(after.Count).ToList();
        return before.Count == 0 ? null : decimal.Round(after.Average(month => known[month]) - before.Average(month => known[month]), 4);
    }
}
