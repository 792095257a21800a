using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using ValuePortal.Identity.Passwords;
using ValuePortal.Identity.SingleSignOn;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Audit;
using ValuePortal.Platform.Data;

namespace ValuePortal.Identity.Sessions;

/// <summary>
/// Signs somebody in by e-mail and password. An unknown e-mail, a wrong password, a locked and a closed account get the same answer
/// after the same work.
/// </summary>
public sealed class SignIn(
    PortalDbFactory portal,
    PasswordChecks checks,
    SignInLimits limits,
    Session session,
    SignOnRules ways,
    ILookupNormalizer normalizer,
    AuditLog audit,
    TimeProvider clock,
    IOptions<IdentityOptions> options,
    IHttpContextAccessor http)
{
    private static readonly TimeSpan s_whenCrowded = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_whenTooOften = TimeSpan.FromMinutes(1);

    public abstract record Answer
    {
        public sealed record Welcome(Person Person) : Answer;

        public sealed record Wrong : Answer;

        public sealed record TryLater(TimeSpan After) : Answer;

        /// <summary>The password is right, but people of this account come by their company's provider only.</summary>
        public sealed record OnlyByProvider : Answer;
    }

    public async Task<Answer> RunAsync(string? email, string? password, CancellationToken ct = default)
    {
        var name = normalizer.NormalizeEmail((email ?? "").Trim())!;
        if (name.Length > Person.EmailMaxLength || password is null or { Length: 0 or > PasswordLimits.MaxLength })
        {
            return new Answer.Wrong();
        }

        if (!limits.MayTry(http.HttpContext?.Connection.RemoteIpAddress, name))
        {
            return new Answer.TryLater(s_whenTooOften);
        }

        using var turn = await checks.EnterAsync(ct);
        if (!turn.IsAcquired)
        {
            return new Answer.TryLater(s_whenCrowded);
        }

        await using var db = portal.ForSystem();
        var person = await db.Users.AsNoTracking().SingleOrDefaultAsync(p => p.NormalizedEmail == name, ct);
        var mayTry = await CountTryAsync(db, person?.Id ?? Guid.Empty, ct);
        var hash = person is { DeactivatedAt: null } && mayTry ? person.PasswordHash : null;
        if (!checks.Matches(hash, password))
        {
            await NoteFailureAsync(person, mayTry, ct);
            return new Answer.Wrong();
        }

        await db.Users.Where(p => p.Id == person!.Id).ExecuteUpdateAsync(
            set => set.SetProperty(p => p.AccessFailedCount, 0).SetProperty(p => p.LockoutEnd, (DateTimeOffset?)null),
            ct);
        if (await ways.WayInAsync(person!.AccountId, ct) is WayIn.Provider)
        {
            await audit.WriteAsync(person.Id, person.Name, AuditAction.SignInRefused, "password, but the account is for single sign-on only", person.AccountId!.Value, ct);
            return new Answer.OnlyByProvider();
        }

        await session.BeginAsync(person!, ct);
        return new Answer.Welcome(person!);
    }

    // The try is counted before the password is looked at, in one statement: many guesses at once are still ten and no more. The
    // right password takes the count back. For nobody the statement runs too, and changes nothing.
    private async Task<bool> CountTryAsync(PortalDb db, Guid person, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var last = options.Value.Lockout.MaxFailedAccessAttempts - 1;
        var until = (DateTimeOffset?)now + options.Value.Lockout.DefaultLockoutTimeSpan;
        return await db.Users.Where(p => p.Id == person && (p.LockoutEnd == null || p.LockoutEnd <= now)).ExecuteUpdateAsync(
            set => set
                .SetProperty(p => p.LockoutEnd, p => p.AccessFailedCount >= last ? until : null)
                .SetProperty(p => p.AccessFailedCount, p => p.AccessFailedCount >= last ? 0 : p.AccessFailedCount + 1),
            ct) == 1;
    }

    // The e-mail of somebody unknown is not kept: people type passwords into that field.
    private async Task NoteFailureAsync(Person? person, bool mayTry, CancellationToken ct)
    {
        var account = person?.AccountId ?? AccountScope.NoAccount;
        var why = person is null ? "unknown e-mail" : !mayTry ? "locked" : person.DeactivatedAt is not null ? "deactivated" : "wrong password";
        await audit.WriteAsync(person?.Id ?? Guid.Empty, person?.Name ?? "", AuditAction.SignInRefused, why, account, ct);
        if (person is not null && mayTry && person.AccessFailedCount >= options.Value.Lockout.MaxFailedAccessAttempts - 1)
        {
            await audit.WriteAsync(person.Id, person.Name, AuditAction.LockedOut, $"{options.Value.Lockout.DefaultLockoutTimeSpan.TotalMinutes} minutes", account, ct);
        }
    }
}
