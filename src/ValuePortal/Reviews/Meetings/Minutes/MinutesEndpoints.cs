using ValuePortal.Platform;
using ValuePortal.Platform.Access;

namespace ValuePortal.Reviews.Meetings.Minutes;

/// <summary>The minutes as a file, for the account's people and for the desk.</summary>
internal static class MinutesEndpoints
{
    public static void MapMinutes(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/meetings/{id:guid}/minutes.pdf", (WriteMinutesPdf write, Viewer viewer, HttpContext http, Guid id, CancellationToken ct) => SendAsync(write, viewer, http, id, ct))
            .RequireAuthorization(Policies.Customer);
        routes.MapGet("/desk/accounts/{account:guid}/meetings/{id:guid}/minutes.pdf", async Task<IResult> (WriteMinutesPdf write, Viewer viewer, HttpContext http, Guid account, Guid id, CancellationToken ct) =>
            viewer.NarrowTo(account) is { } narrowed ? await SendAsync(write, narrowed, http, id, ct) : TypedResults.NotFound()).RequireAuthorization(Policies.AccountWork);
    }

    private static async Task<IResult> SendAsync(WriteMinutesPdf write, Viewer viewer, HttpContext http, Guid id, CancellationToken ct)
    {
        http.Response.Headers.CacheControl = "no-store";
        return (await write.RunAsync(viewer, id, ct)).Match<IResult>(
            document => TypedResults.File(document.Content, WriteReviewPdf.ContentType, document.FileName), Respond.WithPage);
    }
}
