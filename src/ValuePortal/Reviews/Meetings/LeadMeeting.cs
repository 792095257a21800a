using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;
using ValuePortal.Reviews.Meetings.Live;

namespace ValuePortal.Reviews.Meetings;

/// <summary>
/// Who presents, and which point of the agenda is on. The presenter hands over to somebody who is there; the vendor's people take over at any
/// time. A presenter who is gone stays it, so that a page that is loaded anew goes on.
/// </summary>
public sealed class LeadMeeting(PortalDbFactory portal, MeetingWork work, WatchMeetings watch, TimeProvider clock, IStringLocalizer<MeetingWords> words)
{
    /// <param name="person">Somebody who came; oneself to take over.</param>
    public async Task<Outcome<Guid>> HandAsync(Viewer viewer, Guid id, Guid person, CancellationToken ct = default)
    {
        await using var db = portal.For(viewer);
        if (!(await work.FindAsync(db, viewer, id, ct)).Is(out var meeting, out var refusal))
        {
            return refusal;
        }

        if (!viewer.IsStaff && meeting.PresenterId != viewer.PersonId)
        {
            return new Refusal.NotAllowed(words["OnlyPresenter"]);
        }

        var name = person == viewer.PersonId
            ? viewer.Name
            : await db.MeetingPeople.Where(row => row.AccountId == meeting.AccountId && row.MeetingId == id && row.PersonId == person && row.LeftAt == null).Select(row => row.Name).SingleOrDefaultAsync(ct);
        if (name is null)
        {
            return work.Wrong("Person", "NotHere");
        }

        // The condition holds once more when it is written: of two who take over at once each sees who has it.
        var held = await db.Meetings
            .Where(row => row.AccountId == meeting.AccountId && row.Id == id && row.State == MeetingState.Live && (viewer.IsStaff || row.PresenterId == viewer.PersonId))
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.PresenterId, person).SetProperty(row => row.PresenterName, name).SetProperty(row => row.Revision, row => row.Revision + 1), ct);
        return Done(held, id);
    }

    /// <param name="point">A point of the meeting's agenda.</param>
    public async Task<Outcome<Guid>> TurnAsync(Viewer viewer, Guid id, Guid point, CancellationToken ct = default)
    {
        await using var db = portal.For(viewer);
        if (!(await work.FindAsync(db, viewer, id, ct)).Is(out var meeting, out var refusal))
        {
            return refusal;
        }

        if (!viewer.IsStaff && meeting.PresenterId != viewer.PersonId)
        {
            return new Refusal.NotAllowed(words["OnlyPresenter"]);
        }

        if (!await db.MeetingAgenda.AnyAsync(row => row.AccountId == meeting.AccountId && row.MeetingId == id && row.Id == point, ct))
        {
            return work.Wrong("Point", "NoSuchPoint");
        }

        var turned = await db.Meetings.Where(row => row.AccountId == meeting.AccountId && row.Id == id && row.State == MeetingState.Live)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.PointId, point).SetProperty(row => row.PointSince, clock.GetUtcNow()).SetProperty(row => row.Revision, row => row.Revision + 1), ct);
        return Done(turned, id);
    }

    private Outcome<Guid> Done(int rows, Guid id)
    {
        if (rows == 0)
        {
            return new Refusal.Conflict(words["NotLive"]);
        }

        watch.Ring();
        return id;
    }
}
