using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;
using ValuePortal.Reviews.Meetings.Live;

namespace ValuePortal.Reviews.Meetings;

/// <summary>Who may be in a meeting, and how what is written in it is kept: never after its end, and never without its watchers being told.</summary>
public sealed class MeetingWork(WatchMeetings watch, IStringLocalizer<MeetingWords> words)
{
    internal Refusal NoSuchMeeting => new Refusal.NotFound(words["NoSuchMeeting"]);

    /// <summary>The meeting, for people of its account and for who works on it.</summary>
    /// <param name="db">A context of the viewer.</param>
    internal async Task<Outcome<Meeting>> FindAsync(PortalDb db, Viewer viewer, Guid id, CancellationToken ct) =>
        (viewer.IsCustomer || viewer.Role is PersonRole.Csm or PersonRole.VendorAdmin)
        && await db.Meetings.AsNoTracking().SingleOrDefaultAsync(meeting => meeting.Id == id, ct) is { } meeting
            ? meeting
            : NoSuchMeeting;

    /// <summary>The same where only the vendor's people may.</summary>
    internal async Task<Outcome<Meeting>> FindForStaffAsync(PortalDb db, Viewer viewer, Guid id, CancellationToken ct) =>
        !(await FindAsync(db, viewer, id, ct)).Is(out var meeting, out var refusal) ? refusal
        : viewer.IsStaff ? meeting
        : new Refusal.NotAllowed(words["OnlyStaff"]);

    /// <summary>Saves what was added, changed or removed, and tells the watchers. Once the meeting has ended nothing is saved.</summary>
    internal async Task<Outcome<Guid>> SaveAsync(PortalDb db, Meeting meeting, Guid result, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await db.Meetings.Where(row => row.AccountId == meeting.AccountId && row.Id == meeting.Id && row.State != MeetingState.Ended)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.Revision, row => row.Revision + 1), ct) == 0)
        {
            return new Refusal.Conflict(words["IsOver"]);
        }

        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        watch.Ring();
        return result;
    }

    internal Refusal Wrong(string field, string word, params object[] values)
    {
        var says = words[word, values].Value;
        return new Refusal.Invalid(says, new Dictionary<string, string[]> { [field] = [says] });
    }

    /// <summary>A line as somebody typed it.</summary>
    /// <returns>Null when it is empty or too long.</returns>
    internal static string? Line(string? typed, int maxLength) =>
        string.Join(' ', (typed ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)) is { Length: > 0 } line && line.Length <= maxLength && !line.Any(char.IsControl) ? line : null;
}

internal static class MeetingTables
{
    extension(PortalDb db)
    {
        public DbSet<Meeting> Meetings => db.Set<Meeting>();

        public DbSet<MeetingPerson> MeetingPeople => db.Set<MeetingPerson>();

        public DbSet<MeetingEntry> MeetingEntries => db.Set<MeetingEntry>();

        public DbSet<AgendaPoint> MeetingAgenda => db.Set<AgendaPoint>();

        public DbSet<StaffNote> MeetingStaffNotes => db.Set<StaffNote>();

        public DbSet<MeetingSnapshot> MeetingSnapshots => db.Set<MeetingSnapshot>();
    }
}
