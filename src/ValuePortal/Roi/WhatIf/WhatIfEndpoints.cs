using Microsoft.AspNetCore.Mvc;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;

namespace ValuePortal.Roi.WhatIf;

/// <summary>The form of assumptions: it leads to the page with what was typed in its address.</summary>
internal static class WhatIfEndpoints
{
    public static void MapWhatIf(this IEndpointRouteBuilder routes) =>
        routes.MapPost($"/{WhatIfChoice.Path}/change", ChangeAsync).RequireAuthorization(Policies.Customer);

    // The [FromForm] parameter is what makes the framework check the antiforgery token.
    private static async Task<IResult> ChangeAsync(ChangeWhatIf change, Viewer viewer, [FromForm] IFormCollection form, CancellationToken ct) =>
        (await change.RunAsync(viewer, viewer.AccountId ?? Guid.Empty, form.ToDictionary(field => field.Key, field => (string?)field.Value), ct))
            .Match(address => TypedResults.LocalRedirect("/" + address), Respond.With);
}
