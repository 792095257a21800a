using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using ValuePortal.Platform.Data;

namespace ValuePortal.Shell;

/// <summary><c>/health/live</c>: the process answers. <c>/health/ready</c>: the database answers and is up to date.</summary>
internal static class Health
{
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        var health = routes.MapGroup("/health").AllowAnonymous();
        health.MapGet("/live", (HttpContext http) => Answer(http, "live", StatusCodes.Status200OK));
        health.MapGet("/ready", async (HttpContext http, PortalDbFactory portal, CancellationToken ct) =>
        {
            try
            {
                await using var db = portal.ForSystem();
                db.Database.SetCommandTimeout(2);
                return (await db.Database.GetPendingMigrationsAsync(ct)).Any()
                    ? Answer(http, "migrations pending", StatusCodes.Status503ServiceUnavailable)
                    : Answer(http, "ready", StatusCodes.Status200OK);
            }
            catch (Exception failure) when (failure.IsUnavailable())
            {
                return Answer(http, "database unavailable", StatusCodes.Status503ServiceUnavailable);
            }
        });
    }

    private static ContentHttpResult Answer(HttpContext http, string word, int status)
    {
        http.Response.Headers.CacheControl = "no-store";
        return TypedResults.Text(word, statusCode: status);
    }
}
