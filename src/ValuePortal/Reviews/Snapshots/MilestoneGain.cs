using ValuePortal.Roi.Reports;

namespace ValuePortal.Reviews.Snapshots;

/// <summary>By how much the value of a month rose after a day: what is confirmed or measured, in whole months, as many before as after.</summary>
internal static class MilestoneGain
{
    public const int MonthsOfYear = 12;

    /// <returns>The mean of the months after the month of the day, twelve at most, less the mean of as many before it; null while there are none on one of the sides.</returns>
    public static decimal? Of(ValueReport report, DateOnly day)
    {
        var reached = new DateOnly(day.Year, day.Month, 1);
        var known = report.Months.Where(month => !month.Partial)
            .ToDictionary(month => month.Month, month => report.Drivers.Where(driver => driver.Money is not null).SelectMany(driver => driver.Months.Where(each => each.Month == month.Month)
                .Select(each => BenefitParts.Of(each.Benefit, each.Month, each.Measured, driver.Standing)))
                .Concat(report.Tables.SelectMany(table => table.Months).Where(each => each.Month == month.Month).Select(each => each.Parts))
                .Sum(parts => parts.Confirmed + parts.Measured));
        var after = known.Keys.Where(month => month > reached).Order().Take(MonthsOfYear).ToList();
        var before = known.Keys.Where(month => month < reached).OrderDescending().Take(MonthsOfYear).ToList();
        var months = Math.Min(after.Count, before.Count);
        return months == 0 ? null : decimal.Round(after.TakeLast(months).Average(month => known[month]) - before.Take(months).Average(month => known[month]), 4);
    }
}
