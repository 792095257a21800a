using Microsoft.EntityFrameworkCore;
using ValuePortal.Accounts;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;

namespace ValuePortal.FeatureRequests.Echo;

/// <summary>
/// By when the vendor owes an account the first answer to a request raised now: so many of its working days after the day it is there, by
/// the account's tier. The day is kept with the request; a change of the rules changes no promise.
/// </summary>
public sealed class PromiseAnswer(PortalDbFactory portal, ReadAccountCalendar calendar)
{
    internal async Task<DateOnly?> RunAsync(Guid account, DateTimeOffset now, CancellationToken ct = default)
    {
        if (await CalendarAsync(account, ct) is not { } of)
        {
            return null;
        }

        await using var db = portal.ForSystem();
        var settings = await db.RequestSettings.AsNoTracking().SingleOrDefaultAsync(ct) ?? new RequestSettings();
        return settings.Calendar.After(Day(of, now), settings.DaysFor(of.Tier));
    }

    /// <summary>The day it is for the account.</summary>
    internal async Task<DateOnly> TodayAsync(Guid account, DateTimeOffset now, CancellationToken ct = default) =>
        await CalendarAsync(account, ct) is { } of ? Day(of, now) : DateOnly.FromDateTime(now.UtcDateTime);

    private Task<ReadAccountCalendar.Calendar?> CalendarAsync(Guid account, CancellationToken ct) =>
        calendar.RunAsync(new Viewer(Guid.Empty, "requests", null, AccountScope.Only(account), SeesMoney: false), ct);

    private static DateOnly Day(ReadAccountCalendar.Calendar of, DateTimeOffset now) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, TimeZoneInfo.FindSystemTimeZoneById(of.TimeZone)).DateTime);
}
