using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Api;
using ValuePortal.Reviews.PreRead;
using ValuePortal.Reviews.Snapshots;

namespace ValuePortal.Reviews.Pages;

/// <summary>A review as a file, for its readers, for the desk, and as data for programs with a read key.</summary>
internal static class ReviewEndpoints
{
    private sealed record Make(string ContentType, Func<IServiceProvider, Viewer, Guid, bool, CancellationToken, Task<Outcome<WriteReviewPdf.Document>>> RunAsync);

    private static readonly Dictionary<string, Make> s_files = new()
    {
        ["pdf"] = new(WriteReviewPdf.ContentType, (services, viewer, id, withMoney, ct) => services.GetRequiredService<WriteReviewPdf>().RunAsync(viewer, id, withMoney, ct)),
        ["html"] = new(WriteReviewPage.ContentType, (services, viewer, id, withMoney, ct) => services.GetRequiredService<WriteReviewPage>().RunAsync(viewer, id, withMoney, ct)),
        ["zip"] = new(WriteReviewTables.ContentType, (services, viewer, id, withMoney, ct) => services.GetRequiredService<WriteReviewTables>().RunAsync(viewer, id, withMoney, ct)),
    };

    public static void MapReviewFiles(this IEndpointRouteBuilder routes)
    {
        foreach (var (extension, make) in s_files)
        {
            routes.MapGet($"/reviews/{{id:guid}}.{extension}", async (NoteOpened opened, Viewer viewer, HttpContext http, Guid id, CancellationToken ct) =>
            {
                await opened.RunAsync(viewer, id, ct);
                return await SendAsync(make, viewer, http, id, withMoney: true, ct);
            }).RequireAuthorization(Policies.Customer);
            routes.MapGet($"/desk/accounts/{{account:guid}}/reviews/{{id:guid}}.{extension}", async (Viewer viewer, HttpContext http, Guid account, Guid id, string? money, CancellationToken ct) =>
                viewer.NarrowTo(account) is { } narrowed ? await SendAsync(make, narrowed, http, id, money != "no", ct) : TypedResults.NotFound())
                .RequireAuthorization(Policies.AccountWork);
        }

        routes.MapReadApi("/reviews", "Reviews").MapGet("/{id:guid}", ReadAsync).Documented<ReviewSnapshot>("readReview", ReviewNote.Review);
    }

    private static async Task<IResult> SendAsync(Make make, Viewer viewer, HttpContext http, Guid id, bool withMoney, CancellationToken ct)
    {
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers.XContentTypeOptions = "nosniff";
        return (await make.RunAsync(http.RequestServices, viewer, id, withMoney, ct)).Match<IResult>(
            document => TypedResults.File(document.Content, make.ContentType, document.FileName), Respond.WithPage);
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
