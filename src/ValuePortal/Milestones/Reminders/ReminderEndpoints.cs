using System.Text;

namespace ValuePortal.Milestones.Reminders;

/// <summary>The calendar, and the address to which mail programs post when their reader wants no more (RFC 8058). To read an address changes nothing.</summary>
internal static class ReminderEndpoints
{
    public const string Calendar = "/calendar/";

    /// <summary>The name of the limit on how often one address may use links of mails: apart from sign-in, so that neither is in the other's way.</summary>
    public const string PerAddress = "task-links";

    public static void MapReminders(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(Calendar + "{secret}.ics", ReadAsync).AllowAnonymous();
        var stop = routes.MapGroup(TaskLinks.OneClick).AllowAnonymous().RequireRateLimiting(PerAddress);
        stop.MapGet("", (string? token) => TypedResults.LocalRedirect(TaskLinks.StopPage + QueryString.Create("token", token ?? "")));
        stop.MapPost("", async (ChooseReminders choose, string? token, CancellationToken ct) =>
            (await choose.StopAsync(token, ct)).Match<IResult>(
                _ => TypedResults.NoContent(),
                refusal => TypedResults.Problem(refusal.Message, statusCode: StatusCodes.Status400BadRequest)));
    }

    private static async Task<IResult> ReadAsync(ReadCalendar read, HttpContext http, string secret, CancellationToken ct)
    {
        // The address is a key: it goes into no cache.
        http.Response.Headers.CacheControl = "no-store";
        return await read.RunAsync(secret, ct) is { } calendar ? TypedResults.Text(calendar, "text/calendar", Encoding.UTF8) : TypedResults.NotFound();
    }
}
