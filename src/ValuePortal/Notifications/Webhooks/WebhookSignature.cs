using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;

namespace ValuePortal.Notifications.Webhooks;

/// <summary>Secrets and signatures of Standard Webhooks: HMAC-SHA256 over id, time and body, with a secret of each endpoint's own.</summary>
public sealed class WebhookSignature(IDataProtectionProvider protection)
{
    private const string Prefix = "whsec_";
    private const int SecretBytes = 32;

    private readonly IDataProtector protector = protection.CreateProtector("ValuePortal.Notifications.Webhooks.Secret.v1");

    public static string NewSecret() => Prefix + Convert.ToBase64String(RandomNumberGenerator.GetBytes(SecretBytes));

    /// <summary>What stands in <c>webhook-signature</c>.</summary>
    public static string Of(string secret, string id, long unixSeconds, string body)
    {
        var signed = string.Create(CultureInfo.InvariantCulture, $"{id}.{unixSeconds}.{body}");
        return "v1," + Convert.ToBase64String(HMACSHA256.HashData(Convert.FromBase64String(secret[Prefix.Length..]), Encoding.UTF8.GetBytes(signed)));
    }

    internal string Seal(string secret) => protector.Protect(secret);

    /// <exception cref="CryptographicException">It was sealed with keys that are gone.</exception>
    internal string Open(string kept) => protector.Unprotect(kept);
}
