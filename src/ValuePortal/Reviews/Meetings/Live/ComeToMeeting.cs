using Microsoft.EntityFrameworkCore;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;

namespace ValuePortal.Reviews.Meetings.Live;

/// <summary>Notes that somebody is in a meeting, again and again while a page is open, and that the last page was closed.</summary>
public sealed class ComeToMeeting(PortalDbFactory portal, WatchMeetings watch, TimeProvider clock)
{
    internal async Task ComeAsync(Viewer viewer, Guid account, Guid meeting, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        await using var db = portal.For(viewer);
        if (await db.MeetingPeople.Where(person => person.AccountId == account && person.MeetingId == meeting && person.PersonId == viewer.PersonId)
            .ExecuteUpdateAsync(set => set.SetProperty(person => person.SeenAt, now).SetProperty(person => person.LeftAt, (DateTimeOffset?)null).SetProperty(person => person.Name, viewer.Name), ct) > 0)
        {
            return;
        }

        db.Add(new MeetingPerson
        {
            AccountId = account,
            MeetingId = meeting,
            PersonId = viewer.PersonId,
            Name = viewer.Name,
            OfVendor = viewer.IsStaff,
            CameAt = now,
            SeenAt = now,
            Follows = true,
        });
        try
        {
            await db.SaveChangesAsync(ct);

            // Who came can be given the lead and an action.
            await db.Meetings.Where(row => row.AccountId == account && row.Id == meeting).ExecuteUpdateAsync(set => set.SetProperty(row => row.Revision, row => row.Revision + 1), ct);
        }
        catch (DbUpdateException failure) when (failure.IsDuplicate())
        {
            // Another page of the same person came at the same moment.
        }
    }

    internal async Task GoAsync(Viewer viewer, Guid account, Guid meeting)
    {
        var now = clock.GetUtcNow();
        await using var db = portal.For(viewer);
        await db.MeetingPeople.Where(person => person.AccountId == account && person.MeetingId == meeting && person.PersonId == viewer.PersonId)
            .ExecuteUpdateAsync(set => set.SetProperty(person => person.LeftAt, now).SetProperty(person => person.SeenAt, now), CancellationToken.None);
        watch.Ring();
    }
}
