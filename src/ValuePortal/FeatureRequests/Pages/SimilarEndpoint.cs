using Microsoft.AspNetCore.Http.HttpResults;
using ValuePortal.FeatureRequests.Similar;
using ValuePortal.Platform.Access;

namespace ValuePortal.FeatureRequests.Pages;

/// <summary><c>GET /requests/similar?title=…</c>: the list of similar requests as it stands in the form, for the script that asks while somebody types.</summary>
internal static class SimilarEndpoint
{
    public static void MapSimilar(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/requests/similar", FindAsync).RequireAuthorization(Policies.Customer);

    private static async Task<IResult> FindAsync(FindSimilar find, RequestLimits limits, Viewer viewer, string? title, CancellationToken ct) =>
        limits.MayLook(viewer.PersonId)
            ? new RazorComponentResult<SimilarList>(new { Found = await find.RunAsync(viewer, title, ct: ct) })
            : TypedResults.StatusCode(StatusCodes.Status429TooManyRequests);
}
