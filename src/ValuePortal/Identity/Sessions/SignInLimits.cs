using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;

namespace ValuePortal.Identity.Sessions;

/// <summary>
/// How often one address may try to sign in, in all and for one e-mail. The address is the one of the connection: a header that
/// anybody can write counts for nothing.
/// </summary>
public sealed class SignInLimits : IDisposable
{
    public const int PerAddressAndMinute = 30;
    public const int PerPersonAndMinute = 10;
    public const int ResetMailsPerHour = 5;

    /// <summary>The name of the limit that pages with a password or a link carry.</summary>
    public const string PerAddress = "sign-in";

    private static readonly TimeSpan s_window = TimeSpan.FromMinutes(1);

    private readonly PartitionedRateLimiter<(string Address, string Email)> perPerson =
        PartitionedRateLimiter.Create<(string Address, string Email), (string Address, string Email)>(
            key => RateLimitPartition.GetFixedWindowLimiter(key, _ => Window(PerPersonAndMinute, s_window)));

    private readonly PartitionedRateLimiter<Guid> resets =
        PartitionedRateLimiter.Create<Guid, Guid>(person => RateLimitPartition.GetFixedWindowLimiter(person, _ => Window(ResetMailsPerHour, TimeSpan.FromHours(1))));

    /// <summary>Whether this address may try once more for this e-mail.</summary>
    public bool MayTry(IPAddress? address, string email)
    {
        using var lease = perPerson.AttemptAcquire((PartitionOf(address), email));
        return lease.IsAcquired;
    }

    /// <summary>Whether one more mail with a link may go to this person, whoever asks for it.</summary>
    public bool MayMail(Guid person)
    {
        using var lease = resets.AttemptAcquire(person);
        return lease.IsAcquired;
    }

    public void Dispose()
    {
        perPerson.Dispose();
        resets.Dispose();
    }

    internal static void Configure(RateLimiterOptions options)
    {
        options.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        options.AddPolicy(PerAddress, context => HttpMethods.IsPost(context.Request.Method)
            ? RateLimitPartition.GetFixedWindowLimiter(PartitionOf(context.Connection.RemoteIpAddress), _ => Window(PerAddressAndMinute, s_window))
            : RateLimitPartition.GetNoLimiter("reading"));
        options.OnRejected = async (context, ct) =>
        {
            var wait = context.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : s_window;
            SayWhen(context.HttpContext.Response, wait);
            await TypedResults.Problem(
                context.HttpContext.RequestServices.GetRequiredService<Microsoft.Extensions.Localization.IStringLocalizer<IdentityWords>>()["TooManyTries"],
                statusCode: StatusCodes.Status429TooManyRequests).ExecuteAsync(context.HttpContext);
        };
    }

    internal static void SayWhen(HttpResponse response, TimeSpan wait) =>
        response.Headers.RetryAfter = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);

    // One household has a whole network of IPv6 addresses.
    internal static string PartitionOf(IPAddress? address) => address switch
    {
        null => "unknown",
        { AddressFamily: AddressFamily.InterNetworkV6, IsIPv4MappedToIPv6: false } => Convert.ToHexString(address.GetAddressBytes().AsSpan(0, 8)),
        _ => address.MapToIPv4().ToString(),
    };

    private static FixedWindowRateLimiterOptions Window(int permits, TimeSpan window) => new() { PermitLimit = permits, Window = window, QueueLimit = 0 };
}
