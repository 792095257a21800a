using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Audit;
using ValuePortal.Platform.Data;
using ValuePortal.Reviews.Meetings.Live;
using ValuePortal.Reviews.Snapshots;

namespace ValuePortal.Reviews.Meetings;

/// <summary>Begins to present. What a draft shows is frozen for the meeting, so that everybody in it reads the same figures.</summary>
public sealed class StartMeeting(
    PortalDbFactory portal, MeetingWork work, WatchMeetings watch, GatherSnapshot gather, AuditLog audit, TimeProvider clock, IStringLocalizer<MeetingWords> words)
{
    public async Task<Outcome<Guid>> RunAsync(Viewer viewer, Guid id, CancellationToken ct = default)
    {
        await using var db = portal.For(viewer);
        if (!(await work.FindForStaffAsync(db, viewer, id, ct)).Is(out var meeting, out var refusal))
        {
            return refusal;
        }

        if (meeting.State is not MeetingState.Lobby)
        {
            return new Refusal.Conflict(words["HasStarted"]);
        }

        var (account, narrowed, now) = (meeting.AccountId, viewer.NarrowTo(meeting.AccountId)!, clock.GetUtcNow());
        var review = await db.Reviews.AsNoTracking().SingleAsync(row => row.AccountId == account && row.Id == meeting.ReviewId, ct);
        if (review.State is ReviewState.Draft)
        {
            foreach (var withMoney in (bool[])[true, false])
            {
                if (!(await gather.RunAsync(narrowed, account, review.Id, review.Text, withMoney, ct)).Is(out var gathered, out refusal))
                {
                    return refusal;
                }

                var frozen = FrozenSnapshot.Of(gathered with { MadeAt = now });
                db.Add(new MeetingSnapshot { AccountId = account, MeetingId = id, WithMoney = withMoney, Json = frozen.Json, Hash = frozen.Hash });
            }
        }

        var first = await db.MeetingAgenda.Where(point => point.AccountId == account && point.MeetingId == id).OrderBy(point => point.Place).ThenBy(point => point.Id).Select(point => (Guid?)point.Id).FirstOrDefaultAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await db.Meetings.Where(row => row.AccountId == account && row.Id == id && row.State == MeetingState.Lobby).ExecuteUpdateAsync(
            set => set.SetProperty(row => row.State, MeetingState.Live).SetProperty(row => row.StartedAt, now)
                .SetProperty(row => row.PresenterId, viewer.PersonId).SetProperty(row => row.PresenterName, viewer.Name)
                .SetProperty(row => row.PointId, first).SetProperty(row => row.PointSince, first == null ? null : now)
                .SetProperty(row => row.Revision, row => row.Revision + 1),
            ct) == 0)
        {
            return new Refusal.Conflict(words["HasStarted"]);
        }

        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        watch.Ring();
        await audit.WriteAsync(narrowed, MeetingAudit.Started, $"meeting {id}", account, ct);
        return id;
    }
}
