using ValuePortal.Platform.Access;

namespace ValuePortal.Identity.Profiles;

internal static class OwnDataEndpoint
{
    public const string Path = "account/my-data.json";

    public static void MapOwnData(this IEndpointRouteBuilder routes) => routes.MapGet("/" + Path, async (TakeOwnData take, Viewer viewer, HttpResponse response, CancellationToken ct) =>
    {
        response.Headers.CacheControl = "no-store";
        return TypedResults.File(await take.RunAsync(viewer, ct), "application/json", "my-data.json");
    }).RequireAuthorization(Policies.SignedIn);
}
