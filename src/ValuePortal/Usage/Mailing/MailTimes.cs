using ValuePortal.Usage.Reports;

namespace ValuePortal.Usage.Mailing;

public enum MailRhythm
{
    /// <summary>The week that is over, Monday to Sunday, on a day of the next one.</summary>
    Weekly,

    /// <summary>The month that is over, on the first day of the next one.</summary>
    Monthly,
}

/// <summary>
/// When the report of a period goes out: at an hour of the reader's own zone, and not before the period is over where its days are
/// counted. A period is named by its first day, and each has one moment.
/// </summary>
/// <param name="Weekday">On which day a week's report goes out.</param>
/// <param name="Hour">0 to 23, in the reader's zone.</param>
/// <param name="Zone">The reader's.</param>
/// <param name="AccountZone">In which the days of the report are counted.</param>
public sealed record MailTimes(MailRhythm Rhythm, DayOfWeek Weekday, int Hour, TimeZoneInfo Zone, TimeZoneInfo AccountZone)
{
    private Bucket Bucket => Rhythm is MailRhythm.Weekly ? Bucket.Week : Bucket.Month;

    public DayRange PeriodOf(DateOnly start) => new(start, Buckets.EndOf(Bucket, start));

    public DateOnly After(DateOnly start) => PeriodOf(start).To.AddDays(1);

    public DateTimeOffset MomentOf(DateOnly start)
    {
        var next = After(start);
        var own = MomentIn(Zone, Rhythm is MailRhythm.Weekly ? next.AddDays(((int)Weekday + 6) % 7) : next, Hour);
        var over = MomentIn(AccountZone, next, 0);
        return own > over ? own : over;
    }

    /// <summary>The first period whose moment is still to come.</summary>
    public DateOnly FirstToCome(DateTimeOffset now)
    {
        var start = LastOver(now);
        while (MomentOf(start) <= now)
        {
            start = After(start);
        }

        return start;
    }

    /// <summary>The last period whose moment has come, from the given one onwards: of several that were missed only this one is sent.</summary>
    public DateOnly LastThatCame(DateOnly first, DateTimeOffset now)
    {
        while (MomentOf(After(first)) <= now)
        {
            first = After(first);
        }

        return first;
    }

    /// <summary>The last period that is over where its days are counted.</summary>
    public DateOnly LastOver(DateTimeOffset now)
    {
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, AccountZone).DateTime);
        return Buckets.StartOf(Bucket, Buckets.StartOf(Bucket, today).AddDays(-1));
    }

    /// <summary>An hour that a clock put forward leaves out comes with the next one there is; of one that comes twice the first counts.</summary>
    private static DateTimeOffset MomentIn(TimeZoneInfo zone, DateOnly day, int hour)
    {
        var local = day.ToDateTime(new TimeOnly(hour, 0));
        while (zone.IsInvalidTime(local))
        {
            local = local.AddMinutes(15);
        }

        var offset = zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local);
        return new DateTimeOffset(local, offset).ToUniversalTime();
    }
}
