using Microsoft.AspNetCore.Mvc;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;

namespace ValuePortal.Reviews.Meetings.Live;

/// <summary>What the script of a meeting asks for: once for customers, once for the desk, where the address names the account as well.</summary>
internal static class LiveEndpoints
{
    public static void MapLiveMeetings(this IEndpointRouteBuilder routes)
    {
        Map(routes.MapGroup("/meetings/{id:guid}").RequireAuthorization(Policies.Customer));
        Map(routes.MapGroup("/desk/accounts/{account:guid}/meetings/{id:guid}").RequireAuthorization(Policies.AccountWork));
    }

    private static void Map(RouteGroupBuilder meeting)
    {
        meeting.MapGet("/live", LiveAsync);
        meeting.MapPost("/place", (MoveInMeeting move, Viewer viewer, HttpContext http, Guid id, [FromForm] string? at, CancellationToken ct) => MoveAsync(viewer, http, own => move.GoAsync(own, id, at, ct)));
        meeting.MapPost("/follow", (MoveInMeeting move, Viewer viewer, HttpContext http, Guid id, [FromForm] string? follows, CancellationToken ct) => MoveAsync(viewer, http, own => move.FollowAsync(own, id, follows == "yes", ct)));
        meeting.MapPost("/react", (MoveInMeeting move, Viewer viewer, HttpContext http, Guid id, [FromForm] string? reaction, CancellationToken ct) => MoveAsync(viewer, http, own => move.ReactAsync(own, id, reaction, ct)));
    }

    private static async Task<IResult> LiveAsync(BeInMeeting be, Viewer viewer, HttpContext http, Guid id, CancellationToken ct)
    {
        if (Narrowed(viewer, http) is not { } own)
        {
            return TypedResults.NotFound();
        }

        // Proxies hand each message on at once.
        http.Response.Headers["X-Accel-Buffering"] = "no";
        return (await be.RunAsync(own, http.User, id, ct)).Match<IResult>(
            line => TypedResults.ServerSentEvents(line.Messages), Respond.WithPage);
    }

    private static async Task<IResult> MoveAsync(Viewer viewer, HttpContext http, Func<Viewer, Task<Outcome<Guid>>> move) =>
        Narrowed(viewer, http) is { } own ? (await move(own)).Match<IResult>(_ => TypedResults.NoContent(), Respond.WithPage) : TypedResults.NotFound();

    // A foreign account answers like a missing meeting.
    private static Viewer? Narrowed(Viewer viewer, HttpContext http) =>
        http.Request.RouteValues["account"] is string account ? viewer.NarrowTo(Guid.Parse(account)) : viewer;
}
