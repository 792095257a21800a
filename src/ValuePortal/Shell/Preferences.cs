using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Localization;
using Microsoft.AspNetCore.Mvc;
using ValuePortal.Platform.Ui;

namespace ValuePortal.Shell;

/// <summary>What a reader chose for the pages: language and theme, each in a cookie of its own for a year. Anybody may choose.</summary>
public static class Preferences
{
    private static readonly TimeSpan s_kept = TimeSpan.FromDays(365);

    public static void MapPreferences(this IEndpointRouteBuilder routes)
    {
        // The [FromForm] parameters are what makes the framework check the antiforgery token.
        var preferences = routes.MapGroup("/preferences").AllowAnonymous();
        preferences.MapPost("/language", SetLanguage);
        preferences.MapPost("/theme", SetTheme);
    }

    // A signed-in person's profile is told here as well, as soon as there is a use case for it: one call before the redirect.
    private static IResult SetLanguage(HttpContext http, [FromForm] string language, [FromForm] string? returnPath)
    {
        if (!ShellServices.Languages.Any(known => known.Name == language))
        {
            return TypedResults.Problem($"There is no language \"{language}\" here.", statusCode: StatusCodes.Status400BadRequest);
        }

        var culture = CultureInfo.GetCultureInfo(language);
        Keep(http, CookieRequestCultureProvider.DefaultCookieName, CookieRequestCultureProvider.MakeCookieValue(new RequestCulture(culture)));
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

    private static void Keep(HttpContext http, string name, string value) => http.Response.Cookies.Append(name, value, new CookieOptions
    {
        MaxAge = s_kept,
        IsEssential = true,
        HttpOnly = true,
        SameSite = SameSiteMode.Lax,
        Secure = http.Request.IsHttps,
        Path = "/",
    });

    private static RedirectHttpResult Back(string? returnPath) => TypedResults.LocalRedirect(IsLocal(returnPath) ? returnPath! : "/");

    /// <summary>A path of this site: one slash first, and neither "//host" nor "/\host", which browsers read as another site.</summary>
    internal static bool IsLocal(string? path) =>
        path is ['/', ..] && path is not ['/', '/' or '\\', ..] && !path.Any(char.IsControl);
}
