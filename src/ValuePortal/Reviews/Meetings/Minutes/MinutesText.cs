using System.Globalization;
using Microsoft.Extensions.Localization;
using ValuePortal.Platform.Text;

namespace ValuePortal.Reviews.Meetings.Minutes;

/// <summary>The minutes in words, in the reader's language, for the page and the PDF alike. Days and times are the account's.</summary>
internal sealed class MinutesText(MeetingReading reading, IStringLocalizer<MeetingWords> text, Days days, string vendor)
{
    /// <param name="Columns">The first one names the row.</param>
    public sealed record Part(string Id, string Title, IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string>> Rows);

    public string Title => text["MinutesOf", reading.Meeting.Title];

    /// <summary>Day, beginning and end.</summary>
    public string When => reading.Meeting is { StartedAt: { } from, EndedAt: { } to }
        ? text["MinutesWhen", days.WithYear(DateOnly.FromDateTime(reading.At(from))), Time(from), Time(to), reading.TimeZone]
        : "";

    /// <summary>Those in which there is something.</summary>
    public IEnumerable<Part> Parts => All.Where(part => part.Rows.Count > 0);

    /// <summary>Names the parts in which there is nothing; null when there is none.</summary>
    public string? Empty => All.Where(part => part.Rows.Count == 0).Select(part => part.Title).ToList() is { Count: > 0 } titles
        ? text["NothingUnder", string.Join(text["ListComma"], titles)].Value
        : null;

    private IEnumerable<Part> All =>
    [
        Of("decisions", "Decisions", ["Decision", "WrittenBy"], EntryKind.Decision, entry => [entry.Text, By(entry)]),
        Of("actions", "Actions", ["Action", "Owner", "DueOn"], EntryKind.Action, entry => [entry.Text, EntryText.Owner(entry, reading.AccountName, vendor), days.WithYear(entry.DueOn!.Value)]),
        new Part("figures", text["SignedFigures"], Names("Figure", "Answer", "SignedBy"),
            [.. reading.Entries.Where(entry => entry.Kind is EntryKind.Confirmed or EntryKind.Disputed).Select(entry => (IReadOnlyList<string>)[entry.Text, text[EntryText.Word(entry.Kind)], By(entry)])]),
        Of("questions", "Questions", ["Question", "AskedBy", "State"], EntryKind.Question, entry => [entry.Text, By(entry), text[entry.AnsweredAt is null ? "StillOpen" : "Answered"]]),
        Of("notes", "NotesTaken", ["Note", "WrittenBy"], EntryKind.Note, entry => [entry.Text, By(entry)]),
        new Part("attended", text["Attended"], Names("Name", "Of", "CameAt"),
            [.. reading.Attended.Select(person => (IReadOnlyList<string>)[person.Name, person.OfVendor ? vendor : reading.AccountName, Time(person.CameAt)])]),
        new Part("agenda", text["PartAgenda"], Names("Point", "MinutesField"),
            [.. reading.Agenda.Select(point => (IReadOnlyList<string>)[point.Title, point.Minutes.ToString(CultureInfo.CurrentCulture)])]),
    ];

    private Part Of(string id, string title, string[] columns, EntryKind kind, Func<MeetingEntry, IReadOnlyList<string>> row) =>
        new(id, text[title], Names(columns), [.. reading.Entries.Where(entry => entry.Kind == kind).Select(row)]);

    private List<string> Names(params string[] words) => [.. words.Select(word => text[word].Value)];

    private string By(MeetingEntry entry) => text["ByAt", entry.By, Time(entry.At)];

    private string Time(DateTimeOffset moment) => reading.At(moment).ToString("HH:mm", CultureInfo.InvariantCulture);
}
