using ValuePortal.Usage.Reports;

namespace ValuePortal.Reviews;

/// <summary>What the usage of a review's period is compared with.</summary>
public enum ReviewComparison
{
    /// <summary>The equally long days before it.</summary>
    Previous,

    /// <summary>The same days one year earlier.</summary>
    Year,

    /// <summary>As many days from the go-live on.</summary>
    GoLive,
}

internal static class ReviewComparisons
{
    /// <returns>Null when there are no such days: no go-live is known, or its first days reach into the period.</returns>
    public static DayRange? DaysOf(this ReviewComparison comparison, DayRange period, DateOnly? goLive) => comparison switch
    {
        ReviewComparison.Year => period.YearBefore,
        ReviewComparison.GoLive => goLive is { } day && day.AddDays(period.Days) <= period.From ? new DayRange(day, day.AddDays(period.Days - 1)) : null,
        _ => period.Previous,
    };
}
