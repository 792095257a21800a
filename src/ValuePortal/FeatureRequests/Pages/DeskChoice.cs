using System.Globalization;
using ValuePortal.FeatureRequests.Desk;

namespace ValuePortal.FeatureRequests.Pages;

/// <summary>What the address of the desk asks for: <c>?q=words&amp;status=new&amp;seen=private|published&amp;answer=none|overdue&amp;owner=me|nobody&amp;area=ID&amp;sort=votes|newest&amp;page=2</c>. What it cannot read is left out.</summary>
public sealed record DeskChoice(string Words, RequestStatus? Status, ListForDesk.Sight Sight, ListForDesk.AnswerState Answer, int Page, ListForDesk.Owner Owner = ListForDesk.Owner.Any, Guid? Area = null, ListForDesk.Order Order = ListForDesk.Order.Queue)
{
    public const string Path = "desk/requests";

    public ListForDesk.Input Input => new(Status, Sight, Answer, Words, Page, Owner, Area, Order);

    public bool IsNarrowed => Words.Length > 0 || Status is not null || Sight is not ListForDesk.Sight.Any || Answer is not ListForDesk.AnswerState.Any || Owner is not ListForDesk.Owner.Any || Area is not null;

    public static DeskChoice Read(string? words, string? status, string? seen, string? answer, string? page, string? owner = null, string? area = null, string? sort = null) => new(
        RequestSearch.Cut(words),
        BoardChoice.StatusIn(status),
        seen switch { "private" => ListForDesk.Sight.Private, "published" => ListForDesk.Sight.Published, _ => ListForDesk.Sight.Any },
        answer switch { "none" => ListForDesk.AnswerState.None, "overdue" => ListForDesk.AnswerState.Overdue, _ => ListForDesk.AnswerState.Any },
        BoardChoice.PageIn(page),
        owner switch { "me" => ListForDesk.Owner.Me, "nobody" => ListForDesk.Owner.Nobody, _ => ListForDesk.Owner.Any },
        Guid.TryParse(area, out var about) ? about : null,
        sort switch { "votes" => ListForDesk.Order.Votes, "newest" => ListForDesk.Order.Newest, _ => ListForDesk.Order.Queue });

    /// <summary>The address of the desk, relative to the base; what is the default is left out.</summary>
    public string Address() => BoardChoice.Join(
        Path,
        Words.Length > 0 ? "q=" + Uri.EscapeDataString(Words) : null,
        Status is { } status ? "status=" + BoardChoice.Word(status) : null,
        Sight is ListForDesk.Sight.Any ? null : "seen=" + Word(Sight),
        Answer is ListForDesk.AnswerState.Any ? null : "answer=" + Word(Answer),
        Owner is ListForDesk.Owner.Any ? null : "owner=" + Word(Owner),
        Area is { } area ? "area=" + area : null,
        Order is ListForDesk.Order.Queue ? null : "sort=" + Word(Order),
        Page > 1 ? "page=" + Page.ToString(CultureInfo.InvariantCulture) : null);

    public static string Word<T>(T choice)
        where T : struct, Enum => choice.ToString().ToLowerInvariant();
}
