using Microsoft.AspNetCore.Identity;
using ValuePortal.Platform.Access;

namespace ValuePortal.Identity.Passwords;

/// <summary>Refuses passwords that are too long, that many people use, or that are made of the person's own name or e-mail.</summary>
internal sealed class PasswordRules : IPasswordValidator<Person>
{
    public const string TooLong = "PasswordTooLong";
    public const string TooCommon = "PasswordTooCommon";

    public Task<IdentityResult> ValidateAsync(UserManager<Person> manager, Person user, string? password)
    {
        if (password is { Length: > PasswordLimits.MaxLength })
        {
            return Refuse(TooLong);
        }

        var own = (user.Email ?? "").Split('@', '.', '-', '_', '+').Concat(user.Name.Split(' ', '-', '.'));
        return password is not null && CommonPasswords.Contains(password, own) ? Refuse(TooCommon) : Task.FromResult(IdentityResult.Success);
    }

    private static Task<IdentityResult> Refuse(string code) => Task.FromResult(IdentityResult.Failed(new IdentityError { Code = code, Description = code }));
}
