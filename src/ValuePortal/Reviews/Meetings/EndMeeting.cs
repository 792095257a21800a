using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ValuePortal.Milestones.Plans;
using ValuePortal.Notifications;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Audit;
using ValuePortal.Platform.Data;
using ValuePortal.Platform.Text;
using ValuePortal.Reviews.Meetings.Live;
using ValuePortal.Reviews.Promises;

namespace ValuePortal.Reviews.Meetings;

/// <summary>
/// Ends a meeting: nothing is written in it any more, its actions stand in the success plan and are promises with which the next review opens, and
/// the account's people are told where the minutes are, whether they came or not.
/// </summary>
public sealed class EndMeeting(
    PortalDbFactory portal, MeetingWork work, WatchMeetings watch, StageAgreedTasks plan, Tell tell, AuditLog audit, TimeProvider clock, IStringLocalizer<MeetingWords> words)
{
    public async Task<Outcome<Guid>> RunAsync(Viewer viewer, Guid id, CancellationToken ct = default)
    {
        await using var db = portal.For(viewer);
        if (!(await work.FindForStaffAsync(db, viewer, id, ct)).Is(out var meeting, out var refusal))
        {
            return refusal;
        }

        var (account, narrowed, now) = (meeting.AccountId, viewer.NarrowTo(meeting.AccountId)!, clock.GetUtcNow());
        var people = await db.Users.Where(person => person.AccountId == account && person.DeactivatedAt == null).Select(person => person.Id).ToListAsync(ct);
        await using (var transaction = await db.Database.BeginTransactionAsync(ct))
        {
            if (await db.Meetings.Where(row => row.AccountId == account && row.Id == id && row.State == MeetingState.Live).ExecuteUpdateAsync(
                set => set.SetProperty(row => row.State, MeetingState.Ended).SetProperty(row => row.EndedAt, now).SetProperty(row => row.Revision, row => row.Revision + 1), ct) == 0)
            {
                return new Refusal.Conflict(words[meeting.State is MeetingState.Lobby ? "NotStarted" : "IsOver"]);
            }

            // Read after the end, so that none comes in unseen.
            var actions = await db.MeetingEntries.AsNoTracking()
                .Where(entry => entry.AccountId == account && entry.MeetingId == id && entry.Kind == EntryKind.Action).OrderBy(entry => entry.At).ThenBy(entry => entry.Id).ToListAsync(ct);
            await plan.StageAsync(db, narrowed, account, [.. actions.Select(action => new StageAgreedTasks.Agreed(action.Text, action.Side!.Value, action.OwnerId, action.OwnerName, action.DueOn!.Value))], ct);
            db.AddRange(actions.Select(action => Promise.Make(
                account, Beginning.Of(action.Text, Promise.TextMaxLength), action.Side!.Value, action.OwnerId, action.OwnerName, action.DueOn!.Value,
                review: null, meeting: id, isOfDraft: false, now)));
            await tell.StageAsync(db, [.. people.Select(person => new Tell.News(person, MeetingNotices.Minutes, $"minutes:{id}", $"/meetings/{id}/minutes", meeting.Title))], ct);
            await db.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
        }

        watch.Ring();
        await audit.WriteAsync(narrowed, MeetingAudit.Ended, $"meeting {id}", account, ct);
        return id;
    }
}
