using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Api;
using ValuePortal.Reviews.PreRead;
using ValuePortal.Reviews.Snapshots;

namespace ValuePortal.Reviews.Pages;

/// <summary>A review as a file, for its readers, for the desk, and as data for programs with a read key.</summary>
internal static class ReviewEndpoints
{
    public static void MapReviewFiles(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/reviews/{id:guid}.pdf", DownloadAsync).RequireAuthorization(Policies.Customer);
        routes.MapGet("/desk/accounts/{account:guid}/reviews/{id:guid}.pdf", DownloadForDeskAsync).RequireAuthorization(Policies.AccountWork);
        routes.MapReadApi("/reviews", "Reviews").MapGet("/{id:guid}", ReadAsync).Documented<ReviewSnapshot>("readReview", ReviewNote.Review);
    }

    private static async Task<IResult> DownloadAsync(WriteReviewPdf write, NoteOpened opened, Viewer viewer, HttpContext http, Guid id, CancellationToken ct)
    {
        await opened.RunAsync(viewer, id, ct);
        return await SendAsync(write, viewer, http, id, withMoney: true, ct);
    }

    private static async Task<IResult> DownloadForDeskAsync(
        WriteReviewPdf write, Viewer viewer, HttpContext http, Guid account, Guid id, string? money, CancellationToken ct) =>
        viewer.NarrowTo(account) is { } narrowed ? await SendAsync(write, narrowed, http, id, money != "no", ct) : TypedResults.NotFound();

    private static async Task<IResult> SendAsync(WriteReviewPdf write, Viewer viewer, HttpContext http, Guid id, bool withMoney, CancellationToken ct)
    {
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers.XContentTypeOptions = "nosniff";

        // No body with a 404 or 503: a person's browser gets the portal's page for it.
        return (await write.RunAsync(viewer, id, withMoney, ct)).Match<IResult>(
            document => TypedResults.File(document.Content, WriteReviewPdf.ContentType, document.FileName),
            refusal => refusal switch
            {
                Refusal.NotFound => TypedResults.NotFound(),
                Refusal.Busy busy => ComeAgain(http, busy),
                _ => Respond.With(refusal),
            });
    }

    private static StatusCodeHttpResult ComeAgain(HttpContext http, Refusal.Busy busy)
    {
        http.Response.Headers.RetryAfter = ((int)busy.RetryAfter.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        return TypedResults.StatusCode(StatusCodes.Status503ServiceUnavailable);
    }

    /// <summary>The stored text as it is, so that whoever gets it can check the hash, which is its entity tag.</summary>
    private static async Task<IResult> ReadAsync(ReadReview read, Viewer viewer, HttpContext http, Guid id, CancellationToken ct)
    {
        http.Response.Headers.CacheControl = "no-store";
        if (!(await read.RunAsync(viewer, id, ct: ct)).Is(out var reading, out var refusal))
        {
            return Respond.With(refusal);
        }

        http.Response.Headers.ETag = $"\"{reading.Hash}\"";
        return TypedResults.Text(reading.Json, "application/json; charset=utf-8");
    }
}
