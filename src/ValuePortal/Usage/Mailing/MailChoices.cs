using System.Globalization;

namespace ValuePortal.Usage.Mailing;

/// <summary>What can be chosen for a report by mail: the value that is sent, and what the reader sees.</summary>
internal static class MailChoices
{
    private const int LastDay = 6;

    /// <summary>Monday first, as weeks are counted.</summary>
    public static IEnumerable<(string Value, string Text)> Weekdays() => Enumerable.Range(0, LastDay + 1)
        .Select(day => (DayOfWeek)((day + 1) % (LastDay + 1)))
        .Select(day => (day.ToString(), CultureInfo.CurrentCulture.DateTimeFormat.GetDayName(day)));

    public static IEnumerable<(string Value, string Text)> Hours() =>
        Enumerable.Range(0, 24).Select(hour => (hour.ToString(CultureInfo.InvariantCulture), HourName(hour)));

    public static string HourName(int hour) => new TimeOnly(hour, 0).ToString("HH:mm", CultureInfo.InvariantCulture);
}
