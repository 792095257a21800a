using System.Security.Claims;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Localization;

namespace ValuePortal.Platform.Ui;

/// <summary>The menu as one person sees it.</summary>
public sealed class Menu(IEnumerable<NavigationEntry> entries, IAuthorizationService authorization, IStringLocalizerFactory texts)
{
    /// <summary>One line: <paramref name="Path"/> relative to the base address, <paramref name="Label"/> in the reader's language, <paramref name="Letter"/> for the keyboard.</summary>
    public sealed record Line(string Path, string Label, char? Letter);

    /// <summary>The lines whose policy the person meets, in their order.</summary>
    public async Task<IReadOnlyList<Line>> ForAsync(ClaimsPrincipal person)
    {
        var lines = new List<Line>();
        foreach (var entry in entries.OrderBy(entry => entry.Order).ThenBy(entry => entry.Path, StringComparer.Ordinal))
        {
            if ((await authorization.AuthorizeAsync(person, entry.Policy)).Succeeded)
            {
                lines.Add(new Line(entry.Path, texts.Create(entry.Words)[entry.Key], entry.Letter));
            }
        }

        return lines;
    }
}
