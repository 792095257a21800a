using System.Globalization;

namespace ValuePortal.Platform.Text;

/// <summary>Zones by their IANA names, such as Asia/Shanghai. Windows names are refused: not every system knows them.</summary>
public static class TimeZones
{
    public const int MaxLength = 64;

    public static bool IsKnown(string zone) =>
        zone.Length is > 0 and <= MaxLength
        && zone.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '/' or '_' or '-' or '+')
        && (zone == "UTC" || !TimeZoneInfo.TryConvertWindowsIdToIanaId(zone, out _))
        && TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _);

    /// <summary>The day it is in a zone; in UTC where the machine does not know the zone.</summary>
    public static DateOnly DayIn(string zone, DateTimeOffset now) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var found) ? found : TimeZoneInfo.Utc).DateTime);

    /// <summary>Zones of places by name, each with how far it is from UTC now.</summary>
    public static IEnumerable<(string Value, string Text)> Choices(DateTimeOffset now, string ownZone) => TimeZoneInfo.GetSystemTimeZones()
        .Where(zone => zone.Id == ownZone || (zone.Id.Contains('/', StringComparison.Ordinal) && !zone.Id.StartsWith("Etc/", StringComparison.Ordinal) && IsKnown(zone.Id)))
        .Select(zone => zone.Id).Append("UTC").Append(ownZone).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)
        .Select(id => (id, id == "UTC" ? id : $"{id} ({FromUtc(TimeZoneInfo.FindSystemTimeZoneById(id).GetUtcOffset(now))})"));

    private static string FromUtc(TimeSpan offset) =>
        string.Create(CultureInfo.InvariantCulture, $"UTC{(offset < TimeSpan.Zero ? '−' : '+')}{offset:hh\\:mm}");
}
