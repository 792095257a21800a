using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using ValuePortal.Identity.Sessions;
using ValuePortal.Identity.SingleSignOn;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Audit;
using ValuePortal.Platform.Data;

namespace ValuePortal.Identity.SecondFactor;

/// <summary>What comes after the password: a session at once, or a code first for who has an authenticator app.</summary>
public sealed class SecondStep(
    PortalDbFactory portal, AuthenticatorSecrets secrets, SignInTries tries, SignInLimits limits, SignOnRules ways, Session session, AuditLog audit, TimeProvider clock, IHttpContextAccessor http)
{
    /// <summary>How a session begins with password and code.</summary>
    public const string ByBoth = "pwd otp mfa";

    /// <summary>The page on which the code is entered.</summary>
    public const string Page = "account/code";

    /// <summary>How long the password counts while the code is looked for.</summary>
    public static readonly TimeSpan Within = TimeSpan.FromMinutes(10);

    public enum Answer
    {
        Welcome,
        Wrong,
        TooOften,

        /// <summary>The password has to be entered again.</summary>
        TooLate,
    }

    private HttpContext Http => http.HttpContext!;

    /// <summary>The password was right.</summary>
    /// <returns>Whether the person is in; else a code has to be entered.</returns>
    public async Task<bool> AfterPasswordAsync(Person person, CancellationToken ct = default)
    {
        if (!person.TwoFactorEnabled)
        {
            await using var db = portal.ForSystem();
            await tries.ForgetAsync(db, person.Id, ct);
            await session.BeginAsync(person, "pwd", ct);
            return true;
        }

        var known = new ClaimsIdentity([new(ClaimTypes.NameIdentifier, person.Id.ToString()), new(ClaimTypes.Hash, person.SecurityStamp ?? "")], IdentityConstants.TwoFactorUserIdScheme);
        await Http.SignInAsync(IdentityConstants.TwoFactorUserIdScheme, new ClaimsPrincipal(known), new AuthenticationProperties { ExpiresUtc = clock.GetUtcNow() + Within });
        return false;
    }

    /// <summary>Who has entered the password in this browser and not yet the code.</summary>
    public async Task<Person?> FindWaitingAsync(CancellationToken ct = default)
    {
        var waiting = (await Http.AuthenticateAsync(IdentityConstants.TwoFactorUserIdScheme)).Principal;
        if (!Guid.TryParse(waiting?.FindFirstValue(ClaimTypes.NameIdentifier), out var id))
        {
            return null;
        }

        var stamp = waiting.FindFirstValue(ClaimTypes.Hash);
        await using var db = portal.ForSystem();
        return await db.Users.AsNoTracking().SingleOrDefaultAsync(p => p.Id == id && p.SecurityStamp == stamp && p.TwoFactorEnabled && p.DeactivatedAt == null, ct);
    }

    /// <summary>A code of the app, or a recovery code. Tries count as those of passwords.</summary>
    public async Task<Answer> RunAsync(Person? waiting, string? code, CancellationToken ct = default)
    {
        if (waiting is null)
        {
            return Answer.TooLate;
        }

        if (!limits.MayTry(Http.Connection.RemoteIpAddress, $"code {waiting.Id}"))
        {
            return Answer.TooOften;
        }

        await using var db = portal.ForSystem();
        var mayTry = await tries.CountAsync(db, waiting.Id, ct);
        if (!mayTry || !await TakeAsync(db, waiting, code ?? "", ct))
        {
            await tries.NoteFailureAsync(waiting, mayTry, "wrong code", ct);
            return Answer.Wrong;
        }

        await tries.ForgetAsync(db, waiting.Id, ct);
        await Http.SignOutAsync(IdentityConstants.TwoFactorUserIdScheme);
        if (await ways.WayInAsync(waiting.AccountId, ct) is WayIn.Provider)
        {
            // Since the password was entered, the company's own sign-in has become the only way.
            return Answer.TooLate;
        }

        await session.BeginAsync(waiting, ByBoth, ct);
        return Answer.Welcome;
    }

    private async Task<bool> TakeAsync(PortalDb db, Person person, string typed, CancellationToken ct)
    {
        var letters = string.Concat(typed.Where(char.IsAsciiLetterOrDigit));
        if (letters.Length == Totp.Digits)
        {
            return await db.Authenticators.AsNoTracking().SingleOrDefaultAsync(a => a.PersonId == person.Id && a.ConfirmedAt != null, ct) is { } authenticator
                && await secrets.TakeAsync(db, authenticator, letters, ct);
        }

        var hash = RecoveryCode.HashOf(person.Id, letters);
        if (await db.RecoveryCodes.Where(c => c.PersonId == person.Id && c.Hash == hash).ExecuteDeleteAsync(ct) == 0)
        {
            return false;
        }

        await audit.WriteAsync(person.Id, person.Name, FactorAudit.CodeUsed, "", person.AccountId ?? AccountScope.NoAccount, ct);
        return true;
    }
}
