using System.Net.Http.Headers;
using System.Security.Claims;
using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using ValuePortal.Platform.Access;

namespace ValuePortal.Identity.Keys;

/// <summary>
/// Lets a program in that sends <c>Authorization: Bearer KEY</c>, or Basic with the key as user name, as clients of events do.
/// Answers are problem documents, never redirects.
/// </summary>
internal sealed class KeyAuthenticationHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory logger,
    UrlEncoder encoder,
    KeyRing keys) : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    /// <summary>The key in the header of a request; null when there is none.</summary>
    internal static string? KeyIn(HttpRequest request)
    {
        if (!AuthenticationHeaderValue.TryParse(request.Headers.Authorization, out var header) || header.Parameter is not { Length: > 0 } value)
        {
            return null;
        }

        if (header.Scheme.Equals("Bearer", StringComparison.OrdinalIgnoreCase))
        {
            return value.Trim();
        }

        if (!header.Scheme.Equals("Basic", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var bytes = new byte[value.Length];
        return Convert.TryFromBase64String(value, bytes, out var length)
            ? Encoding.UTF8.GetString(bytes, 0, length).Split(':', 2)[0]
            : "";
    }

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (KeyIn(Request) is not { } presented)
        {
            return AuthenticateResult.NoResult();
        }

        if (await keys.FindAsync(presented, Context.RequestAborted) is not { } key)
        {
            return AuthenticateResult.Fail("The key is unknown or revoked.");
        }

        var claims = new List<Claim>
        {
            new(ClaimNames.KeyName, key.Name),
            new(ClaimNames.KeyScope, key.Scope.Word),
        };
        if (key.AccountId is { } account)
        {
            claims.Add(new(ClaimNames.KeyAccount, account.ToString()));
        }

        if (key.CustomerId is { } customer)
        {
            claims.Add(new(ClaimNames.KeyCustomer, customer.ToString()));
        }

        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(new ClaimsIdentity(claims, Scheme.Name)), Scheme.Name));
    }

    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers.Append(HeaderNames.WWWAuthenticate, "Bearer");
        var failed = (await HandleAuthenticateOnceSafeAsync()).Failure is not null;
        await TypedResults.Problem(
            failed ? "The key is unknown or revoked." : "Send a key: Authorization: Bearer KEY.",
            statusCode: StatusCodes.Status401Unauthorized).ExecuteAsync(Context);
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) =>
        TypedResults.Problem("This key is for something else. Reading figures needs a key made with --scope read, value models one made with --scope value, bringing requests one made with --scope requests.", statusCode: StatusCodes.Status403Forbidden)
            .ExecuteAsync(Context);
}
