using ValuePortal.Usage.Reports;

namespace ValuePortal.Usage.Engagement;

/// <summary>How the days of a comparison are laid beside those of the range.</summary>
public enum Alignment
{
    /// <summary>First day beside first day.</summary>
    Date,

    /// <summary>Monday beside Monday: the comparison is moved by whole weeks.</summary>
    Weekday,
}

/// <summary>A figure, and whether all the days that belong to it are known; one that is not whole is shown and never compared.</summary>
public readonly record struct Reading(decimal Value, bool Whole);

/// <summary>Distinct people active on a day, and in the 7 and the 30 days that end with it; null where nothing is known of the day.</summary>
/// <param name="Day">The last of the days.</param>
/// <param name="Daily">In a point that stands for a week or month: the mean of its days.</param>
public sealed record RollingPoint(DateOnly Day, Reading? Daily, Reading? Weekly, Reading? Monthly)
{
    public Reading? Of(Window window) => window switch { Window.Day => Daily, Window.Week => Weekly, _ => Monthly };
}

/// <summary>How many days are looked back over.</summary>
public enum Window
{
    Day,
    Week,
    Month,
}

public static class Windows
{
    extension(Window window)
    {
        public int Days => window switch { Window.Day => 1, Window.Week => 7, _ => 30 };
    }
}

/// <summary>The figures of a range; null where there is not enough data to tell.</summary>
/// <param name="On">The day the rolling figures are of: the last of the range that has data and is over.</param>
/// <param name="DailyStickiness">Mean of DAU ÷ MAU.</param>
/// <param name="WeeklyStickiness">Mean of WAU ÷ MAU.</param>
/// <param name="AverageActiveDays">Active days of a person in 30 days: the daily stickiness times 30.</param>
/// <param name="Frequency">Active days per active person in the range.</param>
public sealed record EngagementFigures(
    RollingPoint On, Reading? DailyStickiness, Reading? WeeklyStickiness, Reading? AverageActiveDays, Reading? Frequency);

/// <summary>How many people had so many active days.</summary>
public readonly record struct DaysBin(int From, int To, int People);

/// <summary>The people of a calendar month by the number of their active days, from 1 to the last day of the month.</summary>
/// <param name="Month">Its first day.</param>
/// <param name="Partial">The month is not over, or data begin or end within it.</param>
public sealed record PowerCurve(DateOnly Month, IReadOnlyList<DaysBin> Bins, bool Partial)
{
    /// <summary>Active on so many days of a month, a person counts as active on five days a week.</summary>
    public const int FiveDaysAWeek = 20;

    public int People => Bins.Sum(bin => bin.People);

    public int PowerPeople => Bins.Where(bin => bin.From >= FiveDaysAWeek).Sum(bin => bin.People);

    /// <summary>Null where nobody was active.</summary>
    public decimal? PowerShare => People == 0 ? null : (decimal)PowerPeople / People;
}

/// <summary>What the page of engagement shows.</summary>
/// <param name="ThenPoints">As many as <paramref name="Points"/>, each the day beside it in the comparison; empty when nothing is compared.</param>
/// <param name="Frequency">People of the range by the number of their active days.</param>
public sealed record EngagementReport(
    ReadActivity.Reach Reach,
    DayRange Range,
    Bucket Bucket,
    IReadOnlyList<RollingPoint> Points,
    EngagementFigures Now,
    DayRange? ComparedWith,
    IReadOnlyList<RollingPoint> ThenPoints,
    EngagementFigures? Then,
    IReadOnlyList<DaysBin> Frequency,
    PowerCurve Power);
