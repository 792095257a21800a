using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ValuePortal.Notifications;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Audit;
using ValuePortal.Platform.Data;
using ValuePortal.Platform.Text;

namespace ValuePortal.Reviews.Meetings;

/// <summary>Opens the lobby of a meeting on a review, with an agenda made of its sections, and tells the account's people that they can come in.</summary>
public sealed class CallMeeting(PortalDbFactory portal, ReviewWork work, Tell tell, AuditLog audit, TimeProvider clock, IStringLocalizer<MeetingWords> words)
{
    /// <returns>The meeting's id; of the one that is open already where there is one.</returns>
    public async Task<Outcome<Guid>> RunAsync(Viewer viewer, Guid account, Guid review, CancellationToken ct = default)
    {
        if (!work.On(viewer, account).Is(out var narrowed, out var refusal))
        {
            return refusal;
        }

        await using var db = portal.For(narrowed);
        if (await db.Reviews.AsNoTracking().Where(row => row.AccountId == account && row.Id == review).Select(row => new { row.Title, row.Language, row.Sections }).SingleOrDefaultAsync(ct) is not { } found)
        {
            return new Refusal.NotFound(words["NoSuchReview"]);
        }

        if (await db.Meetings.Where(row => row.AccountId == account && row.ReviewId == review && row.State != MeetingState.Ended).Select(row => (Guid?)row.Id).FirstOrDefaultAsync(ct) is { } open)
        {
            return open;
        }

        var now = clock.GetUtcNow();
        var meeting = new Meeting { AccountId = account, Id = Guid.CreateVersion7(now), ReviewId = review, Title = found.Title, CalledAt = now, CalledByPersonId = viewer.PersonId };
        db.Add(meeting);
        db.AddRange(InLanguage.Of(found.Language, () => Agenda(meeting, ReviewSections.Read(found.Sections)).ToList()));
        var people = await db.Users.Where(person => person.AccountId == account && person.DeactivatedAt == null).Select(person => person.Id).ToListAsync(ct);
        await tell.StageAsync(db, [.. people.Select(person => new Tell.News(person, MeetingNotices.Called, $"meeting:{meeting.Id}", $"/meetings/{meeting.Id}", found.Title, viewer.Name))], ct);
        await db.SaveChangesAsync(ct);
        await audit.WriteAsync(narrowed, MeetingAudit.Called, $"meeting {meeting.Id}, review {review}", account, ct);
        return meeting.Id;
    }

    // An hour, of which half is for what comes next.
    private IEnumerable<AgendaPoint> Agenda(Meeting meeting, IReadOnlyList<ReviewSection> sections)
    {
        (string Word, int Minutes, ReviewSection? Section)[] points =
        [
            ("AgendaWelcome", 5, ReviewSection.Summary),
            ("AgendaValue", 15, sections.Contains(ReviewSection.Value) ? ReviewSection.Value : ReviewSection.Usage),
            ("AgendaMilestones", 10, ReviewSection.Milestones),
            ("AgendaRequests", 10, ReviewSection.Requests),
            ("AgendaNext", 15, ReviewSection.NextSteps),
            ("AgendaAgreed", 5, null),
        ];
        foreach (var (place, point) in points.Index())
        {
            yield return new AgendaPoint
            {
                AccountId = meeting.AccountId,
                Id = Guid.CreateVersion7(meeting.CalledAt),
                MeetingId = meeting.Id,
                Place = place,
                Title = words[point.Word],
                Minutes = point.Minutes,
                Anchor = point.Section is { } section && sections.Contains(section) ? section.Anchor : null,
            };
        }
    }
}
