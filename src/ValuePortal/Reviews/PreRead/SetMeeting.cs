using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ValuePortal.Accounts;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Audit;
using ValuePortal.Platform.Data;

namespace ValuePortal.Reviews.PreRead;

/// <summary>Says when the meeting about a review is. The review's words and figures are not touched by it, published or not.</summary>
public sealed class SetMeeting(PortalDbFactory portal, ReviewWork work, ReadAccountCalendar calendar, AuditLog audit, TimeProvider clock, IStringLocalizer<ReviewsWords> words)
{
    /// <param name="at">As 2026-12-03T10:00, in the account's time zone; empty for no meeting.</param>
    public async Task<Outcome<Guid>> RunAsync(Viewer viewer, Guid account, Guid id, string? at, CancellationToken ct = default)
    {
        if (!work.On(viewer, account).Is(out var narrowed, out var refusal))
        {
            return refusal;
        }

        await using var db = portal.For(narrowed);
        if (await db.Reviews.SingleOrDefaultAsync(r => r.AccountId == account && r.Id == id, ct) is not { } review || await calendar.RunAsync(narrowed, ct) is not { } days)
        {
            return new Refusal.NotFound(words["NoSuchReview"]);
        }

        var zone = TimeZoneInfo.TryFindSystemTimeZoneById(days.TimeZone, out var found) ? found : TimeZoneInfo.Utc;
        DateTimeOffset? meeting = string.IsNullOrWhiteSpace(at) ? null : Moment(at, zone);
        if (!string.IsNullOrWhiteSpace(at) && !(meeting > clock.GetUtcNow()))
        {
            return new Refusal.Invalid(words["MeetingWrong"], new Dictionary<string, string[]> { ["MeetingAt"] = [words["MeetingWrong"]] });
        }

        review.Meet(meeting);
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateConcurrencyException)
        {
            return new Refusal.Conflict(words["ChangedMeanwhile"]);
        }

        await audit.WriteAsync(narrowed, ReviewAudit.MeetingSet, string.Create(CultureInfo.InvariantCulture, $"review {id}, {meeting:yyyy-MM-dd HH:mm}"), account, ct);
        return id;
    }

    /// <returns>Null for what is no moment of that time zone.</returns>
    private static DateTimeOffset? Moment(string at, TimeZoneInfo zone) =>
        DateTime.TryParseExact(at, ["yyyy-MM-ddTHH:mm", "yyyy-MM-ddTHH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var local)
        && local.Year is >= 2000 and <= 2100 && !zone.IsInvalidTime(local)
            ? new DateTimeOffset(local, zone.GetUtcOffset(local)).ToUniversalTime()
            : null;
}
