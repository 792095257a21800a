using System.Security.Claims;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Options;
using ValuePortal.Platform.Access;

namespace ValuePortal.Identity.SecondFactor;

/// <summary>The vendor's people open nothing with a password alone: they are led to set up a second factor first.</summary>
internal static class FactorOfStaff
{
    /// <summary>The way in which a session began with more than one proof, in the words of RFC 8176.</summary>
    private const string Several = "mfa";

    /// <summary>Stands after the check of the session, before authorization. A session of a browser says how it began; a key has none.</summary>
    public static void UseFactorOfStaff(this WebApplication app) => app.Use(async (http, next) =>
    {
        if (http.GetEndpoint()?.Metadata.GetMetadata<IAuthorizeData>() is null
            || !http.User.HasClaim(claim => claim.Type == ClaimNames.Session)
            || http.User.HasClaim(ClaimNames.SignedInBy, Several)
            || !IsRequired(http)
            || await http.RequestServices.GetRequiredService<CurrentViewer>().FindAsync(http.RequestAborted) is not { IsStaff: true }
            || http.Request.Path.StartsWithSegments("/" + FactorPage.Path))
        {
            await next(http);
            return;
        }

        http.Response.Redirect(http.Request.PathBase + "/" + FactorPage.Path);
    });

    public static bool IsRequired(HttpContext http) =>
        http.RequestServices.GetRequiredService<IOptions<FactorOptions>>().Value.RequiredForStaff
        ?? !http.RequestServices.GetRequiredService<IHostEnvironment>().IsDevelopment();
}
