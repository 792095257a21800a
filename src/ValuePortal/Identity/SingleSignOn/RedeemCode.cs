using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace ValuePortal.Identity.SingleSignOn;

/// <summary>Changes the code of an answer into tokens, at the provider's own address and with the client's secret.</summary>
internal sealed class RedeemCode(SignOnFetch fetch, SignOnSecret secrets)
{
    /// <exception cref="SignOnFailure">The provider gave none.</exception>
    public async Task<string> RunAsync(SignOnProvider provider, OpenIdConnectConfiguration says, string code, string verifier, string returnAddress, CancellationToken ct)
    {
        if (secrets.Read(provider.ProtectedSecret) is not { } secret)
        {
            throw SignOnFailure.Unavailable(SignOnFlaw.Unreadable, "", "the client secret cannot be read any more: set it again");
        }

        var fields = new Dictionary<string, string>
        {
            ["grant_type"] = "authorization_code",
            ["code"] = code,
            ["redirect_uri"] = returnAddress,
            ["code_verifier"] = verifier,
        };
        AuthenticationHeaderValue? authorization = null;
        if (TakesSecretInForm(says))
        {
            (fields["client_id"], fields["client_secret"]) = (provider.ClientId, secret);
        }
        else
        {
            // RFC 6749, section 2.3.1: both are form-encoded before they become a password.
            authorization = new("Basic", Convert.ToBase64String(Encoding.ASCII.GetBytes($"{FormEncoded(provider.ClientId)}:{FormEncoded(secret)}")));
        }

        var (status, text) = await fetch.PostAsync(says.TokenEndpoint, fields, authorization, ct);
        return status switch
        {
            HttpStatusCode.OK => text,
            HttpStatusCode.BadRequest or HttpStatusCode.Unauthorized =>
                throw SignOnFailure.Refused($"the token endpoint refused the code or the client: {ErrorIn(text)}"),
            _ => throw SignOnFailure.Unavailable(SignOnFlaw.Answered, says.TokenEndpoint, string.Create(CultureInfo.InvariantCulture, $"the token endpoint answered {(int)status}")),
        };
    }

    // The default of OpenID Connect Discovery is client_secret_basic.
    private static bool TakesSecretInForm(OpenIdConnectConfiguration says) =>
        says.TokenEndpointAuthMethodsSupported is { Count: > 0 } methods && !methods.Contains("client_secret_basic") && methods.Contains("client_secret_post");

    private static string FormEncoded(string text) => Uri.EscapeDataString(text).Replace("%20", "+", StringComparison.Ordinal);

    private static string ErrorIn(string text)
    {
        try
        {
            using var json = JsonDocument.Parse(text);
            return SignOnErrors.Known(json.RootElement.TryGetProperty("error", out var error) && error.ValueKind is JsonValueKind.String ? error.GetString() : null);
        }
        catch (Exception notJson) when (notJson is JsonException or InvalidOperationException)
        {
            return SignOnErrors.Known(null);
        }
    }
}
