namespace ValuePortal.Notifications;

/// <summary>When a notice goes out by mail, in the person's own zone.</summary>
/// <param name="Zone">IANA name.</param>
/// <param name="QuietFrom">From this hour on no mail comes, until <paramref name="QuietUntil"/>; the same hour twice: no rest.</param>
/// <param name="DigestHour">The hour of the daily summary.</param>
public readonly record struct NoticeTimes(string Zone, int QuietFrom, int QuietUntil, int DigestHour)
{
    /// <returns>Null when no mail is wanted.</returns>
    public DateTimeOffset? DueAt(NoticeWay way, DateTimeOffset now)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(Zone);
        var local = TimeZoneInfo.ConvertTime(now, zone).DateTime;
        return way switch
        {
            NoticeWay.Digest => Next(DigestHour),
            NoticeWay.Mail when IsQuiet(local.Hour) => Next(QuietUntil),
            NoticeWay.Mail => now,
            _ => null,
        };

        DateTimeOffset Next(int hour)
        {
            var at = local.Date.AddHours(hour);
            at = at > local ? at : at.AddDays(1);

            // An hour that is left out when clocks change comes with the next there is.
            at = zone.IsInvalidTime(at) ? at.AddHours(1) : at;
            return new DateTimeOffset(at, zone.GetUtcOffset(at)).ToUniversalTime();
        }
    }

    private bool IsQuiet(int hour) => QuietFrom <= QuietUntil ? hour >= QuietFrom && hour < QuietUntil : hour >= QuietFrom || hour < QuietUntil;
}
