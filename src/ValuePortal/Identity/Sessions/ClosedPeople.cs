using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using ValuePortal.Platform.Access;

namespace ValuePortal.Identity.Sessions;

/// <summary>Whose session was ended, or who was closed, is a stranger at once.</summary>
public static class ClosedPeople
{
    /// <summary>Stands between authentication and authorization; it asks for the viewer that the page would ask for anyway.</summary>
    public static void UseOpenSessionsOnly(this WebApplication app) => app.Use(async (http, next) =>
    {
        if (http.GetEndpoint()?.Metadata.GetMetadata<IAuthorizeData>() is not null
            && http.User.Identity is { IsAuthenticated: true }
            && await http.RequestServices.GetRequiredService<CurrentViewer>().FindAsync(http.RequestAborted) is null)
        {
            await http.SignOutAsync(IdentityConstants.ApplicationScheme);
            http.User = new System.Security.Claims.ClaimsPrincipal(new System.Security.Claims.ClaimsIdentity());
        }

        await next(http);
    });
}
