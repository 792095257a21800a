using ValuePortal.Usage.Reports;

namespace ValuePortal.Usage.Pages;

/// <summary>A range that is one click away. All end at the last day with data or before it, since later days would only look empty.</summary>
/// <param name="Key">Of its name in the words of this module.</param>
public sealed record RangePreset(string Key, DayRange Range)
{
    /// <summary>In the order of the list; months, quarters and years are calendar ones.</summary>
    public static IReadOnlyList<RangePreset> For(DateOnly dataFrom, DateOnly dataUntil)
    {
        var month = new DateOnly(dataUntil.Year, dataUntil.Month, 1);
        var quarter = new DateOnly(dataUntil.Year, ((dataUntil.Month - 1) / 3 * 3) + 1, 1);
        return
        [
            new("Last7Days", new(dataUntil.AddDays(-6), dataUntil)),
            new("Last28Days", new(dataUntil.AddDays(-27), dataUntil)),
            new("Last90Days", new(dataUntil.AddDays(-89), dataUntil)),
            new("ThisMonth", new(month, dataUntil)),
            new("LastMonth", new(month.AddMonths(-1), month.AddDays(-1))),
            new("LastQuarter", new(quarter.AddMonths(-3), quarter.AddDays(-1))),
            new("YearToDate", new(new(dataUntil.Year, 1, 1), dataUntil)),
            new("Last12Months", new(dataUntil.AddYears(-1).AddDays(1), dataUntil)),
            new("AllTime", new(dataFrom, dataUntil)),
        ];
    }
}
