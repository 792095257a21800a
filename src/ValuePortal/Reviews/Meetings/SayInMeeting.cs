using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ValuePortal.Accounts;
using ValuePortal.Milestones.Plans;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;

namespace ValuePortal.Reviews.Meetings;

/// <summary>
/// Writes down a note, a decision, an action with owner and day, or a question, for everybody in the meeting. The vendor's people name no
/// amounts in it: not everybody who reads it may see money.
/// </summary>
public sealed class SayInMeeting(PortalDbFactory portal, MeetingWork work, ReadCompany companies, TimeProvider clock, IStringLocalizer<MeetingWords> words)
{
    public const string Customer = "customer";
    public const string Vendor = "vendor";

    /// <summary>As a form sends it.</summary>
    public sealed class Input
    {
        public string? Kind { get; set; }

        public string? Text { get; set; }

        /// <summary>Of an action: the id of somebody who came, or one of the two sides.</summary>
        public string? Owner { get; set; }

        /// <summary>Of an action: "2026-12-31".</summary>
        public string? DueOn { get; set; }
    }

    public async Task<Outcome<Guid>> RunAsync(Viewer viewer, Guid id, Input input, CancellationToken ct = default)
    {
        await using var db = portal.For(viewer);
        if (!(await work.FindAsync(db, viewer, id, ct)).Is(out var meeting, out var refusal))
        {
            return refusal;
        }

        if (!Enum.TryParse<EntryKind>(input.Kind, out var kind) || kind is not (EntryKind.Note or EntryKind.Decision or EntryKind.Action or EntryKind.Question))
        {
            return work.Wrong("Kind", "ChooseOne");
        }

        if (MeetingWork.Line(input.Text, MeetingEntry.TextMaxLength) is not { } text)
        {
            return work.Wrong("Text", string.IsNullOrWhiteSpace(input.Text) ? "TextMissing" : "TextTooLong", MeetingEntry.TextMaxLength);
        }

        // What the customer's people say of their own money is theirs to say.
        if (viewer.IsStaff && DraftText.NamesAmount(text, (await companies.RunAsync(viewer, meeting.AccountId, ct))?.Currency ?? ""))
        {
            return work.Wrong("Text", "AmountForAll");
        }

        DateOnly? due = null;
        (Side Side, Guid? Id, string? Name)? owner = null;
        if (kind is EntryKind.Action)
        {
            if (!DateOnly.TryParseExact(input.DueOn, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) || day.Year is < 2000 or > 2100)
            {
                return work.Wrong("DueOn", "DayMissing");
            }

            due = day;
            owner = await OwnerAsync(db, meeting, input.Owner, ct);
            if (owner is null)
            {
                return work.Wrong("Owner", "ChooseOwner");
            }
        }

        if (await db.MeetingEntries.CountAsync(entry => entry.AccountId == meeting.AccountId && entry.MeetingId == id, ct) >= MeetingEntry.MostPerMeeting)
        {
            return new Refusal.Conflict(words["MeetingFull", MeetingEntry.MostPerMeeting]);
        }

        var now = clock.GetUtcNow();
        var entry = new MeetingEntry
        {
            AccountId = meeting.AccountId,
            Id = Guid.CreateVersion7(now),
            MeetingId = id,
            Kind = kind,
            Text = text,
            At = now,
            PersonId = viewer.PersonId,
            By = viewer.Name,
            ByVendor = viewer.IsStaff,
            Side = owner?.Side,
            OwnerId = owner?.Id,
            OwnerName = owner?.Name,
            DueOn = due,
        };
        db.Add(entry);
        return await work.SaveAsync(db, meeting, entry.Id, ct);
    }

    private static async Task<(Side, Guid?, string?)?> OwnerAsync(PortalDb db, Meeting meeting, string? chosen, CancellationToken ct)
    {
        if (chosen is Customer or Vendor)
        {
            return (chosen is Customer ? Side.Customer : Side.Vendor, null, null);
        }

        return Guid.TryParse(chosen, out var id)
            && await db.MeetingPeople.AsNoTracking().SingleOrDefaultAsync(person => person.AccountId == meeting.AccountId && person.MeetingId == meeting.Id && person.PersonId == id, ct) is { } person
                ? (person.OfVendor ? Side.Vendor : Side.Customer, id, person.Name)
                : null;
    }
}
