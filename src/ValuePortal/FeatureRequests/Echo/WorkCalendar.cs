using System.Globalization;

namespace ValuePortal.FeatureRequests.Echo;

/// <summary>Which days the vendor works: Monday to Friday without its holidays, and the weekend days it works instead.</summary>
public sealed record WorkCalendar(IReadOnlySet<DateOnly> Holidays, IReadOnlySet<DateOnly> Workdays)
{
    private const string Pattern = "yyyy-MM-dd";

    public static WorkCalendar Of(string holidays, string workdays) => new(DaysIn(holidays).ToHashSet(), DaysIn(workdays).ToHashSet());

    public bool IsWorked(DateOnly day) =>
        Workdays.Contains(day) || (day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && !Holidays.Contains(day));

    /// <summary>The last of this many working days after a day, which itself does not count.</summary>
    public DateOnly After(DateOnly day, int workingDays)
    {
        for (var left = workingDays; left > 0;)
        {
            day = day.AddDays(1);
            left -= IsWorked(day) ? 1 : 0;
        }

        return day;
    }

    /// <summary>What is no day in a list of days, or null.</summary>
    public static string? Wrong(string text) => Lines(text).FirstOrDefault(line => Day(line) is null);

    /// <summary>The days as they are kept: each once, in their order.</summary>
    public static string Tidy(string text) =>
        string.Join('\n', DaysIn(text).Distinct().Order().Select(day => day.ToString(Pattern, CultureInfo.InvariantCulture)));

    private static IEnumerable<DateOnly> DaysIn(string text) => Lines(text).Select(Day).OfType<DateOnly>();

    private static string[] Lines(string text) => text.Split(['\n', '\r', ',', ';', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static DateOnly? Day(string text) => DateOnly.TryParseExact(text, Pattern, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
