using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Mvc;
using ValuePortal.Platform.Access;

namespace ValuePortal.Platform.Drafts;

/// <summary>Where the script of forms sends what is typed, and how a draft ends: by the person, or because its form was sent.</summary>
public static class DraftEndpoints
{
    /// <summary>The field of a form that names its draft.</summary>
    public const string Field = "_draft";

    private const string EnhancedRedirect = "blazor-enhanced-nav-redirect-location";

    public static void MapDrafts(this IEndpointRouteBuilder routes)
    {
        var drafts = routes.MapGroup("/drafts").RequireAuthorization(Policies.SignedIn);
        drafts.MapPost("", async (KeepDraft keep, Viewer viewer, [FromForm] string form, [FromForm] string fields, [FromForm] DateTimeOffset since, CancellationToken ct) =>
            (await keep.RunAsync(viewer, form, fields, since, ct)).Match(at => TypedResults.Ok(new { at }), Respond.With));
        drafts.MapPost("/drop", async (KeepDraft keep, Viewer viewer, [FromForm] string form, CancellationToken ct) =>
        {
            await keep.DropAsync(viewer, form, ct);
            return TypedResults.NoContent();
        });
    }

    /// <summary>A form that was accepted leads on to another page: its draft has served. One that was refused is shown again, and keeps it.</summary>
    public static void UseDrafts(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        await next(context);
        if (HttpMethods.IsPost(context.Request.Method) && context.Features.Get<IAntiforgeryValidationFeature>() is { IsValid: true } && context.Request.HasFormContentType
            && (context.Response.StatusCode is StatusCodes.Status302Found || context.Response.Headers.ContainsKey(EnhancedRedirect))
            && (await context.Request.ReadFormAsync(context.RequestAborted))[Field].ToString() is { Length: > 0 } form
            && await context.RequestServices.GetRequiredService<CurrentViewer>().FindAsync(context.RequestAborted) is { } viewer)
        {
            await context.RequestServices.GetRequiredService<KeepDraft>().DropAsync(viewer, form, context.RequestAborted);
        }
    });
}
