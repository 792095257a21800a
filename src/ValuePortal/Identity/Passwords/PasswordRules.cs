using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Localization;
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

    /// <summary>What is wrong with a new password, for the person.</summary>
    public static string WordsFor(IdentityError error, IStringLocalizer<IdentityWords> text) => error.Code switch
    {
        TooLong => text["PasswordTooLong", PasswordLimits.MaxLength],
        TooCommon => text["PasswordTooCommon"],
        _ => text["PasswordTooShort", PasswordLimits.MinLength],
    };

    private static Task<IdentityResult> Refuse(string code) => Task.FromResult(IdentityResult.Failed(new IdentityError { Code = code, Description = code }));
}
