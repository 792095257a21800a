using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using ValuePortal.Accounts;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Api;
using ValuePortal.Roi.Reports;

namespace ValuePortal.Roi.Sheets;

/// <summary>Value models in and out, and what they come to, for programs.</summary>
internal static class ValueApi
{
    private const string NoAccount = "There is no such account.";

    public static void MapValueApi(this IEndpointRouteBuilder routes)
    {
        var figures = routes.MapReadApi("/accounts/{external_id}/value", "Value", Policies.ValueReadKey);
        figures.MapGet("", FiguresAsync).Documented<ValueAnswer>("readValue", ValueApiNotes.Figures);
        var models = routes.MapReadApi("/accounts/{external_id}/value-model", "Value", Policies.ValueKey);
        models.MapGet("", ReadAsync).Documented<ValueDocument>("readValueModel", ValueApiNotes.Model);
        models.MapPut("", WriteAsync)
            .Accepts<ValueDocument>("application/json")
            .Produces<ValueDocument>(StatusCodes.Status201Created, "application/json")
            .Documented<ValueDocument>("writeValueModel", ValueApiNotes.Write);
    }

    private static async Task<IResult> FiguresAsync(
        ReadValueAnswer read, AccountDirectory directory, Viewer viewer, [FromRoute(Name = "external_id")] string externalId, string? from, string? to, CancellationToken ct)
    {
        var problems = new Dictionary<string, string[]>();
        var input = new ReadValue.Input(Day("from", from, problems), Day("to", to, problems));
        return problems.Count > 0 ? TypedResults.ValidationProblem(problems)
            : await FindAsync(directory, viewer, externalId, ct) is not { } account ? TypedResults.Problem(NoAccount, statusCode: StatusCodes.Status404NotFound)
            : (await read.RunAsync(viewer, account, input, ct)).Match<IResult>(TypedResults.Ok, Respond.With);
    }

    private static async Task<IResult> ReadAsync(
        ReadValueDocument read, AccountDirectory directory, Viewer viewer, HttpContext http, [FromRoute(Name = "external_id")] string externalId, CancellationToken ct)
    {
        if (await FindAsync(directory, viewer, externalId, ct) is not { } account)
        {
            return TypedResults.Problem(NoAccount, statusCode: StatusCodes.Status404NotFound);
        }

        return (await read.RunAsync(viewer, account, ct)).Match<IResult>(
            found => http.Request.Headers.IfNoneMatch.Any(tag => tag == Quoted(found.Tag)) ? NotModified(http, found) : Answer(http, found, StatusCodes.Status200OK),
            Respond.With);
    }

    private static async Task<IResult> WriteAsync(
        ImportValueModel import, AccountDirectory directory, Viewer viewer, HttpContext http, [FromRoute(Name = "external_id")] string externalId,
        [FromHeader(Name = "If-Match")] string? ifMatch, CancellationToken ct)
    {
        if (await FindAsync(directory, viewer, externalId, ct) is not { } account)
        {
            return TypedResults.Problem(NoAccount, statusCode: StatusCodes.Status404NotFound);
        }

        if (await ReadBodyAsync(http, ct) is not { } json)
        {
            return TypedResults.Problem($"A value document has at most {ValueDocument.LargestBytes} bytes.", statusCode: StatusCodes.Status413PayloadTooLarge);
        }

        var tag = http.Request.Headers.IfNoneMatch == "*" ? "" : ifMatch is null or "*" ? null : ifMatch.Trim().Trim('"');
        return (await import.RunAsync(viewer, account, new(json, Tag: tag), ct)).Match<IResult>(
            done => Answer(http, done.Document, done.Created ? StatusCodes.Status201Created : StatusCodes.Status200OK),
            refusal => refusal is ImportValueModel.Outdated ? TypedResults.Problem(refusal.Message, statusCode: StatusCodes.Status412PreconditionFailed) : Respond.With(refusal));
    }

    private static async Task<Guid?> FindAsync(AccountDirectory directory, Viewer viewer, string externalId, CancellationToken ct) =>
        await directory.FindAsync([externalId], ct) is [var found] && viewer.Scope.Contains(found.AccountId) ? found.AccountId : null;

    /// <summary>Null when it is larger than a document may be.</summary>
    private static async Task<ReadOnlyMemory<byte>?> ReadBodyAsync(HttpContext http, CancellationToken ct)
    {
        using var body = new MemoryStream();
        var buffer = new byte[16 * 1024];
        int read;
        while ((read = await http.Request.Body.ReadAsync(buffer, ct)) > 0)
        {
            if (body.Length + read > ValueDocument.LargestBytes)
            {
                return null;
            }

            body.Write(buffer, 0, read);
        }

        return body.ToArray();
    }

    private static ContentHttpResult Answer(HttpContext http, ReadValueDocument.Result document, int status)
    {
        http.Response.Headers.ETag = Quoted(document.Tag);
        http.Response.Headers.CacheControl = "no-store";
        return TypedResults.Text(document.Json, "application/json; charset=utf-8", statusCode: status);
    }

    private static StatusCodeHttpResult NotModified(HttpContext http, ReadValueDocument.Result document)
    {
        http.Response.Headers.ETag = Quoted(document.Tag);
        http.Response.Headers.CacheControl = "no-store";
        return TypedResults.StatusCode(StatusCodes.Status304NotModified);
    }

    private static string Quoted(string tag) => $"\"{tag}\"";

    private static DateOnly? Day(string name, string? text, Dictionary<string, string[]> problems)
    {
        if (text is null)
        {
            return null;
        }

        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is >= 2000 and <= 2100)
        {
            return day;
        }

        problems[name] = ["A day from 2000 to 2100 as YYYY-MM-DD."];
        return null;
    }
}
