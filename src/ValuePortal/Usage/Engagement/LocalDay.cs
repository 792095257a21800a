using ValuePortal.Usage.Events;

namespace ValuePortal.Usage.Engagement;

/// <summary>Where a calendar day of a zone begins among the quarters of an hour.</summary>
internal static class LocalDay
{
    /// <summary>
    /// The first quarter of the day. Where the clock jumps over midnight the day begins after the jump; where midnight comes twice, with
    /// the first of the two.
    /// </summary>
    public static int QuarterOf(DateOnly day, TimeZoneInfo zone)
    {
        var midnight = day.ToDateTime(TimeOnly.MinValue);
        while (zone.IsInvalidTime(midnight))
        {
            midnight = midnight.AddMinutes(UsageQuarter.Minutes);
        }

        var offset = zone.IsAmbiguousTime(midnight) ? zone.GetAmbiguousTimeOffsets(midnight).Max() : zone.GetUtcOffset(midnight);
        return (int)Math.Ceiling((midnight - offset - DateTime.UnixEpoch).TotalMinutes / UsageQuarter.Minutes);
    }
}
