using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ValuePortal.Identity.Profiles;
using ValuePortal.Identity.Sessions;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;

namespace ValuePortal.Identity.Passwords;

/// <summary>Asks somebody who is signed in for the password again, before what a person who found an open browser must not do. Tries count as those of signing in.</summary>
public sealed class ConfirmPassword(
    PortalDbFactory portal, PasswordChecks checks, SignInTries tries, SignInLimits limits, IHttpContextAccessor http, IStringLocalizer<ProfileWords> words, IStringLocalizer<IdentityWords> text)
{
    /// <param name="viewer">Who is signed in.</param>
    /// <param name="password">What was typed.</param>
    /// <param name="field">The field it was typed into.</param>
    /// <param name="ct">Ends the call.</param>
    /// <returns>Null when it is the right one.</returns>
    public async Task<Refusal?> RunAsync(Viewer viewer, string? password, string field, CancellationToken ct = default)
    {
        if (!limits.MayTry(http.HttpContext?.Connection.RemoteIpAddress, viewer.PersonId.ToString()))
        {
            return new Refusal.Conflict(text["TooManyTries"]);
        }

        using var turn = await checks.EnterAsync(ct);
        if (!turn.IsAcquired)
        {
            return new Refusal.Conflict(text["Crowded"]);
        }

        await using var db = portal.ForSystem();
        var person = await db.Users.AsNoTracking().SingleAsync(p => p.Id == viewer.PersonId, ct);
        if (password is null or { Length: 0 or > PasswordLimits.MaxLength } || !await tries.MatchesAsync(db, person, password, ct))
        {
            return new Refusal.Invalid(text["SomeFieldsNeedAttention"], new Dictionary<string, string[]> { [field] = [words["WrongPassword"]] });
        }

        await tries.ForgetAsync(db, person.Id, ct);
        return null;
    }
}
