using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using ValuePortal.Identity.Passwords;
using ValuePortal.Identity.SecondFactor;
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
    SignInTries tries,
    SecondStep next,
    SignOnRules ways,
    ILookupNormalizer normalizer,
    AuditLog audit,
    IHttpContextAccessor http)
{
    private static readonly TimeSpan s_whenCrowded = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_whenTooOften = TimeSpan.FromMinutes(1);

    public abstract record Answer
    {
        public sealed record Welcome(Person Person) : Answer;

        /// <summary>The password is right, and a code is asked for before the person is in.</summary>
        public sealed record CodeNeeded : Answer;

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
        if (!await tries.MatchesAsync(db, person, password, ct))
        {
            return new Answer.Wrong();
        }

        if (await ways.WayInAsync(person!.AccountId, ct) is WayIn.Provider)
        {
            await tries.ForgetAsync(db, person.Id, ct);
            await audit.WriteAsync(person.Id, person.Name, AuditAction.SignInRefused, "password, but the account is for single sign-on only", person.AccountId!.Value, ct);
            return new Answer.OnlyByProvider();
        }

        return await next.AfterPasswordAsync(person, ct) ? new Answer.Welcome(person) : new Answer.CodeNeeded();
    }
}
