using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ValuePortal.Identity.Passkeys;
using ValuePortal.Identity.Passwords;
using ValuePortal.Identity.Profiles;
using ValuePortal.Identity.Sessions;
using ValuePortal.Identity.SingleSignOn;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Audit;
using ValuePortal.Platform.Data;

namespace ValuePortal.Identity.SecondFactor;

/// <summary>A person sets up an authenticator app, gets recovery codes, and switches both off; each after the password was asked for again.</summary>
public sealed class ManageFactor(
    PortalDbFactory portal, AuthenticatorSecrets secrets, ConfirmPassword confirm, SignOnRules ways, SignInTries tries, Session session, TellOfChange tell, AuditLog audit, TimeProvider clock, IStringLocalizer<FactorWords> text)
{
    /// <summary>How long a secret is shown that no code was entered for.</summary>
    public static readonly TimeSpan SetUpWithin = TimeSpan.FromMinutes(15);

    /// <param name="IsOn">A code is asked for at sign-in.</param>
    /// <param name="Secret">While it is being set up: the secret for typing; else null.</param>
    /// <param name="Address">The same for the app.</param>
    /// <param name="CodesLeft">How many recovery codes were not used yet.</param>
    public sealed record State(bool IsOn, string? Secret, string? Address, int CodesLeft);

    public async Task<State> ReadAsync(Viewer viewer, CancellationToken ct = default)
    {
        await using var db = portal.ForSystem();
        var authenticator = await db.Authenticators.AsNoTracking().SingleOrDefaultAsync(a => a.PersonId == viewer.PersonId, ct);
        if (authenticator is { ConfirmedAt: null } && authenticator.MadeAt > clock.GetUtcNow() - SetUpWithin)
        {
            var email = await db.Users.Where(p => p.Id == viewer.PersonId).Select(p => p.Email).SingleAsync(ct);
            var (secret, address) = secrets.Tell(authenticator, email!);
            return new State(false, secret, address, 0);
        }

        return new State(authenticator is { ConfirmedAt: not null }, null, null, await db.RecoveryCodes.CountAsync(c => c.PersonId == viewer.PersonId, ct));
    }

    /// <summary>Makes a secret to be put into an app. An app that is in use already stays as it is.</summary>
    public async Task<Outcome<Guid>> BeginAsync(Viewer viewer, string? password, CancellationToken ct = default)
    {
        if (await ways.IsByProviderOnlyAsync(viewer, ct))
        {
            return new Refusal.Conflict(text["ByProviderOnly"]);
        }

        if (await confirm.RunAsync(viewer, password, "Password", ct) is { } refusal)
        {
            return refusal;
        }

        await using var db = portal.ForSystem();
        await db.Authenticators.Where(a => a.PersonId == viewer.PersonId && a.ConfirmedAt == null).ExecuteDeleteAsync(ct);
        db.Authenticators.Add(new Authenticator { PersonId = viewer.PersonId, Secret = secrets.Make(), MadeAt = clock.GetUtcNow() });
        try
        {
            await db.SaveChangesAsync(ct);
            return viewer.PersonId;
        }
        catch (DbUpdateException failure) when (failure.IsDuplicate())
        {
            return new Refusal.Conflict(text["AlreadyOn"]);
        }
    }

    /// <summary>The first code of the app: from now on one is asked for at sign-in. All other sessions end.</summary>
    /// <returns>The recovery codes, which are kept nowhere.</returns>
    public async Task<Outcome<IReadOnlyList<string>>> ConfirmAsync(Viewer viewer, string? code, CancellationToken ct = default)
    {
        await using var db = portal.ForSystem();
        var authenticator = await db.Authenticators.AsNoTracking().SingleOrDefaultAsync(a => a.PersonId == viewer.PersonId && a.ConfirmedAt == null, ct);
        if (authenticator is null || authenticator.MadeAt <= clock.GetUtcNow() - SetUpWithin)
        {
            return new Refusal.Conflict(text["SetUpTooOld"]);
        }

        if (!await tries.CountAsync(db, viewer.PersonId, ct) || !await secrets.TakeAsync(db, authenticator, string.Concat((code ?? "").Where(char.IsAsciiDigit)), ct))
        {
            return new Refusal.Invalid(text["WrongCode"], new Dictionary<string, string[]> { ["Code"] = [text["WrongCode"]] });
        }

        var codes = await AuthenticatorSecrets.MakeRecoveryCodesAsync(db, viewer.PersonId, ct);
        await db.Authenticators.Where(a => a.PersonId == viewer.PersonId).ExecuteUpdateAsync(set => set.SetProperty(a => a.ConfirmedAt, clock.GetUtcNow()), ct);
        await tries.ForgetAsync(db, viewer.PersonId, ct);
        await ChangeAsync(db, viewer, isOn: true, ct);
        return codes.ToList();
    }

    public async Task<Outcome<IReadOnlyList<string>>> MakeCodesAsync(Viewer viewer, string? password, CancellationToken ct = default)
    {
        if (await confirm.RunAsync(viewer, password, "Password", ct) is { } refusal)
        {
            return refusal;
        }

        await using var db = portal.ForSystem();
        if (!await db.Authenticators.AnyAsync(a => a.PersonId == viewer.PersonId && a.ConfirmedAt != null, ct))
        {
            return new Refusal.Conflict(text["NotOn"]);
        }

        var codes = await AuthenticatorSecrets.MakeRecoveryCodesAsync(db, viewer.PersonId, ct);
        await audit.WriteAsync(viewer, FactorAudit.CodesMade, "", viewer.IsStaff ? AccountScope.NoAccount : null, ct);
        return codes.ToList();
    }

    public async Task<Outcome<Guid>> TurnOffAsync(Viewer viewer, string? password, CancellationToken ct = default)
    {
        if (await confirm.RunAsync(viewer, password, "Password", ct) is { } refusal)
        {
            return refusal;
        }

        await using var db = portal.ForSystem();
        await ResetFactor.DropAsync(db, viewer.PersonId, ct);
        await ChangeAsync(db, viewer, isOn: false, ct);
        return viewer.PersonId;
    }

    // A new stamp ends every session; this browser gets another one, which knows how the person has proved who it is by now.
    private async Task ChangeAsync(PortalDb db, Viewer viewer, bool isOn, CancellationToken ct)
    {
        var person = await db.Users.SingleAsync(p => p.Id == viewer.PersonId, ct);
        person.TwoFactorEnabled = isOn;
        person.EndSessions(clock.GetUtcNow());
        await db.SaveChangesAsync(ct);
        await audit.WriteAsync(viewer, isOn ? FactorAudit.TurnedOn : FactorAudit.TurnedOff, "", viewer.IsStaff ? AccountScope.NoAccount : null, ct);
        await session.BeginAsync(person, isOn ? SecondStep.ByBoth : session.SignedInBy is SignInByPasskey.By ? SignInByPasskey.By : "pwd", ct);
        await tell.RunAsync(viewer.PersonId, isOn ? SignInChange.FactorOn : SignInChange.FactorOff, ct);
    }
}

/// <summary>What the audit log calls changes of the second factor.</summary>
public static class FactorAudit
{
    public const string TurnedOn = "second-factor-on";
    public const string TurnedOff = "second-factor-off";
    public const string CodesMade = "recovery-codes-made";
    public const string CodeUsed = "recovery-code-used";
    public const string Reset = "second-factor-reset";
}
