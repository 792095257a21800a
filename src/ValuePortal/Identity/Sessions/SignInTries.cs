using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using ValuePortal.Identity.Passwords;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Audit;
using ValuePortal.Platform.Data;

namespace ValuePortal.Identity.Sessions;

/// <summary>Counts how often somebody tried to prove to be a person, and locks that person for a while after too many; passwords and codes count alike.</summary>
public sealed class SignInTries(PasswordChecks checks, AuditLog audit, TimeProvider clock, IOptions<IdentityOptions> options)
{
    /// <summary>Compares a password. It takes the same time for nobody, and counts before it looks.</summary>
    public async Task<bool> MatchesAsync(PortalDb db, Person? person, string password, CancellationToken ct)
    {
        var mayTry = await CountAsync(db, person?.Id ?? Guid.Empty, ct);
        var hash = person is { DeactivatedAt: null } && mayTry ? person.PasswordHash : null;
        if (checks.Matches(hash, password))
        {
            return true;
        }

        await NoteFailureAsync(person, mayTry, person is null ? "unknown e-mail" : person.DeactivatedAt is not null ? "deactivated" : "wrong password", ct);
        return false;
    }

    // The try is counted before the proof is looked at, in one statement: many guesses at once are still ten and no more. The right one
    // takes the count back. For nobody the statement runs too, and changes nothing.
    public async Task<bool> CountAsync(PortalDb db, Guid person, CancellationToken ct)
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

    /// <summary>Takes the count back, since the person proved to be it.</summary>
    public Task ForgetAsync(PortalDb db, Guid person, CancellationToken ct) => db.Users.Where(p => p.Id == person).ExecuteUpdateAsync(
        set => set.SetProperty(p => p.AccessFailedCount, 0).SetProperty(p => p.LockoutEnd, (DateTimeOffset?)null),
        ct);

    // The e-mail of somebody unknown is not kept: people type passwords into that field.
    public async Task NoteFailureAsync(Person? person, bool mayTry, string why, CancellationToken ct)
    {
        var account = person?.AccountId ?? AccountScope.NoAccount;
        await audit.WriteAsync(person?.Id ?? Guid.Empty, person?.Name ?? "", AuditAction.SignInRefused, mayTry || person is not { DeactivatedAt: null } ? why : "locked", account, ct);
        if (person is not null && mayTry && person.AccessFailedCount >= options.Value.Lockout.MaxFailedAccessAttempts - 1)
        {
            await audit.WriteAsync(person.Id, person.Name, AuditAction.LockedOut, $"{options.Value.Lockout.DefaultLockoutTimeSpan.TotalMinutes} minutes", account, ct);
        }
    }
}
