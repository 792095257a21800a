using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;

namespace ValuePortal.Reviews.Meetings.Live;

/// <summary>What the script of a meeting asks for: once for customers, once for the desk, where a foreign account answers like a missing meeting.</summary>
internal static class LiveEndpoints
{
    public static void MapLiveMeetings(this IEndpointRouteBuilder routes)
    {
        Map(routes.MapGroup("/meetings/{id:guid}").RequireAuthorization(Policies.Customer));
        Map(routes.MapGroup("/desk/accounts/{account:guid}/meetings/{id:guid}").RequireAuthorization(Policies.AccountWork).AddEndpointFilter(async (call, next) =>
            call.HttpContext.Request.RouteValues["account"] is string account && Guid.TryParse(account, out var id)
                && (await call.HttpContext.RequestServices.GetRequiredService<CurrentViewer>().GetAsync(call.HttpContext.RequestAborted)).NarrowTo(id) is not null
                ? await next(call)
                : TypedResults.NotFound()));
    }

    private static void Map(RouteGroupBuilder meeting)
    {
        meeting.MapGet("/live", LiveAsync);
        meeting.MapPost("/place", async (MoveInMeeting move, Viewer viewer, Guid id, [FromForm] string? at, CancellationToken ct) => Done(await move.GoAsync(viewer, id, at, ct)));
        meeting.MapPost("/follow", async (MoveInMeeting move, Viewer viewer, Guid id, [FromForm] string? follows, CancellationToken ct) => Done(await move.FollowAsync(viewer, id, follows == "yes", ct)));
        meeting.MapPost("/react", async (MoveInMeeting move, Viewer viewer, Guid id, [FromForm] string? reaction, CancellationToken ct) => Done(await move.ReactAsync(viewer, id, reaction, ct)));
    }

    private static async Task<IResult> LiveAsync(BeInMeeting be, Viewer viewer, HttpContext http, Guid id, CancellationToken ct)
    {
        // Proxies hand each message on at once.
        http.Response.Headers["X-Accel-Buffering"] = "no";
        return (await be.RunAsync(viewer, http.User, id, ct)).Match<IResult>(
            line => TypedResults.ServerSentEvents(line.Messages),
            refusal => refusal switch
            {
                Refusal.NotFound => TypedResults.NotFound(),
                Refusal.Busy busy => ComeAgain(http, busy),
                _ => Respond.With(refusal),
            });
    }

    private static IResult Done(Outcome<Guid> outcome) => outcome.Match(_ => TypedResults.NoContent(), refusal => refusal is Refusal.NotFound ? TypedResults.NotFound() : Respond.With(refusal));

    private static StatusCodeHttpResult ComeAgain(HttpContext http, Refusal.Busy busy)
    {
        http.Response.Headers.RetryAfter = ((int)busy.RetryAfter.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        return TypedResults.StatusCode(StatusCodes.Status503ServiceUnavailable);
    }
}
