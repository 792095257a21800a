using System.Globalization;
using Microsoft.Extensions.Localization;

namespace ValuePortal.Platform.Text;

/// <summary>Writes calendar days as the reader's language does: "2 Jan 2026", "2026年1月2日". Knows no time zone: days are given.</summary>
public sealed class Days(IStringLocalizer<CommonWords> text)
{
    /// <summary>A day with its year.</summary>
    public string WithYear(DateOnly day) => Write(day, text["DayPattern"]);

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
