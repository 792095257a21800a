using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;
using ValuePortal.Platform.Ui;

namespace ValuePortal.Identity.SecondFactor;

/// <summary>The secrets that authenticator apps and the portal share, and the codes made of them.</summary>
public sealed class AuthenticatorSecrets(IDataProtectionProvider protection, TimeProvider clock, IOptions<VendorOptions> vendor)
{
    private readonly IDataProtector seal = protection.CreateProtector("ValuePortal.Identity.Authenticator.v1");

    /// <summary>A fresh secret, sealed.</summary>
    internal byte[] Make() => seal.Protect(RandomNumberGenerator.GetBytes(Totp.SecretBytes));

    /// <summary>The secret for typing, and the address that an app reads from a picture.</summary>
    internal (string Secret, string Address) Tell(Authenticator authenticator, string email)
    {
        var secret = Totp.Base32(seal.Unprotect(authenticator.Secret));
        var issuer = Uri.EscapeDataString(vendor.Value.Name);
        return (secret, $"otpauth://totp/{issuer}:{Uri.EscapeDataString(email)}?secret={secret}&issuer={issuer}&digits={Totp.Digits}&period=30");
    }

    /// <summary>Takes a code of the app, once: of two who enter the same one, one is let in.</summary>
    internal async Task<bool> TakeAsync(PortalDb db, Authenticator authenticator, string code, CancellationToken ct) =>
        Totp.FindStep(seal.Unprotect(authenticator.Secret), code, clock.GetUtcNow()) is { } step
        && await db.Authenticators.Where(a => a.PersonId == authenticator.PersonId && a.Secret == authenticator.Secret && a.LastStep < step)
            .ExecuteUpdateAsync(set => set.SetProperty(a => a.LastStep, step), ct) == 1;

    /// <summary>Puts ten fresh codes in the place of those there were.</summary>
    /// <returns>The codes, which are kept nowhere.</returns>
    internal static async Task<IReadOnlyList<string>> MakeRecoveryCodesAsync(PortalDb db, Guid person, CancellationToken ct)
    {
        var codes = Enumerable.Range(0, RecoveryCode.Many).Select(_ => RecoveryCode.Make()).ToList();
        await db.RecoveryCodes.Where(code => code.PersonId == person).ExecuteDeleteAsync(ct);
        db.RecoveryCodes.AddRange(codes.Select(code => new RecoveryCode { PersonId = person, Hash = RecoveryCode.HashOf(person, code) }));
        await db.SaveChangesAsync(ct);
        return codes;
    }
}
