using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;

namespace ValuePortal.Reviews.Meetings;

/// <summary>Notes of the vendor's people on a meeting: written, read and taken off by them alone, before, during and after it.</summary>
public sealed class NoteForStaff(PortalDbFactory portal, MeetingWork work, TimeProvider clock, IStringLocalizer<MeetingWords> words)
{
    public async Task<Outcome<IReadOnlyList<StaffNote>>> ReadAsync(Viewer viewer, Guid id, CancellationToken ct = default)
    {
        await using var db = portal.For(viewer);
        if (!(await work.FindForStaffAsync(db, viewer, id, ct)).Is(out var meeting, out var refusal))
        {
            return refusal;
        }

        return await db.MeetingStaffNotes.AsNoTracking().Where(note => note.AccountId == meeting.AccountId && note.MeetingId == id).OrderBy(note => note.At).ThenBy(note => note.Id).ToListAsync(ct);
    }

    public async Task<Outcome<Guid>> WriteAsync(Viewer viewer, Guid id, string? typed, CancellationToken ct = default)
    {
        await using var db = portal.For(viewer);
        if (!(await work.FindForStaffAsync(db, viewer, id, ct)).Is(out var meeting, out var refusal))
        {
            return refusal;
        }

        var text = (typed ?? "").ReplaceLineEndings("\n").Trim();
        if (text.Length is 0 or > StaffNote.TextMaxLength || text.Any(letter => char.IsControl(letter) && letter != '\n'))
        {
            return work.Wrong("Text", text.Length == 0 ? "TextMissing" : "TextTooLong", StaffNote.TextMaxLength);
        }

        if (await db.MeetingStaffNotes.CountAsync(note => note.AccountId == meeting.AccountId && note.MeetingId == id, ct) >= StaffNote.MostPerMeeting)
        {
            return new Refusal.Conflict(words["MeetingFull", StaffNote.MostPerMeeting]);
        }

        var now = clock.GetUtcNow();
        var note = new StaffNote { AccountId = meeting.AccountId, Id = Guid.CreateVersion7(now), MeetingId = id, Text = text, At = now, By = viewer.Name };
        db.Add(note);
        await db.SaveChangesAsync(ct);
        return note.Id;
    }

    public async Task<Outcome<Guid>> RemoveAsync(Viewer viewer, Guid id, Guid note, CancellationToken ct = default)
    {
        await using var db = portal.For(viewer);
        return !(await work.FindForStaffAsync(db, viewer, id, ct)).Is(out var meeting, out var refusal) ? refusal
            : await db.MeetingStaffNotes.Where(row => row.AccountId == meeting.AccountId && row.MeetingId == id && row.Id == note).ExecuteDeleteAsync(ct) == 0 ? new Refusal.NotFound(words["NoSuchEntry"])
            : note;
    }
}
