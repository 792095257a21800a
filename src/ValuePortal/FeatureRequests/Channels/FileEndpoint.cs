using ValuePortal.Platform.Access;

namespace ValuePortal.FeatureRequests.Channels;

/// <summary>A file of a request, always to be saved and never shown in the portal's own pages. <c>nosniff</c> is on every answer.</summary>
internal static class FileEndpoint
{
    public static void MapRequestFiles(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/requests/files/{id:guid}", ReadAsync).RequireAuthorization(Policies.Customer);
        routes.MapGet("/desk/requests/files/{id:guid}", ReadAsync).RequireAuthorization(Policies.Staff);
    }

    private static async Task<IResult> ReadAsync(KeepFile files, Viewer viewer, Guid id, CancellationToken ct) =>
        (await files.ReadAsync(viewer, id, ct)).Match<IResult>(file => TypedResults.File(file.Bytes, file.Type, file.Name), _ => TypedResults.NotFound());
}
