using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using ValuePortal.Identity;
using ValuePortal.Platform.Access;

namespace ValuePortal.Shell;

/// <summary>Who may keep a live connection to a page: staff, and only from pages of this portal.</summary>
internal static class Circuits
{
    private const string Path = "/_blazor";

    /// <summary>
    /// A browser sends its cookies with a web socket whichever page opens it, and says in <c>Origin</c> which one that is: another
    /// site's is refused. Programs that send none have no cookie of a browser to misuse.
    /// </summary>
    public static IApplicationBuilder UseCircuitsOfOwnPages(this IApplicationBuilder app) => app.Use((http, next) =>
    {
        if (http.Request.Path.StartsWithSegments(Path) && http.Request.Headers.Origin is [{ } origin, ..] && !IsOwn(origin, http))
        {
            http.Response.StatusCode = StatusCodes.Status403Forbidden;
            return Task.CompletedTask;
        }

        return next(http);
    });

    /// <summary>The policy that closes what nobody opened would close the circuits of the desk too.</summary>
    public static void OpenCircuitsToStaff(this RazorComponentsEndpointConventionBuilder pages) => pages.Add(endpoint =>
    {
        if (endpoint is RouteEndpointBuilder { RoutePattern.RawText: { } address } && address.TrimStart('/').StartsWith(Path[1..], StringComparison.Ordinal))
        {
            endpoint.Metadata.Add(new AuthorizeAttribute(Policies.Staff));
        }
    });

    // Behind a proxy the request may bear an inner name and scheme; people's browsers know the public address.
    private static bool IsOwn(string origin, HttpContext http)
    {
        if (!Uri.TryCreate(origin, UriKind.Absolute, out var page))
        {
            return false;
        }

        var address = http.RequestServices.GetRequiredService<PublicAddress>();
        return (Uri.TryCreate($"{page.Scheme}://{http.Request.Host.Value}", UriKind.Absolute, out var here) && page.Authority.Equals(here.Authority, StringComparison.OrdinalIgnoreCase))
            || (address.IsKnown && page.GetLeftPart(UriPartial.Authority).Equals(new Uri(address.Of("/")).GetLeftPart(UriPartial.Authority), StringComparison.OrdinalIgnoreCase));
    }
}
