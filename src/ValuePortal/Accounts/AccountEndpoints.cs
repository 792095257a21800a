using Microsoft.AspNetCore.Routing.Patterns;
using ValuePortal.Accounts.Export;
using ValuePortal.Accounts.Import;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Audit;
using ValuePortal.Platform.Text;

namespace ValuePortal.Accounts;

public static class AccountEndpoints
{
    private const string DeskPages = "desk/accounts/";
    private const string Interface = "/api/v1";

    public static void MapAccounts(this IEndpointRouteBuilder routes)
    {
        routes.MapDirectoryImports();
        routes.MapGet("/account/log.csv", async (Viewer viewer, ReadAccountCalendar calendar, ExportAuditLog export, string? from, string? to, string? kind, string? own, CancellationToken ct) =>
            await calendar.RunAsync(viewer, ct) is { } account
                ? Answer(await export.RunAsync(viewer, AuditChoice.Read("", from, to, kind, withOwn: own == "yes").Input(account.AccountId, TimeZoneInfo.FindSystemTimeZoneById(account.TimeZone)), ct))
                : Results.NotFound()).RequireAuthorization(Policies.CustomerAdmin);
        routes.MapGet("/account/export/{id:guid}.zip", async (Viewer viewer, AskForExport exports, Guid id, CancellationToken ct) =>
            (await exports.TakeAsync(viewer, id, ct)).Match(path => TypedResults.PhysicalFile(path, "application/zip", "valueportal-export.zip"), Respond.With))
            .RequireAuthorization(Policies.CustomerAdmin);
        routes.MapGet("/desk/log.csv", async (Viewer viewer, ExportAuditLog export, string? from, string? to, string? kind, string? of, CancellationToken ct) =>
            Answer(await export.RunAsync(viewer, AuditChoice.Read("", from, to, kind, of).Input(null, TimeZoneInfo.Utc), ct))).RequireAuthorization(Policies.VendorAdmin);
    }

    /// <summary>
    /// Whoever of the vendor opens a page of an account is written into that account's log, once a page and hour, before the page goes out. A
    /// page that writes a line of its own, which says more, is not written twice.
    /// </summary>
    public static void UseStaffReads(this WebApplication app) => app.Use((http, next) =>
    {
        if (HttpMethods.IsGet(http.Request.Method)
            && http.GetEndpoint() is RouteEndpoint { RoutePattern: { } pattern } && pattern.RawText?.TrimStart('/').StartsWith(DeskPages, StringComparison.Ordinal) is true
            && pattern.Parameters is [var first, ..] && Guid.TryParse(http.GetRouteValue(first.Name) as string, out var account))
        {
            http.Response.OnStarting(() => RecordAsync(http, pattern, account));
        }
        else if (HttpMethods.IsGet(http.Request.Method) && http.Request.Path.StartsWithSegments(Interface, out var rest))
        {
            http.Response.OnStarting(() => RecordByKeyAsync(http, rest));
        }

        return next(http);
    });

    private static async Task RecordAsync(HttpContext http, RoutePattern pattern, Guid account)
    {
        var viewer = http.Response.StatusCode < StatusCodes.Status300MultipleChoices
            ? await http.RequestServices.GetRequiredService<CurrentViewer>().FindAsync(http.RequestAborted) : null;
        if (viewer is { IsStaff: true } && viewer.Scope.Contains(account))
        {
            await http.RequestServices.GetRequiredService<AuditLog>().WriteReadAsync(viewer, PartOf(pattern), account, http.RequestAborted);
        }
    }

    /// <summary>What a program reads stands in the log of the account it read; what it read of several at once, or of none, in the vendor's.</summary>
    private static async Task RecordByKeyAsync(HttpContext http, PathString rest)
    {
        if (http.Response.StatusCode >= StatusCodes.Status300MultipleChoices
            || http.User.FindFirst(ClaimNames.KeyName) is null || await http.RequestServices.GetRequiredService<CurrentViewer>().FindAsync(http.RequestAborted) is not { } viewer)
        {
            return;
        }

        var named = http.GetRouteValue("external_id") as string ?? http.Request.Query["account"].ToString();
        var account = viewer.AccountId
            ?? (named.Length == 0 ? null : (await http.RequestServices.GetRequiredService<AccountDirectory>().FindAsync([named], http.RequestAborted)).SingleOrDefault()?.AccountId)
            ?? AccountScope.NoAccount;
        var part = rest.Value!.Trim('/').Split('/') is ["accounts", _, var of, ..] ? of : rest.Value.Trim('/').Split('/')[0];
        await http.RequestServices.GetRequiredService<AuditLog>().WriteAsync(viewer, AuditAction.KeyRead, part, account, http.RequestAborted);
    }

    // "value/drivers" of "/desk/accounts/{id}/value/drivers/{driverId}".
    private static string PartOf(RoutePattern pattern) =>
        string.Join('/', pattern.PathSegments.Skip(2).SelectMany(segment => segment.Parts).OfType<RoutePatternLiteralPart>().Select(part => part.Content)) is { Length: > 0 } part
            ? part : "account and its people";

    private static IResult Answer(Outcome<byte[]> export) => export.Match(file => TypedResults.File(file, CsvFile.ContentType, "audit-log.csv"), Respond.With);
}
