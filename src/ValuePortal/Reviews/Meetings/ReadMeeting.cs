using Microsoft.EntityFrameworkCore;
using ValuePortal.Accounts;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;
using ValuePortal.Reviews.Snapshots;

namespace ValuePortal.Reviews.Meetings;

/// <summary>A meeting as one of the people in it sees it.</summary>
/// <param name="People">Whoever came, in the order of coming.</param>
/// <param name="Entries">What this reader may see of them.</param>
/// <param name="TimeZone">The account's: days and times of the minutes are its.</param>
/// <param name="Today">The day it is there.</param>
public sealed record MeetingReading(
    Meeting Meeting, string AccountName, IReadOnlyList<AgendaPoint> Agenda, IReadOnlyList<MeetingPerson> People, IReadOnlyList<MeetingEntry> Entries, string TimeZone, DateOnly Today)
{
    /// <summary>The moment on the clocks of the account.</summary>
    public DateTime At(DateTimeOffset moment) => TimeZoneInfo.ConvertTime(moment, TimeZoneInfo.FindSystemTimeZoneById(TimeZone)).DateTime;

    /// <summary>Whoever was there between the beginning and the end, not only in the lobby.</summary>
    public IEnumerable<MeetingPerson> Attended => Meeting.StartedAt is { } start ? People.Where(person => person.SeenAt >= start) : [];
}

/// <summary>Reads a meeting, and what it shows.</summary>
public sealed class ReadMeeting(PortalDbFactory portal, MeetingWork work, ReadAccountCalendar calendar, ReadReview reviews)
{
    public async Task<Outcome<MeetingReading>> RunAsync(Viewer viewer, Guid id, CancellationToken ct = default)
    {
        await using var db = portal.For(viewer);
        if (!(await work.FindAsync(db, viewer, id, ct)).Is(out var meeting, out var refusal))
        {
            return refusal;
        }

        if (await calendar.RunAsync(viewer.NarrowTo(meeting.AccountId)!, ct) is not { } days)
        {
            return work.NoSuchMeeting;
        }

        var agenda = await db.MeetingAgenda.AsNoTracking().Where(row => row.AccountId == meeting.AccountId && row.MeetingId == id).OrderBy(row => row.Place).ThenBy(row => row.Id).ToListAsync(ct);
        var people = await db.MeetingPeople.AsNoTracking().Where(row => row.AccountId == meeting.AccountId && row.MeetingId == id).OrderBy(row => row.CameAt).ThenBy(row => row.PersonId).ToListAsync(ct);
        var entries = await db.MeetingEntries.AsNoTracking().Where(row => row.AccountId == meeting.AccountId && row.MeetingId == id).OrderBy(row => row.At).ThenBy(row => row.Id).ToListAsync(ct);
        return new MeetingReading(meeting, days.Name, agenda, people, [.. entries.For(viewer)], days.TimeZone, days.Today);
    }

    /// <summary>What a meeting shows to this viewer, in the edition that is for it.</summary>
    /// <returns>Null while it is in its lobby; a refusal when the review is not as it was frozen.</returns>
    public async Task<Outcome<ReviewSnapshot?>> ShownAsync(Viewer viewer, Meeting meeting, CancellationToken ct = default)
    {
        if (meeting.State is MeetingState.Lobby)
        {
            return (ReviewSnapshot?)null;
        }

        await using var db = portal.For(viewer);
        var own = await db.MeetingSnapshots.AsNoTracking().SingleOrDefaultAsync(row => row.AccountId == meeting.AccountId && row.MeetingId == meeting.Id && row.WithMoney == viewer.SeesMoney, ct);
        return own is not null
            ? FrozenSnapshot.Open(own.Json, own.Hash, meeting.AccountId, meeting.ReviewId, viewer.SeesMoney)
            : (await reviews.RunAsync(viewer, meeting.ReviewId, ct: ct)).Match<Outcome<ReviewSnapshot?>>(reading => reading.Snapshot, refusal => refusal);
    }
}
