using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;
using ValuePortal.Identity.Sessions;

namespace ValuePortal.Reviews.Verify;

/// <summary>How often one address may ask whether a document is genuine.</summary>
internal static class VerifyLimits
{
    public const string PerAddress = "verify";

    private const int PerAddressAndMinute = 30;

    public static IServiceCollection AddVerifyLimits(this IServiceCollection services) => services.Configure<RateLimiterOptions>(options =>
        options.AddPolicy(PerAddress, context => HttpMethods.IsPost(context.Request.Method)
            ? RateLimitPartition.GetFixedWindowLimiter(
                PerAddress + SignInLimits.PartitionOf(context.Connection.RemoteIpAddress),
                _ => new FixedWindowRateLimiterOptions { PermitLimit = PerAddressAndMinute, Window = TimeSpan.FromMinutes(1), QueueLimit = 0 })
            : RateLimitPartition.GetNoLimiter("reading")));
}
