using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;

namespace ValuePortal.Reviews.Meetings;

/// <summary>Takes back what somebody wrote in a meeting, or sets a question as answered: whoever wrote it, and the vendor's people. A signed figure stays.</summary>
public sealed class ChangeEntry(PortalDbFactory portal, MeetingWork work, TimeProvider clock, IStringLocalizer<MeetingWords> words)
{
    public Task<Outcome<Guid>> RemoveAsync(Viewer viewer, Guid id, Guid entry, CancellationToken ct = default) =>
        RunAsync(viewer, id, entry, (db, row) => db.Remove(row), ct);

    public Task<Outcome<Guid>> AnswerAsync(Viewer viewer, Guid id, Guid entry, bool answered, CancellationToken ct = default) =>
        RunAsync(viewer, id, entry, (_, row) => row.AnsweredAt = answered && row.Kind is EntryKind.Question ? row.AnsweredAt ?? clock.GetUtcNow() : null, ct);

    private async Task<Outcome<Guid>> RunAsync(Viewer viewer, Guid id, Guid entry, Action<PortalDb, MeetingEntry> change, CancellationToken ct)
    {
        await using var db = portal.For(viewer);
        if (!(await work.FindAsync(db, viewer, id, ct)).Is(out var meeting, out var refusal))
        {
            return refusal;
        }

        if (await db.MeetingEntries.SingleOrDefaultAsync(row => row.AccountId == meeting.AccountId && row.MeetingId == id && row.Id == entry, ct) is not { } found)
        {
            return new Refusal.NotFound(words["NoSuchEntry"]);
        }

        if (!MayChange(viewer, found))
        {
            return new Refusal.NotAllowed(words["NotYours"]);
        }

        change(db, found);
        return await work.SaveAsync(db, meeting, entry, ct);
    }

    internal static bool MayChange(Viewer viewer, MeetingEntry entry) =>
        entry.Kind is not (EntryKind.Confirmed or EntryKind.Disputed) && (viewer.IsStaff || entry.PersonId == viewer.PersonId);
}
