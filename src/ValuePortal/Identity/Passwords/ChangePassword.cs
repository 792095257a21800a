using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Localization;
using ValuePortal.Identity.Profiles;
using ValuePortal.Identity.Sessions;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Audit;

namespace ValuePortal.Identity.Passwords;

/// <summary>A person takes another password. It needs the one of today; all other sessions and open links end, this browser gets a new session.</summary>
public sealed class ChangePassword(UserManager<Person> people, ConfirmPassword confirm, Session session, TellOfChange tell, AuditLog audit, IStringLocalizer<IdentityWords> text)
{
    public sealed record Input(string? Current, string? Password, string? Repeat);

    public async Task<Outcome<Guid>> RunAsync(Viewer viewer, Input input, CancellationToken ct = default)
    {
        if (input.Password is not { Length: > 0 } password)
        {
            return Invalid(nameof(Input.Password), text["PasswordTooShort", PasswordLimits.MinLength]);
        }

        if (password != input.Repeat)
        {
            return Invalid(nameof(Input.Repeat), text["PasswordsDiffer"]);
        }

        if (await confirm.RunAsync(viewer, input.Current, nameof(Input.Current), ct) is { } refusal)
        {
            return refusal;
        }

        var person = (await people.FindByIdAsync(viewer.PersonId.ToString()))!;
        foreach (var rule in people.PasswordValidators)
        {
            if (await rule.ValidateAsync(people, person, password) is { Succeeded: false } weak)
            {
                return Invalid(nameof(Input.Password), [.. weak.Errors.Select(error => PasswordRules.WordsFor(error, text))]);
            }
        }

        // Saves the password together with a new stamp, which ends every session.
        person.PasswordHash = people.PasswordHasher.HashPassword(person, password);
        if (!(await people.UpdateSecurityStampAsync(person)).Succeeded)
        {
            return new Refusal.Conflict(text["Crowded"]);
        }

        await audit.WriteAsync(person.Id, person.Name, AuditAction.PasswordSet, "changed", person.AccountId ?? AccountScope.NoAccount, ct);
        await session.BeginAsync(person, session.SignedInBy, ct);
        await tell.RunAsync(person.Id, SignInChange.Password, ct);
        return person.Id;
    }

    private Refusal.Invalid Invalid(string field, params string[] errors) => new(text["SomeFieldsNeedAttention"], new Dictionary<string, string[]> { [field] = errors });
}
