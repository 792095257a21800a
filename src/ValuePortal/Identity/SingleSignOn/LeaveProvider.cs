using System.Security.Cryptography;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.WebUtilities;
using ValuePortal.Identity.Sessions;
using ValuePortal.Platform.Access;

namespace ValuePortal.Identity.SingleSignOn;

/// <summary>
/// Who came by a provider and signs out here is signed out there too: RP-initiated logout of OpenID Connect. Where the provider has no address for
/// that, does not answer, or the account does not want it, the sign-out is here alone.
/// </summary>
public sealed class LeaveProvider(
    SignOnRules rules, ProviderDocuments documents, SignOnFetch fetch, PublicAddress address, IDataProtectionProvider protection, IHttpContextAccessor http, IHostEnvironment environment)
{
    /// <summary>A longer one does not go along in an address, nor in a cookie.</summary>
    public const int IdTokenMaxLength = 4_000;

    /// <summary>The name under which a session keeps the word by which it began.</summary>
    public const string IdToken = "id_token";

    private static readonly TimeSpan s_validFor = TimeSpan.FromMinutes(1);

    private readonly ITimeLimitedDataProtector protector = protection.CreateProtector("ValuePortal.Identity.LeaveProvider.v1").ToTimeLimitedDataProtector();

    /// <summary>Before the session ends: notes where the browser has to go on to.</summary>
    /// <returns>Whether it has to go anywhere.</returns>
    public async Task<bool> NoteAsync(Viewer? viewer, CancellationToken ct)
    {
        var context = http.HttpContext!;
        if (viewer is not { IsCustomer: true, AccountId: { } account }
            || context.Features.Get<IAuthenticateResultFeature>()?.AuthenticateResult?.Properties?.GetTokenValue(IdToken) is not { } idToken
            || await AddressAsync(account, idToken, ct) is not { } to)
        {
            return false;
        }

        var cookie = Cookie();
        context.Response.Cookies.Append(cookie.Name!, protector.Protect(to, s_validFor), cookie.Build(context));
        return true;
    }

    /// <summary>Where the browser goes on to; null when nothing was noted, or too long ago. Once.</summary>
    public Uri? Take()
    {
        var context = http.HttpContext!;
        var cookie = Cookie();
        if (context.Request.Cookies[cookie.Name!] is not { } kept)
        {
            return null;
        }

        var gone = cookie.Build(context);
        gone.MaxAge = null;
        context.Response.Cookies.Delete(cookie.Name!, gone);
        try
        {
            return new Uri(protector.Unprotect(kept));
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private async Task<string?> AddressAsync(Guid account, string idToken, CancellationToken ct)
    {
        if (!address.IsKnown || await rules.ProviderAsync(account, ct) is not { SignsOut: true } provider)
        {
            return null;
        }

        try
        {
            var end = (await documents.GetAsync(provider.Issuer, null, ct)).Says.EndSessionEndpoint;
            return fetch.Allows(end)
                ? QueryHelpers.AddQueryString(end, new Dictionary<string, string?>
                {
                    ["id_token_hint"] = idToken,
                    ["client_id"] = provider.ClientId,
                    ["post_logout_redirect_uri"] = address.Of(SignOnAddress.Left),
                })
                : null;
        }
        catch (SignOnFailure)
        {
            // Who cannot be asked keeps nobody here.
            return null;
        }
    }

    private CookieBuilder Cookie()
    {
        var cookie = new CookieBuilder { MaxAge = s_validFor, IsEssential = true };
        SessionCookie.Dress(cookie, SessionCookie.Name + ".Leave", environment);
        return cookie;
    }
}
