using System.IdentityModel.Tokens.Jwt;
using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace ValuePortal.Identity.SingleSignOn;

/// <summary>
/// Reads an id token, or refuses it. Signature, issuer, audience and algorithm are judged by the library; nonce, at_hash and azp by its
/// rules of the protocol.
/// </summary>
internal sealed class IdTokens(ProviderDocuments documents, TimeProvider clock)
{
    /// <summary>How far the clocks of provider and portal may be apart.</summary>
    public static readonly TimeSpan Skew = TimeSpan.FromMinutes(1);

    public const int MaxLength = 64 * 1024;

    // Microsoft Entra ID writes the time of five minutes ago. That the token is of this sign-in, the nonce says.
    private static readonly TimeSpan s_writtenBack = TimeSpan.FromMinutes(10);

    // Public keys only: a token that is signed with a shared secret, or not at all, is nobody's word.
    private static readonly string[] s_algorithms =
    [
        SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512,
        SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.RsaSsaPssSha384, SecurityAlgorithms.RsaSsaPssSha512,
        SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.EcdsaSha384, SecurityAlgorithms.EcdsaSha512,
    ];

    private static readonly JsonDocumentOptions s_strict = new() { AllowDuplicateProperties = false, MaxDepth = 16 };

    public static IReadOnlyList<string> Algorithms => s_algorithms;

    /// <param name="provider">Whose token it must be, and for which client.</param>
    /// <param name="answer">The answer of the token endpoint.</param>
    /// <param name="nonce">What was sent along when the sign-in began.</param>
    /// <param name="begunAt">When it began: a token made before is of another sign-in.</param>
    /// <param name="ct">Stops the reading.</param>
    /// <exception cref="SignOnFailure">It is not what it must be.</exception>
    public async Task<SignedOn> ReadAsync(SignOnProvider provider, string answer, string nonce, DateTimeOffset begunAt, CancellationToken ct)
    {
        var (idToken, accessToken) = TokensIn(answer);
        var token = Parse(idToken);
        var known = await documents.GetAsync(provider.Issuer, null, ct);
        var result = await ValidateAsync(idToken, token, provider, known);
        if (result.Exception is SecurityTokenSignatureKeyNotFoundException)
        {
            result = await ValidateAsync(idToken, token, provider, await documents.GetAsync(provider.Issuer, known, ct));
        }

        if (!result.IsValid)
        {
            throw SignOnFailure.Refused(WhyNot(result.Exception));
        }

        CheckProtocol(provider, idToken, accessToken, nonce);
        return Read(token, idToken, provider, begunAt);
    }

    private static (string IdToken, string AccessToken) TokensIn(string answer)
    {
        try
        {
            using var json = JsonDocument.Parse(answer, s_strict);
            return (Text(json.RootElement, "id_token") ?? throw SignOnFailure.Refused("the token answer has no id token"),
                Text(json.RootElement, "access_token") ?? throw SignOnFailure.Refused("the token answer has no access token"));
        }
        catch (Exception notJson) when (notJson is JsonException or InvalidOperationException)
        {
            throw SignOnFailure.Unavailable(SignOnFlaw.Unreadable, "", "the token answer cannot be read");
        }
    }

    private static JsonWebToken Parse(string idToken)
    {
        if (idToken.Length > MaxLength)
        {
            throw SignOnFailure.Refused("the id token is too long");
        }

        try
        {
            var token = new JsonWebToken(idToken);

            // RFC 7515, section 4.1.11: who does not know what must be understood does not take it. Other types are other tokens, such as access tokens.
            return token.TryGetHeaderValue<object>("crit", out _) || token.Typ is not (null or "" or "JWT" or "jwt")
                ? throw SignOnFailure.Refused("the id token is of another kind")
                : token;
        }
        catch (Exception notOne) when (notOne is ArgumentException or SecurityTokenException or JsonException or FormatException)
        {
            throw SignOnFailure.Refused("the id token cannot be read");
        }
    }

    private static Task<TokenValidationResult> ValidateAsync(string idToken, JsonWebToken token, SignOnProvider provider, ProviderDocuments.Documents known) =>
        new JsonWebTokenHandler { MaximumTokenSizeInBytes = MaxLength }.ValidateTokenAsync(idToken, new TokenValidationParameters
        {
            ValidIssuer = provider.Issuer,
            ValidAudience = provider.ClientId,
            ValidAlgorithms = s_algorithms,
            IssuerSigningKeys = known.Keys,
            RequireSignedTokens = true,

            // A token that names its key is checked with that key and no other.
            TryAllIssuerSigningKeys = string.IsNullOrEmpty(token.Kid),

            // The times are looked at below, by the portal's clock.
            ValidateLifetime = false,
        });

