using System.Globalization;
using Microsoft.Extensions.Localization;
using ValuePortal.Platform.Text;

namespace ValuePortal.Reviews.Meetings.Minutes;

/// <summary>The minutes in words, in the reader's language, for the page and the PDF alike. Days and times are the account's.</summary>
internal sealed class MinutesText(MeetingReading reading, IStringLocalizer<MeetingWords> text, Days days)
{
    /// <param name="Columns">The first one names the row.</param>
    /// <param name="Nothing">What stands there without a row.</param>
    public sealed record Part(string Id, string Title, IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string>> Rows, string Nothing);

    public string Title => text["MinutesOf", reading.Meeting.Title];

    /// <summary>Day, beginning and end.</summary>
    public string When => reading.Meeting is { StartedAt: { } from, EndedAt: { } to }
        ? text["MinutesWhen", days.WithYear(DateOnly.FromDateTime(reading.At(from))), Time(from), Time(to), reading.TimeZone]
        : "";

    public IEnumerable<Part> Parts =>
    [
        Of("decisions", "Decisions", ["Decision", "WrittenBy"], EntryKind.Decision, entry => [entry.Text, By(entry)]),
        Of("actions", "Actions", ["Action", "Owner", "DueOn"], EntryKind.Action, entry => [entry.Text, EntryText.Owner(entry, reading.AccountName, text), days.WithYear(entry.DueOn!.Value)]),
        new Part("figures", text["SignedFigures"], Names("Figure", "Answer", "SignedBy"),
            [.. reading.Entries.Where(entry => entry.Kind is EntryKind.Confirmed or EntryKind.Disputed).Select(entry => (IReadOnlyList<string>)[entry.Text, text[EntryText.Word(entry.Kind)], By(entry)])], text["NoSignedFigures"]),
        Of("questions", "Questions", ["Question", "AskedBy", "State"], EntryKind.Question, entry => [entry.Text, By(entry), text[entry.AnsweredAt is null ? "StillOpen" : "Answered"]]),
        Of("notes", "NotesTaken", ["Note", "WrittenBy"], EntryKind.Note, entry => [entry.Text, By(entry)]),
        new Part("attended", text["Attended"], Names("Name", "Of", "CameAt"),
            [.. reading.Attended.Select(person => (IReadOnlyList<string>)[person.Name, person.OfVendor ? text["TheVendor"] : reading.AccountName, Time(person.CameAt)])], text["NobodyCame"]),
        new Part("agenda", text["PartAgenda"], Names("Point", "MinutesField"),
            [.. reading.Agenda.Select(point => (IReadOnlyList<string>)[point.Title, point.Minutes.ToString(CultureInfo.CurrentCulture)])], text["NoAgenda"]),
    ];

    private Part Of(string id, string title, string[] columns, EntryKind kind, Func<MeetingEntry, IReadOnlyList<string>> row) =>
        new(id, text[title], Names(columns), [.. reading.Entries.Where(entry => entry.Kind == kind).Select(row)], text["NoneOfThese"]);

    private List<string> Names(params string[] words) => [.. words.Select(word => text[word].Value)];

    private string By(MeetingEntry entry) => text["ByAt", entry.By, Time(entry.At)];

    private string Time(DateTimeOffset moment) => reading.At(moment).ToString("t", CultureInfo.CurrentCulture);
}
