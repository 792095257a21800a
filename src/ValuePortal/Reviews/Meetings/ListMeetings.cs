using Microsoft.EntityFrameworkCore;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;

namespace ValuePortal.Reviews.Meetings;

/// <summary>The meetings on a review: the newest first.</summary>
public sealed class ListMeetings(PortalDbFactory portal)
{
    private const int Most = 20;

    public sealed record Row(Guid Id, MeetingState State, DateTimeOffset CalledAt, DateTimeOffset? EndedAt);

    /// <param name="review">The review; null for all of the viewer's account that are open.</param>
    public async Task<IReadOnlyList<Row>> RunAsync(Viewer viewer, Guid account, Guid? review, CancellationToken ct = default)
    {
        if (viewer.NarrowTo(account) is not { } narrowed)
        {
            return [];
        }

        await using var db = portal.For(narrowed);
        return await db.Meetings.AsNoTracking()
            .Where(meeting => meeting.AccountId == account && (review == null ? meeting.State != MeetingState.Ended : meeting.ReviewId == review))
            .OrderByDescending(meeting => meeting.CalledAt).ThenBy(meeting => meeting.Id).Take(Most)
            .Select(meeting => new Row(meeting.Id, meeting.State, meeting.CalledAt, meeting.EndedAt)).ToListAsync(ct);
    }
}