    private static void CheckProtocol(SignOnProvider provider, string idToken, string accessToken, string nonce)
    {
        try
        {
            new OpenIdConnectProtocolValidator { RequireTimeStampInNonce = false }.ValidateTokenResponse(new OpenIdConnectProtocolValidationContext
            {
                ClientId = provider.ClientId,
                Nonce = nonce,
                ProtocolMessage = new OpenIdConnectMessage { IdToken = idToken, AccessToken = accessToken },
                ValidatedIdToken = new JwtSecurityToken(idToken),
            });
        }
        catch (OpenIdConnectProtocolInvalidNonceException)
        {
            throw SignOnFailure.Refused("the id token is of another sign-in (nonce)");
        }
        catch (OpenIdConnectProtocolInvalidAtHashException)
        {
            throw SignOnFailure.Refused("the id token is of another access token (at_hash)");
        }
        catch (Exception failure) when (failure is OpenIdConnectProtocolException or SecurityTokenException or ArgumentException or JsonException or FormatException)
        {
            throw SignOnFailure.Refused("the id token lacks a claim that it must have");
        }
    }

    private SignedOn Read(JsonWebToken token, string idToken, SignOnProvider provider, DateTimeOffset begunAt)
    {
        JsonDocument payload;
        try
        {
            payload = JsonDocument.Parse(Base64UrlEncoder.DecodeBytes(token.EncodedPayload), s_strict);
        }
        catch (Exception failure) when (failure is JsonException or FormatException)
        {
            throw SignOnFailure.Refused("the id token says something twice");
        }

        using (payload)
        {
            var claims = payload.RootElement;
            CheckTimes(claims, begunAt);
            CheckParty(claims, provider.ClientId);
            if (Text(claims, "sub") is not { Length: > 0 and <= SignOnIdentity.SubjectMaxLength } subject || subject.Any(letter => !char.IsBetween(letter, ' ', '~')))
            {
                throw SignOnFailure.Refused("the id token names no subject, or one that is too long or not plain text");
            }

            return new SignedOn(
                provider.Issuer, subject, Text(claims, "email"),
                claims.TryGetProperty("email_verified", out var verified) && verified.ValueKind is JsonValueKind.True,
                Text(claims, "name"),
                idToken);
        }
    }

    private void CheckTimes(JsonElement claims, DateTimeOffset begunAt)
    {
        var now = clock.GetUtcNow();
        if (Moment(claims, "exp") is not { } end || end + Skew <= now)
        {
            throw SignOnFailure.Refused("the id token has expired");
        }

        if (claims.TryGetProperty("nbf", out _) && (Moment(claims, "nbf") is not { } start || start - Skew > now))
        {
            throw SignOnFailure.Refused("the id token is not valid yet");
        }

        if (Moment(claims, "iat") is not { } made || made - Skew > now || made + s_writtenBack < begunAt)
        {
            throw SignOnFailure.Refused("the id token was not made in this sign-in (iat)");
        }
    }

    private static void CheckParty(JsonElement claims, string clientId)
    {
        if (claims.TryGetProperty("azp", out _) ? Text(claims, "azp") != clientId : claims.GetProperty("aud") is { ValueKind: JsonValueKind.Array } many && many.GetArrayLength() > 1)
        {
            throw SignOnFailure.Refused("the id token was made for another client (azp)");
        }
    }

    private static string? Text(JsonElement claims, string name) =>
        claims.TryGetProperty(name, out var claim) && claim.ValueKind is JsonValueKind.String ? claim.GetString() : null;

    private static DateTimeOffset? Moment(JsonElement claims, string name) =>
        claims.TryGetProperty(name, out var claim) && claim.ValueKind is JsonValueKind.Number && claim.TryGetDouble(out var seconds) && seconds is > 0 and < 100_000_000_000
            ? DateTimeOffset.UnixEpoch.AddSeconds(seconds)
            : null;

    // The library's own message repeats what stood in the token; these do not.
    private static string WhyNot(Exception failure) => failure switch
    {
        SecurityTokenInvalidAlgorithmException => "the id token is signed in a way that is not allowed",
        SecurityTokenSignatureKeyNotFoundException => "the id token is signed with a key that the provider does not name, or in a way that is not allowed",
        SecurityTokenInvalidIssuerException => "the id token is of another issuer",
        SecurityTokenInvalidAudienceException => "the id token was made for another client (aud)",
        SecurityTokenInvalidSignatureException => "the id token's signature is missing or wrong",
        _ => "the id token cannot be read",
    };
}
