using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Localization;
using ValuePortal.Identity.Passwords;
using ValuePortal.Identity.SingleSignOn;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Audit;

namespace ValuePortal.Identity.Links;

/// <summary>Sets the password of the person whose one-time link was opened. All other sessions of that person end, and a lock is lifted.</summary>
public sealed class SetPassword(UserManager<Person> people, OneTimeLinks links, PasswordChecks checks, SignOnRules ways, AuditLog audit, IStringLocalizer<IdentityWords> text)
{
    public sealed record Input(Guid PersonId, string? Token, string? Password, string? Repeat);

    /// <summary>Whom the link is for; null when it is used up, too old or not ours.</summary>
    public async Task<Person?> ForWhomAsync(Guid personId, string? token) =>
        await people.FindByIdAsync(personId.ToString()) is { } person && links.IsValid(person, token) ? person : null;

    public async Task<Outcome<Person>> RunAsync(Input input, CancellationToken ct = default)
    {
        if (await ForWhomAsync(input.PersonId, input.Token) is not { } person)
        {
            return new Refusal.NotFound(text["LinkUsedUp"]);
        }

        if (await ways.WayInAsync(person.AccountId, ct) is WayIn.Provider)
        {
            return new Refusal.Conflict(text["OnlyByProvider"]);
        }

        if (input.Password is not { Length: > 0 } password)
        {
            return Invalid(nameof(Input.Password), text["PasswordTooShort", PasswordLimits.MinLength]);
        }

        if (password != input.Repeat)
        {
            return Invalid(nameof(Input.Repeat), text["PasswordsDiffer"]);
        }

        using var turn = await checks.EnterAsync(ct);
        if (!turn.IsAcquired)
        {
            return new Refusal.Conflict(text["Crowded"]);
        }

        person.LockoutEnd = null;
        person.AccessFailedCount = 0;
        var result = await people.ResetPasswordAsync(person, input.Token!, password);
        if (!result.Succeeded)
        {
            return result.Errors.Any(error => error.Code is nameof(IdentityErrorDescriber.ConcurrencyFailure) or nameof(IdentityErrorDescriber.InvalidToken))
                ? new Refusal.NotFound(text["LinkUsedUp"])
                : Invalid(nameof(Input.Password), [.. result.Errors.Select(error => PasswordRules.WordsFor(error, text))]);
        }

        await audit.WriteAsync(person.Id, person.Name, AuditAction.PasswordSet, "by one-time link", person.AccountId ?? AccountScope.NoAccount, ct);
        return person;
    }

    private Refusal.Invalid Invalid(string field, params string[] errors) => new(text["SomeFieldsNeedAttention"], new Dictionary<string, string[]> { [field] = errors });
}
