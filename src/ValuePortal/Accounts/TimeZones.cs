namespace ValuePortal.Accounts;

/// <summary>Zones by their IANA names, such as Asia/Shanghai. Windows names are refused: not every system knows them.</summary>
public static class TimeZones
{
    public const int MaxLength = 64;

    public static bool IsKnown(string zone) =>
        zone.Length is > 0 and <= MaxLength
        && zone.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '/' or '_' or '-' or '+')
        && (zone == "UTC" || !TimeZoneInfo.TryConvertWindowsIdToIanaId(zone, out _))
        && TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _);
}
