using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;

namespace ValuePortal.Reviews.Meetings.Live;

/// <summary>What people do in a meeting without words: the presenter goes on, others follow or look around by themselves, somebody reacts.</summary>
public sealed class MoveInMeeting(PortalDbFactory portal, MeetingWork work, WatchMeetings watch, TimeProvider clock, IStringLocalizer<MeetingWords> words)
{
    /// <summary>What can be said with a sign.</summary>
    public static readonly IReadOnlyList<string> Reactions = ["agree", "applaud", "unsure", "hand"];

    public async Task<Outcome<Guid>> GoAsync(Viewer viewer, Guid id, string? at, CancellationToken ct = default)
    {
        if (Place.Read(at) is not { } place)
        {
            return work.Wrong("At", "NoPlace");
        }

        await using var db = portal.For(viewer);
        var written = place.Write();
        return await db.Meetings.Where(meeting => meeting.Id == id && meeting.State == MeetingState.Live && meeting.PresenterId == viewer.PersonId)
            .ExecuteUpdateAsync(set => set.SetProperty(meeting => meeting.Place, written).SetProperty(meeting => meeting.Step, meeting => meeting.Step + 1), ct) == 0
            ? new Refusal.Conflict(words["OnlyPresenter"])
            : Told(id);
    }

    public async Task<Outcome<Guid>> FollowAsync(Viewer viewer, Guid id, bool follows, CancellationToken ct = default)
    {
        await using var db = portal.For(viewer);
        return await db.MeetingPeople.Where(person => person.MeetingId == id && person.PersonId == viewer.PersonId)
            .ExecuteUpdateAsync(set => set.SetProperty(person => person.Follows, follows), ct) == 0
            ? work.NoSuchMeeting
            : Told(id);
    }

    public async Task<Outcome<Guid>> ReactAsync(Viewer viewer, Guid id, string? reaction, CancellationToken ct = default)
    {
        if (!Reactions.Contains(reaction))
        {
            return work.Wrong("Reaction", "ChooseOne");
        }

        var now = clock.GetUtcNow();
        await using var db = portal.For(viewer);
        return await db.MeetingPeople.Where(person => person.MeetingId == id && person.PersonId == viewer.PersonId)
            .ExecuteUpdateAsync(set => set.SetProperty(person => person.Reaction, reaction).SetProperty(person => person.ReactedAt, now), ct) == 0
            ? work.NoSuchMeeting
            : Told(id);
    }

    private Outcome<Guid> Told(Guid id)
    {
        watch.Ring();
        return id;
    }
}
