using ValuePortal.Milestones.Plans;

namespace ValuePortal.Reviews.Meetings;

/// <summary>What an entry of a meeting is called, in the panel and in the minutes.</summary>
internal static class EntryText
{
    public static string Word(EntryKind kind) => kind switch
    {
        EntryKind.Note => "Note",
        EntryKind.Decision => "Decision",
        EntryKind.Action => "Action",
        EntryKind.Question => "Question",
        EntryKind.Confirmed => "Confirmed",
        _ => "Disputed",
    };

    public static string Tone(EntryKind kind) => kind switch
    {
        EntryKind.Decision or EntryKind.Confirmed => "good",
        EntryKind.Action => "warn",
        EntryKind.Disputed => "bad",
        _ => "",
    };

    public static string Owner(MeetingEntry entry, string account, string vendor) =>
        entry.OwnerName ?? (entry.Side is Side.Customer ? account : vendor);
}
