using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;
using ValuePortal.Identity.Sessions;

namespace ValuePortal.Identity.SingleSignOn;

internal static class SignOnServices
{
    /// <summary>How many answers of providers one address may bring in a minute.</summary>
    public const int AnswersPerAddressAndMinute = 30;

    private const string Answers = "sign-on-answers";

    public static IServiceCollection AddSingleSignOn(this IServiceCollection services) => services
        .Configure<RateLimiterOptions>(options => options.AddPolicy(Answers, context => RateLimitPartition.GetFixedWindowLimiter(
            SignInLimits.PartitionOf(context.Connection.RemoteIpAddress),
            _ => new FixedWindowRateLimiterOptions { PermitLimit = AnswersPerAddressAndMinute, Window = TimeSpan.FromMinutes(1), QueueLimit = 0 })))
        .AddSingleton<SignOnFetch>()
        .AddSingleton<ProviderDocuments>()
        .AddSingleton<SignOnSecret>()
        .AddSingleton<SignOnWays>()
        .AddSingleton<RedeemCode>()
        .AddSingleton<IdTokens>()
        .AddScoped<SignOnRules>()
        .AddScoped<BeginSignOn>()
        .AddScoped<FinishSignOn>()
        .AddScoped<ReadOwnSignOn>()
        .AddScoped<LeaveProvider>()
        .AddScoped<ReadProvider>()
        .AddScoped<SetProvider>()
        .AddScoped<RemoveProvider>()
        .AddScoped<TryProvider>();

    /// <summary>The address to which providers send people back. A GET by its nature: the state in it opens once, in one browser.</summary>
    public static void MapSingleSignOn(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/account/sso/{account:guid}/callback", async (Guid account, FinishSignOn finish, HttpContext http) =>
        {
            http.Response.Headers.CacheControl = "no-store";
            return await finish.RunAsync(account, http.Request.Query, http.RequestAborted) switch
            {
                FinishSignOn.Answer.Welcome welcome => TypedResults.LocalRedirect(welcome.ReturnUrl ?? LocalAddress.HomeOf(welcome.Person)),
                FinishSignOn.Answer.Problem problem => TypedResults.LocalRedirect($"/account/sign-on-stopped?why={problem.Kind}"),
                _ => throw new InvalidOperationException("An answer without an address."),
            };
        }).AllowAnonymous().RequireRateLimiting(Answers).ExcludeFromDescription();
}
