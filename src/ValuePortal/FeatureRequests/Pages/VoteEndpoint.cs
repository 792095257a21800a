using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using ValuePortal.Identity;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;

namespace ValuePortal.FeatureRequests.Pages;

/// <summary>
/// <c>POST /requests/{id}/vote</c> with <c>vote=on|off</c>, and perhaps <c>importance=nice|important|must|none</c>: sets the vote and goes
/// back to where it was clicked.
/// </summary>
internal static class VoteEndpoint
{
    public static void MapVote(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/requests/{id:guid}/vote", VoteAsync).RequireAuthorization(Policies.Customer);

    // The [FromForm] parameters are what makes the framework check the antiforgery token.
    private static async Task<IResult> VoteAsync(
        CastVote cast, WeighVote weigh, RequestLimits limits, Viewer viewer, HttpContext http, Guid id,
        [FromForm] string vote, [FromForm] string? back, [FromForm] string? importance, CancellationToken ct)
    {
        if (vote is not ("on" or "off"))
        {
            return TypedResults.BadRequest();
        }

        if (!limits.MayVote(viewer.PersonId))
        {
            http.Response.Headers.RetryAfter = RequestLimits.VotesWindow.TotalSeconds.ToString(CultureInfo.InvariantCulture);
            return TypedResults.StatusCode(StatusCodes.Status429TooManyRequests);
        }

        var outcome = await cast.RunAsync(viewer, id, vote == "on", ct);
        if (importance is not null && outcome.Is(out var standing, out _) && standing.Voted)
        {
            await weigh.RunAsync(viewer, id, WordingForm.Named<Importance>(importance), ct);
        }

        // No body: a person's browser gets the portal's page for it.
        return outcome.Match<IResult>(
            _ => TypedResults.LocalRedirect(LocalAddress.Of(back) ?? $"/requests/{id}"),
            refusal => refusal is Refusal.Conflict ? TypedResults.LocalRedirect($"/requests/{id}?closed=1") : TypedResults.NotFound());
    }
}
