using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using ValuePortal.Identity.People;
using ValuePortal.Identity.Sessions;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Text;
using ValuePortal.Platform.Ui;

namespace ValuePortal.Shell;

/// <summary>What a reader chose for the pages: language, theme and keys, each in a cookie of its own for a year. Anybody may choose.</summary>
public static class Preferences
{
    public static void MapPreferences(this IEndpointRouteBuilder routes)
    {
        // The [FromForm] parameters are what makes the framework check the antiforgery token.
        var preferences = routes.MapGroup("/preferences").AllowAnonymous();
        preferences.MapPost("/language", SetLanguageAsync);
        preferences.MapPost("/theme", SetTheme);
        preferences.MapPost("/shortcuts", SetShortcuts);
    }

    // A signed-in person's profile is told as well: it decides at the next sign-in, and in mails.
    private static async Task<IResult> SetLanguageAsync(
        Session session, CurrentViewer viewers, ChangeProfile profiles, [FromForm] string language, [FromForm] string? returnPath, CancellationToken ct)
    {
        if (!Languages.IsKnown(language))
        {
            return TypedResults.Problem($"There is no language \"{language}\" here.", statusCode: StatusCodes.Status400BadRequest);
        }

        if (await viewers.FindAsync(ct) is { Role: not null } viewer)
        {
            var profile = await profiles.ReadAsync(viewer, ct);
            await profiles.RunAsync(viewer, profile.Name, language, profile.TimeZone, ct);
        }

        session.Speak(language);
        return Back(returnPath);
    }

    private static IResult SetTheme(HttpContext http, [FromForm] string theme, [FromForm] string? returnPath)
    {
        if (!Theme.All.Contains(theme))
        {
            return TypedResults.Problem($"There is no theme \"{theme}\" here.", statusCode: StatusCodes.Status400BadRequest);
        }

        Keep(http, Theme.Cookie, theme);
        return Back(returnPath);
    }

    private static RedirectHttpResult SetShortcuts(HttpContext http, [FromForm] string shortcuts, [FromForm] string? returnPath)
    {
        Keep(http, Shortcuts.Cookie, shortcuts == Shortcuts.Off ? Shortcuts.Off : Shortcuts.On);
        return Back(returnPath);
    }

    private static void Keep(HttpContext http, string cookie, string chosen) => http.Response.Cookies.Append(cookie, chosen, new CookieOptions
    {
        MaxAge = TimeSpan.FromDays(365),
        IsEssential = true,
        HttpOnly = true,
        SameSite = SameSiteMode.Lax,
        Secure = http.Request.IsHttps,
    });

    private static RedirectHttpResult Back(string? returnPath) => TypedResults.LocalRedirect(IsLocal(returnPath) ? returnPath! : "/");

    /// <summary>A path of this site: one slash first, and neither "//host" nor "/\host", which browsers read as another site.</summary>
    internal static bool IsLocal(string? path) =>
        path is ['/', ..] && path is not ['/', '/' or '\\', ..] && !path.Any(char.IsControl);
}
