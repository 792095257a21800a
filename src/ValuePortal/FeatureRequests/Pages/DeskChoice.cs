using System.Globalization;
using ValuePortal.FeatureRequests.Desk;

namespace ValuePortal.FeatureRequests.Pages;

/// <summary>What the address of the desk asks for: <c>?q=words&amp;status=new&amp;seen=private|published&amp;answer=none&amp;page=2</c>. What it cannot read is left out.</summary>
public sealed record DeskChoice(string Words, RequestStatus? Status, ListForDesk.Sight Sight, bool Unanswered, int Page)
{
    public const string Path = "desk/requests";

    public ListForDesk.Input Input => new(Status, Sight, Unanswered, Words, Page);

    public bool IsNarrowed => Words.Length > 0 || Status is not null || Sight is not ListForDesk.Sight.Any || Unanswered;

    public static DeskChoice Read(string? words, string? status, string? seen, string? answer, string? page) => new(
        RequestSearch.Cut(words),
        BoardChoice.StatusIn(status),
        seen switch { "private" => ListForDesk.Sight.Private, "published" => ListForDesk.Sight.Published, _ => ListForDesk.Sight.Any },
        answer is "none",
        BoardChoice.PageIn(page));

    /// <summary>The address of the desk, relative to the base; what is the default is left out.</summary>
    public string Address() => BoardChoice.Join(
        Path,
        Words.Length > 0 ? "q=" + Uri.EscapeDataString(Words) : null,
        Status is { } status ? "status=" + BoardChoice.Word(status) : null,
        Sight is ListForDesk.Sight.Any ? null : "seen=" + Word(Sight),
        Unanswered ? "answer=none" : null,
        Page > 1 ? "page=" + Page.ToString(CultureInfo.InvariantCulture) : null);

    public static string Word(ListForDesk.Sight sight) => sight.ToString().ToLowerInvariant();
}
