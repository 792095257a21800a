using Microsoft.AspNetCore.Mvc;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Api;

namespace ValuePortal.FeatureRequests.Channels;

/// <param name="Account">External id of the account.</param>
/// <param name="Person">E-mail of a person of that account.</param>
/// <param name="Title">10 to 100 characters.</param>
/// <param name="Need">What the person wants to get done, at most 4,000 characters.</param>
/// <param name="Today">How it is done until now.</param>
/// <param name="Affected">Who is affected.</param>
/// <param name="HowOften">"daily", "weekly", "monthly" or "rarely".</param>
/// <param name="Reference">The number of the ticket.</param>
public sealed record NewRequestBody(string? Account, string? Person, string? Title, string? Need, string? Today, string? Affected, string? HowOften, string? Reference);

/// <param name="Id">Of the request.</param>
/// <param name="Url">Where the customer reads it.</param>
public sealed record NewRequestAnswer(Guid Id, string Url);

/// <summary><c>POST /api/v1/requests</c>.</summary>
internal static class RequestApi
{
    private static readonly ApiNote s_note = new(
        "Brings a request of a customer's person in from elsewhere. The same Idempotency-Key makes one request; sent again it answers 200 with the one that is there, and 409 with other words.",
        """{ "id": "0199c1de-6f4e-7d53-9f0e-0d6c3a0f6a11", "url": "/requests/0199c1de-6f4e-7d53-9f0e-0d6c3a0f6a11" }""")
    {
        Body = """
            { "account": "fabrikam", "person": "customer-admin@fabrikam.example", "title": "Print labels without a download", "need": "Each label is a file, an opening and a click.",
              "today": "Four people click through them.", "affected": "The packers", "how_often": "daily", "reference": "ticket-4711" }
            """,
        Required = ["Idempotency-Key"],
        More = [StatusCodes.Status409Conflict],
        Wrong = ("person", "No customer person you work for has this e-mail."),
    };

    public static void MapRequestApi(this IEndpointRouteBuilder routes) => routes.MapReadApi("/requests", "Requests", Policies.RequestKey)
        .MapPost("", TakeAsync).Produces<NewRequestAnswer>(StatusCodes.Status201Created, "application/json").Documented<NewRequestAnswer>("bringRequest", s_note);

    private static async Task<IResult> TakeAsync(TakeRequest take, Viewer viewer, [FromBody] NewRequestBody body, [FromHeader(Name = "Idempotency-Key")] string? idempotencyKey, CancellationToken ct) =>
        (await take.RunAsync(viewer, new(body.Account, body.Person, body.Title, body.Need, body.Today, body.Affected, body.HowOften, body.Reference, idempotencyKey), ct)).Match<IResult>(
            done => done.Made ? TypedResults.Created($"/requests/{done.Id}", new NewRequestAnswer(done.Id, $"/requests/{done.Id}")) : TypedResults.Ok(new NewRequestAnswer(done.Id, $"/requests/{done.Id}")),
            Respond.With);
}
