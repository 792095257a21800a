using System.Globalization;
using Microsoft.Extensions.Localization;

namespace ValuePortal.Platform.Text;

/// <summary>Writes calendar days as the reader's language does: "2 Jan 2026", "2026年1月2日". Knows no time zone: days are given, or the zone of a moment.</summary>
public sealed class Days(IStringLocalizer<CommonWords> text)
{
    /// <summary>A day with its year.</summary>
    public string WithYear(DateOnly day) => Write(day, text["DayPattern"]);

    /// <summary>The day a moment falls on, with its year.</summary>
    /// <param name="zone">IANA name; UTC where it is not known.</param>
    public string WithYear(DateTimeOffset at, string? zone) =>
        WithYear(DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, zone is not null && TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var found) ? found : TimeZoneInfo.Utc).DateTime));

    /// <summary>A day whose year the reader knows.</summary>
    public string WithoutYear(DateOnly day) => Write(day, text["DayOfYearPattern"]);

    public string Month(DateOnly day) => Write(day, text["MonthPattern"]);

    /// <summary>Both ends included; a day alone when they are the same, the year once when it is the same.</summary>
    public string Range(DateOnly from, DateOnly to) =>
        from == to ? WithYear(from)
        : from.Year != to.Year ? text["DayRange", WithYear(from), WithYear(to)]
        : text["DayRange", Write(from, text["RangeFromPattern"]), Write(to, text["RangeToPattern"])];

    private static string Write(DateOnly day, string pattern) => day.ToString(pattern, CultureInfo.CurrentCulture);
}
