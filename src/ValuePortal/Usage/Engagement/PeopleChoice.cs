using System.Globalization;
using Microsoft.Extensions.Localization;
using ValuePortal.Usage.Pages;

namespace ValuePortal.Usage.Engagement;

/// <summary>
/// What the address of <c>/usage/people</c> asks for beside the range: <c>q</c>, <c>status</c>, <c>sort=name|days|events|features</c> (else the
/// last active day), <c>turned=1</c> and <c>page</c>.
/// </summary>
public sealed record PeopleChoice(UsageChoice Base, string? Search, PersonStatus? Status, ListPeople.Order Order, bool Turned, int Page)
{
    public const string Path = "usage/people";

    public ListPeople.Input Input => new(Base.Range?.From, Base.Range?.To, Search, Status, Order, Turned, Page);

    public bool IsNarrowed => Search is not null || Status is not null;

    public static PeopleChoice Read(
        string? from, string? to, string? q, string? status, string? sort, string? turned, string? page, IStringLocalizer<UsageWords> text)
    {
        var search = string.IsNullOrWhiteSpace(q) ? null : q.Trim();
        var choice = new PeopleChoice(UsageChoice.Read(from, to, null, null, text) with { Page = Path }, null, null, ListPeople.Order.LastActive, false, 1)
            .Find(search is { Length: > ListPeople.SearchMaxLength } ? search[..ListPeople.SearchMaxLength] : search)
            .To(Enum.GetValues<PersonStatus>().Cast<PersonStatus?>().FirstOrDefault(known => Word(known!.Value) == status))
            .Sort(Enum.GetValues<ListPeople.Order>().FirstOrDefault(known => Word(known) == sort), turned is "1");
        return int.TryParse(page, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 1 ? choice.To(number) : choice;
    }

    public string Address(string? path = null) => Base.Address(path);

    public PeopleChoice To(PersonStatus? status) => this with { Status = status, Page = 1, Base = FirstPage.With("status", status is { } known ? Word(known) : null) };

    public PeopleChoice To(int page) => this with { Page = page, Base = Base.With("page", page > 1 ? page.ToString(CultureInfo.InvariantCulture) : null) };

    public PeopleChoice Find(string? search) => this with { Search = search, Page = 1, Base = FirstPage.With("q", search) };

    public PeopleChoice Sort(ListPeople.Order order, bool turned) => this with
    {
        Order = order,
        Turned = turned,
        Page = 1,
        Base = FirstPage.With("sort", order is ListPeople.Order.LastActive ? null : Word(order)).With("turned", turned ? "1" : null),
    };

    /// <summary>The word for it in the address.</summary>
    public static string Word(PersonStatus status) => status.ToString().ToLowerInvariant();

    private static string Word(ListPeople.Order order) => order switch
    {
        ListPeople.Order.Name => "name",
        ListPeople.Order.ActiveDays => "days",
        ListPeople.Order.Events => "events",
        ListPeople.Order.Features => "features",
        _ => "last",
    };

    private UsageChoice FirstPage => Base.With("page", null);
}
