using System.Globalization;

namespace ValuePortal.FeatureRequests.Pages;

/// <summary>What the address of the list asks for: <c>?q=words&amp;status=planned&amp;mine=company|wanted&amp;sort=newest&amp;area=ID&amp;page=2</c>. What it cannot read is left out.</summary>
public sealed record BoardChoice(string Words, RequestStatus? Status, ListRequests.Whose Whose, ListRequests.Order Order, int Page, Guid? Area = null)
{
    public const string Path = "requests";

    public ListRequests.Input Input => new(Status, Whose, Words, Order, Page, Area);

    /// <summary>Whether the list shows only some of the requests.</summary>
    public bool IsNarrowed => Words.Length > 0 || Status is not null || Whose is not ListRequests.Whose.All || Area is not null;

    public static BoardChoice Read(string? words, string? status, string? mine, string? sort, string? page, string? area = null) => new(
        RequestSearch.Cut(words),
        StatusIn(status),
        mine switch { "company" => ListRequests.Whose.Company, "wanted" => ListRequests.Whose.Wanted, _ => ListRequests.Whose.All },
        sort is "newest" ? ListRequests.Order.Newest : ListRequests.Order.Votes,
        PageIn(page),
        Guid.TryParse(area, out var about) ? about : null);

    /// <summary>The address of the list, relative to the base; what is the default is left out.</summary>
    public string Address() => Join(
        Path,
        Words.Length > 0 ? "q=" + Uri.EscapeDataString(Words) : null,
        Status is { } status ? "status=" + Word(status) : null,
        Whose is ListRequests.Whose.All ? null : "mine=" + Word(Whose),
        Area is { } area ? "area=" + area : null,
        Order is ListRequests.Order.Newest ? "sort=newest" : null,
        Page > 1 ? "page=" + Page.ToString(CultureInfo.InvariantCulture) : null);

    public static string Word(RequestStatus status) => status.ToString().ToLowerInvariant();

    public static string Word(ListRequests.Whose whose) => whose.ToString().ToLowerInvariant();

    /// <summary>The status with this name in small letters, or null.</summary>
    internal static RequestStatus? StatusIn(string? word) =>
        Enum.GetValues<RequestStatus>().Select(status => (RequestStatus?)status).FirstOrDefault(status => Word(status!.Value) == word);

    internal static int PageIn(string? page) => int.TryParse(page, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? Math.Max(1, number) : 1;

    internal static string Join(string path, params string?[] parts) =>
        string.Join('&', parts.OfType<string>()) is { Length: > 0 } query ? $"{path}?{query}" : path;
}
