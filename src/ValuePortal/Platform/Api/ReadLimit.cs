using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Claims;
using ValuePortal.Platform.Access;

namespace ValuePortal.Platform.Api;

/// <summary>
/// How many figures a key may read in a minute, so that one busy program does not slow the pages of people. Each answer says what is
/// left, in the headers of draft-ietf-httpapi-ratelimit-headers; a refused one says when to come again.
/// </summary>
public sealed class ReadLimit(TimeProvider clock) : IEndpointFilter
{
    public const int PerMinute = 600;

    private static readonly long s_window = TimeSpan.FromMinutes(1).Ticks;

    private readonly ConcurrentDictionary<string, (long Window, int Used)> taken = new(StringComparer.Ordinal);

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        var now = clock.GetUtcNow().Ticks;
        var used = Take(http.User.FindFirstValue(ClaimNames.KeyName) + "|" + http.User.FindFirstValue(ClaimNames.KeyAccount), now / s_window);
        var seconds = ((s_window - (now % s_window) + TimeSpan.TicksPerSecond - 1) / TimeSpan.TicksPerSecond).ToString(CultureInfo.InvariantCulture);
        http.Response.Headers["RateLimit-Policy"] = $"\"read\";q={PerMinute};w=60";
        http.Response.Headers["RateLimit"] = $"\"read\";r={Math.Max(0, PerMinute - used)};t={seconds}";
        if (used <= PerMinute)
        {
            return await next(context);
        }

        http.Response.Headers.RetryAfter = seconds;
        return TypedResults.Problem($"This key may read {PerMinute} times a minute.", statusCode: StatusCodes.Status429TooManyRequests);
    }

    // One entry a key: they are as many as somebody made by hand.
    private int Take(string key, long window) =>
        taken.AddOrUpdate(key, (window, 1), (_, before) => (window, before.Window == window ? before.Used + 1 : 1)).Used;
}

public static class ReadApi
{
    /// <summary>A group of addresses for programs, with a read key unless another policy is named, within the limit of the key.</summary>
    public static RouteGroupBuilder MapReadApi(this IEndpointRouteBuilder routes, string prefix, string tag, string policy = Policies.ReadKey)
    {
        var group = routes.MapGroup("/api/v1" + prefix).WithTags(tag).RequireAuthorization(policy);
        group.AddEndpointFilter((context, next) => context.HttpContext.RequestServices.GetRequiredService<ReadLimit>().InvokeAsync(context, next));
        int[] refusals = [StatusCodes.Status401Unauthorized, StatusCodes.Status403Forbidden, StatusCodes.Status429TooManyRequests, StatusCodes.Status503ServiceUnavailable];
        return refusals.Aggregate(group, (documented, status) => documented.ProducesProblem(status));
    }
}
