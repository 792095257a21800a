using System.Globalization;

namespace ValuePortal.Platform;

/// <summary>Turns a refusal into the answer of an endpoint.</summary>
public static class Respond
{
    public static IResult With(Refusal refusal) => refusal switch
    {
        Refusal.NotFound => TypedResults.Problem(refusal.Message, statusCode: StatusCodes.Status404NotFound),
        Refusal.NotAllowed => TypedResults.Problem(refusal.Message, statusCode: StatusCodes.Status403Forbidden),
        Refusal.Busy busy => new BusyAnswer(busy, WithBody: true),
        Refusal.Conflict => TypedResults.Problem(refusal.Message, statusCode: StatusCodes.Status409Conflict),
        Refusal.Invalid invalid => TypedResults.ValidationProblem(invalid.Errors, invalid.Message),
        _ => throw new ArgumentOutOfRangeException(nameof(refusal), refusal, "A refusal without an answer."),
    };

    /// <summary>The same for a person's browser: a 404 or 503 without a body, so that the portal's own page comes in its place.</summary>
    public static IResult WithPage(Refusal refusal) => refusal switch
    {
        Refusal.NotFound => TypedResults.NotFound(),
        Refusal.Busy busy => new BusyAnswer(busy, WithBody: false),
        _ => With(refusal),
    };

    private sealed record BusyAnswer(Refusal.Busy Busy, bool WithBody) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.Headers.RetryAfter = ((int)Busy.RetryAfter.TotalSeconds).ToString(CultureInfo.InvariantCulture);
            IResult answer = WithBody
                ? TypedResults.Problem(Busy.Message, statusCode: StatusCodes.Status503ServiceUnavailable)
                : TypedResults.StatusCode(StatusCodes.Status503ServiceUnavailable);
            return answer.ExecuteAsync(httpContext);
        }
    }
}
