using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.WebUtilities;
using ValuePortal.Identity.Sessions;

namespace ValuePortal.Identity.SingleSignOn;

/// <summary>Gives a way to a browser, and takes it back once.</summary>
internal sealed class SignOnWays(IDataProtectionProvider protection, IHttpContextAccessor http, IHostEnvironment environment, TimeProvider clock)
{
    public static readonly TimeSpan ValidFor = TimeSpan.FromMinutes(10);

    private const int StateLength = 43;
    private const int NamedBy = 10;
    private const int MostAtOnce = 5;

    private readonly IDataProtector protector = protection.CreateProtector("ValuePortal.Identity.SignOnWay.v1");

    /// <summary>256 random bits.</summary>
    public static string Random() => WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(32));

    public static string ChallengeOf(string verifier) => WebEncoders.Base64UrlEncode(SHA256.HashData(Encoding.ASCII.GetBytes(verifier)));

    public void Give(SignOnWay way)
    {
        var context = http.HttpContext!;
        var cookie = Cookie(way.State);

        // Whoever begins again and again does not carry all of them along.
        foreach (var old in context.Request.Cookies.Keys.Where(name => name.StartsWith(cookie.Name![..^NamedBy], StringComparison.Ordinal)).Skip(MostAtOnce - 1))
        {
            context.Response.Cookies.Delete(old, Gone(cookie, context));
        }

        context.Response.Cookies.Append(cookie.Name!, protector.Protect(JsonSerializer.Serialize(way)), cookie.Build(context, clock.GetUtcNow()));
    }

    /// <summary>The way that belongs to this state; null when this browser has none, or too late. The cookie is gone after.</summary>
    public SignOnWay? Take(string? state)
    {
        var context = http.HttpContext!;
        if (state is not { Length: StateLength } || state.Any(letter => !char.IsAsciiLetterOrDigit(letter) && letter is not '-' and not '_'))
        {
            return null;
        }

        var cookie = Cookie(state);
        if (context.Request.Cookies[cookie.Name!] is not { } kept)
        {
            return null;
        }

        context.Response.Cookies.Delete(cookie.Name!, Gone(cookie, context));
        try
        {
            return JsonSerializer.Deserialize<SignOnWay>(protector.Unprotect(kept)) is { } way && Matches(way.State, state) && clock.GetUtcNow() - way.BegunAt < ValidFor ? way : null;
        }
        catch (Exception notOurs) when (notOurs is CryptographicException or JsonException)
        {
            return null;
        }
    }

    private static bool Matches(string kept, string given) =>
        CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(kept), Encoding.ASCII.GetBytes(given));

    private static CookieOptions Gone(CookieBuilder cookie, HttpContext context)
    {
        var options = cookie.Build(context);
        options.MaxAge = null;
        return options;
    }

    // A name for each sign-in, so that two tabs do not take each other's.
    private CookieBuilder Cookie(string state)
    {
        var cookie = new CookieBuilder { MaxAge = ValidFor, IsEssential = true };
        SessionCookie.Dress(cookie, $"{SessionCookie.Name}.Way.{state[..NamedBy]}", environment);
        return cookie;
    }
}
