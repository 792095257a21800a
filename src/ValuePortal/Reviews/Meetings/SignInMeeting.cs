using Microsoft.EntityFrameworkCore;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;
using ValuePortal.Platform.Text;
using ValuePortal.Roi.Agreement;

namespace ValuePortal.Reviews.Meetings;

/// <summary>
/// The customer's admin agrees to a figure in the meeting, or objects to it: the same signature as on the page of the figure, and a line in the
/// minutes.
/// </summary>
public sealed class SignInMeeting(PortalDbFactory portal, MeetingWork work, DecideFigure decide, ReadFigure figures, TimeProvider clock)
{
    public async Task<Outcome<Guid>> RunAsync(Viewer viewer, Guid id, string? key, DecideFigure.Input input, CancellationToken ct = default)
    {
        await using var db = portal.For(viewer);
        if (!(await work.FindAsync(db, viewer, id, ct)).Is(out var meeting, out var refusal))
        {
            return refusal;
        }

        if (!FigureKey.TryParse(key, out var figure) || !Enum.TryParse<StepKind>(input.Kind, out var kind) || kind is not (StepKind.Confirmed or StepKind.Disputed))
        {
            return work.Wrong("Kind", "ChooseOne");
        }

        if (!(await decide.RunAsync(viewer, figure, input, ct)).Is(out _, out refusal) || !(await figures.RunAsync(viewer, meeting.AccountId, figure, ct)).Is(out var signed, out refusal))
        {
            return refusal;
        }

        var now = clock.GetUtcNow();
        var entry = new MeetingEntry
        {
            AccountId = meeting.AccountId,
            Id = Guid.CreateVersion7(now),
            MeetingId = id,
            Kind = kind is StepKind.Confirmed ? EntryKind.Confirmed : EntryKind.Disputed,
            Text = Beginning.Of(signed.Name, MeetingEntry.TextMaxLength),
            At = now,
            PersonId = viewer.PersonId,
            By = viewer.Name,
            Figure = figure.ToString(),
        };
        db.Add(entry);
        return await work.SaveAsync(db, meeting, entry.Id, ct);
    }
}
