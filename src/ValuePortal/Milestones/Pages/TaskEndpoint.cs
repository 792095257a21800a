using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using ValuePortal.Milestones.Plans;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;

namespace ValuePortal.Milestones.Pages;

/// <summary>The button beside a task on the customer's page: <c>done</c> is "on" or "off".</summary>
internal static class TaskEndpoint
{
    public static void MapTasks(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/milestones/tasks/{id:guid}", SetAsync).RequireAuthorization(Policies.Customer);

    // The [FromForm] parameter is what makes the framework check the antiforgery token.
    private static async Task<IResult> SetAsync(
        CompleteTask complete, Viewer viewer, IStringLocalizer<MilestonesWords> text, Guid id, [FromForm] string? done, CancellationToken ct)
    {
        if (done is not ("on" or "off"))
        {
            return Respond.With(new FieldCheck(text).Require(false, "done", "ChooseOne").Refusal!);
        }

        return (await complete.RunAsync(viewer, viewer.AccountId ?? Guid.Empty, id, done is "on", ct)).Match(
            _ => TypedResults.LocalRedirect("/milestones#tasks"),
            Respond.With);
    }
}
