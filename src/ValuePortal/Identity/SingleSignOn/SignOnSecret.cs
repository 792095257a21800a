using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace ValuePortal.Identity.SingleSignOn;

/// <summary>Keeps the secrets of clients at rest. Only the portal's own keys open them; a copy of the database alone does not.</summary>
public sealed class SignOnSecret(IDataProtectionProvider protection)
{
    private readonly IDataProtector protector = protection.CreateProtector("ValuePortal.Identity.SignOnSecret.v1");

    public string Protect(string secret) => protector.Protect(secret);

    /// <summary>Null when the keys it was kept with are gone.</summary>
    public string? Read(string kept)
    {
        try
        {
            return protector.Unprotect(kept);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
