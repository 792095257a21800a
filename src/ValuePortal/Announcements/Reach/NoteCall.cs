using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ValuePortal.Announcements.Desk;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Audit;
using ValuePortal.Platform.Data;

namespace ValuePortal.Announcements.Reach;

/// <summary>Notes that an account was told of a release by word of mouth: on which day, and what was said. The customer does not read the note.</summary>
public sealed class NoteCall(PortalDbFactory portal, ReadReach reach, AuditLog audit, TimeProvider clock, IStringLocalizer<AnnouncementWords> text)
{
    public sealed record Input(Guid Account, Guid Release, DateOnly? On, string? Note);

    public async Task<Outcome<Guid>> RunAsync(Viewer viewer, Input input, CancellationToken ct = default)
    {
        if (viewer.Role is not (PersonRole.Csm or PersonRole.VendorAdmin) || viewer.NarrowTo(input.Account) is not { } narrowed
            || (await reach.OfAccountAsync(viewer, input.Account, ct: ct)).All(row => row.ReleaseId != input.Release))
        {
            return new Refusal.NotFound(text["NoSuchRelease"]);
        }

        var note = ReleaseWork.Given(input.Note) ?? "";
        var latest = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime).AddDays(1); // a day further east
        if (input.On is not { } day || day > latest || day < latest.AddYears(-1) || note.Length > ReleaseCall.NoteMaxLength)
        {
            return new Refusal.Invalid(text["SomeFieldsNeedAttention"], new Dictionary<string, string[]> { [nameof(Input.On)] = [text["CallInvalid", ReleaseCall.NoteMaxLength]] });
        }

        await using var db = portal.For(narrowed);
        var call = await db.ReleaseCalls.SingleOrDefaultAsync(row => row.AccountId == input.Account && row.ReleaseId == input.Release, ct);
        if (call is null)
        {
            db.Add(call = new ReleaseCall { AccountId = input.Account, ReleaseId = input.Release });
        }

        (call.On, call.Note, call.PersonId, call.By) = (day, note, viewer.PersonId, viewer.Name);
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException failure) when (failure.IsDuplicate())
        {
            return new Refusal.Conflict(text["ChangedByColleague"]);
        }

        await audit.WriteAsync(narrowed, ReleaseAudit.ToldByCall, $"{input.Release} {day:yyyy-MM-dd}", input.Account, ct);
        return input.Release;
    }
}
