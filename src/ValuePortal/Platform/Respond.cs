using System.Globalization;

namespace ValuePortal.Platform;

/// <summary>Turns a refusal into the answer of an endpoint.</summary>
public static class Respond
{
    public static IResult With(Refusal refusal) => refusal switch
    {
        Refusal.NotFound => TypedResults.Problem(refusal.Message, statusCode: StatusCodes.Status404NotFound),
        Refusal.NotAllowed => TypedResults.Problem(refusal.Message, statusCode: StatusCodes.Status403Forbidden),
        Refusal.Busy busy => new BusyAnswer(busy),
        Refusal.Conflict => TypedResults.Problem(refusal.Message, statusCode: StatusCodes.Status409Conflict),
        Refusal.Invalid invalid => TypedResults.ValidationProblem(invalid.Errors, invalid.Message),
        _ => throw new ArgumentOutOfRangeException(nameof(refusal), refusal, "A refusal without an answer."),
    };

    private sealed class BusyAnswer(Refusal.Busy busy) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.Headers.RetryAfter = ((int)busy.RetryAfter.TotalSeconds).ToString(CultureInfo.InvariantCulture);
            return TypedResults.Problem(busy.Message, statusCode: StatusCodes.Status503ServiceUnavailable).ExecuteAsync(httpContext);
        }
    }
}
