using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;

namespace ValuePortal.Identity.Sessions;

/// <summary>Limits of forms that anybody may send without sign-in: each has a name of its own, so that none is in the other's way.</summary>
public static class PostLimits
{
    public const int PerAddressAndMinute = 30;

    /// <summary>How often one address may send the forms that carry this name; reading them has no limit.</summary>
    public static IServiceCollection AddPostLimit(this IServiceCollection services, string name) => services.Configure<RateLimiterOptions>(options =>
        options.AddPolicy(name, context => HttpMethods.IsPost(context.Request.Method)
            ? RateLimitPartition.GetFixedWindowLimiter(
                name + SignInLimits.PartitionOf(context.Connection.RemoteIpAddress),
                _ => new FixedWindowRateLimiterOptions { PermitLimit = PerAddressAndMinute, Window = TimeSpan.FromMinutes(1), QueueLimit = 0 })
            : RateLimitPartition.GetNoLimiter("reading")));
}
