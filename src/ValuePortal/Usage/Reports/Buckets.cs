using System.Globalization;

namespace ValuePortal.Usage.Reports;

/// <summary>Days, ISO weeks and months of a calendar.</summary>
public static class Buckets
{
    /// <summary>First day of the bucket a day lies in. Weeks begin on Monday (ISO 8601).</summary>
    public static DateOnly StartOf(Bucket bucket, DateOnly day) => bucket switch
    {
        Bucket.Week => day.AddDays(-(((int)day.DayOfWeek + 6) % 7)),
        Bucket.Month => new DateOnly(day.Year, day.Month, 1),
        _ => day,
    };

    /// <summary>Last day of the bucket that begins on a day.</summary>
    public static DateOnly EndOf(Bucket bucket, DateOnly start) => bucket switch
    {
        Bucket.Week => start.AddDays(6),
        Bucket.Month => start.AddMonths(1).AddDays(-1),
        _ => start,
    };

    /// <summary>2026-03, 2026-03-14 or 2026-W11.</summary>
    public static string NameOf(Bucket bucket, DateOnly start) => bucket switch
    {
        Bucket.Week => string.Create(
            CultureInfo.InvariantCulture,
            $"{ISOWeek.GetYear(start.ToDateTime(TimeOnly.MinValue))}-W{ISOWeek.GetWeekOfYear(start.ToDateTime(TimeOnly.MinValue)):00}"),
        Bucket.Month => start.ToString("yyyy-MM", CultureInfo.InvariantCulture),
        _ => start.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
    };

    /// <summary>Narrow enough to see something, wide enough to stay below some hundred points.</summary>
    public static Bucket For(DayRange range) => range.Days switch
    {
        <= 92 => Bucket.Day,
        <= 183 => Bucket.Week,
        _ => Bucket.Month,
    };
}
