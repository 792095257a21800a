using System.Globalization;
using ValuePortal.Accounts;

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

    /// <summary>Zones of places by name, each with how far it is from UTC now.</summary>
    public static IEnumerable<(string Value, string Text)> Zones(DateTimeOffset now, string ownZone) => TimeZoneInfo.GetSystemTimeZones()
        .Where(zone => zone.Id == ownZone || (zone.Id.Contains('/', StringComparison.Ordinal) && !zone.Id.StartsWith("Etc/", StringComparison.Ordinal) && TimeZones.IsKnown(zone.Id)))
        .Select(zone => zone.Id).Append("UTC").Append(ownZone).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)
        .Select(id => (id, id == "UTC" ? id : $"{id} ({FromUtc(TimeZoneInfo.FindSystemTimeZoneById(id).GetUtcOffset(now))})"));

    private static string FromUtc(TimeSpan offset) =>
        string.Create(CultureInfo.InvariantCulture, $"UTC{(offset < TimeSpan.Zero ? '−' : '+')}{offset:hh\\:mm}");
}
