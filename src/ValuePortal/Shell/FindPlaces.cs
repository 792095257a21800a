using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Localization;
using ValuePortal.Accounts.Desk;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Ui;

namespace ValuePortal.Shell;

/// <summary>What a person finds by typing a part of its name: pages and actions this person may open, and for staff the own accounts.</summary>
public sealed class FindPlaces(Menu menu, IEnumerable<Place> places, IAuthorizationService authorization, ListAccounts accounts, IStringLocalizerFactory texts)
{
    /// <summary>More accounts than these are found by typing.</summary>
    private const int AccountsAtFirst = 5;
    private const int MostAccounts = 20;

    public sealed record Found(string Path, string Name);

    /// <param name="Key">What these are: pages, actions or accounts.</param>
    public sealed record Group(string Key, IReadOnlyList<Found> Places);

    public async Task<IReadOnlyList<Group>> RunAsync(Viewer viewer, ClaimsPrincipal person, string? search, CancellationToken ct = default)
    {
        var looked = search?.Trim() ?? "";
        List<Found> pages = [.. (await menu.ForAsync(person)).Select(line => new Found(line.Path, line.Label))];
        List<Found> actions = [];
        foreach (var place in places)
        {
            if ((await authorization.AuthorizeAsync(person, place.Policy)).Succeeded)
            {
                (place.Action ? actions : pages).Add(new Found(place.Path, texts.Create(place.Words)[place.Key]));
            }
        }

        var own = viewer.IsStaff ? (await accounts.RunAsync(viewer, search: looked, ct: ct)).Rows : [];
        var found = own.Take(looked.Length == 0 ? AccountsAtFirst : MostAccounts).Select(row => new Found($"desk/accounts/{row.AccountId}", row.Name));
        var groups = new[] { ("FoundActions", actions), ("FoundAccounts", found), ("FoundPages", pages.DistinctBy(page => page.Path)) }
            .Select(group => (Key: group.Item1, Places: Ranked(group.Item2, looked, everything: group.Item1 == "FoundAccounts")))
            .Where(group => group.Places.Count > 0);
        return [.. groups.OrderBy(group => group.Places[0].Rank).Select(group => new Group(group.Key, [.. group.Places.Select(place => place.Found)]))];
    }

    // A name that begins with what was typed stands first, then one with a word that does. The address is English in every language.
    private static List<(Found Found, int Rank)> Ranked(IEnumerable<Found> places, string looked, bool everything)
    {
        var compare = CultureInfo.CurrentCulture.CompareInfo;
        return [.. places.Select(place => (place, Rank(place))).Where(ranked => everything || ranked.Item2 < 4).OrderBy(ranked => ranked.Item2)];

        int Rank(Found place) =>
            looked.Length == 0 || compare.IsPrefix(place.Name, looked, CompareOptions.IgnoreCase) ? 0
            : compare.IndexOf(place.Name, " " + looked, CompareOptions.IgnoreCase) >= 0 ? 1
            : compare.IndexOf(place.Name, looked, CompareOptions.IgnoreCase) >= 0 ? 2
            : !everything && place.Path.Contains(looked, StringComparison.OrdinalIgnoreCase) ? 3
            : 4;
    }
}

internal static class FindEndpoints
{
    /// <summary>What the dialog of <c>PlaceFinder</c> asks for, as parts of a page.</summary>
    public static void MapFinder(this IEndpointRouteBuilder routes)
    {
        var find = routes.MapGroup("/find").RequireAuthorization(Policies.SignedIn).ExcludeFromDescription();
        find.MapGet("/", async (FindPlaces places, Viewer viewer, ClaimsPrincipal person, string? q, CancellationToken ct) =>
            new RazorComponentResult<PlaceList>(new { Groups = await places.RunAsync(viewer, person, q, ct) }));
        find.MapGet("/shortcuts", async (Menu menu, ClaimsPrincipal person) =>
            new RazorComponentResult<ShortcutSheet>(new { Lines = await menu.ForAsync(person) }));
    }
}
