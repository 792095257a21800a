using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;
using ValuePortal.Platform.Mail;
using ValuePortal.Platform.Text;

namespace ValuePortal.Identity.Profiles;

/// <summary>What changed of the ways in which a person signs in.</summary>
public enum SignInChange
{
    Password,
    FactorOn,
    FactorOff,
    FactorReset,
    PasskeyAdded,
    PasskeyRemoved,
}

/// <summary>
/// Tells a person by mail that a way to sign in as it was changed: whoever did not do that hears of it. The change stands also when the mail
/// cannot be written.
/// </summary>
public sealed partial class TellOfChange(
    PortalDbFactory portal, MailOutbox outbox, PublicAddress address, TimeProvider clock, IStringLocalizer<ProfileWords> text, ILogger<TellOfChange> log)
{
    public async Task RunAsync(Guid personId, SignInChange what, CancellationToken ct = default)
    {
        try
        {
            await using var db = portal.ForSystem();
            if (address.IsKnown && await db.Users.AsNoTracking().SingleOrDefaultAsync(person => person.Id == personId && person.DeactivatedAt == null, ct) is { Email: { } email } person)
            {
                await outbox.WriteAsync(Letter(person, email, what), ct);
            }
        }
        catch (Exception failure) when (failure.IsUnavailable())
        {
            LogNotTold(log, personId, what, failure);
        }
    }

    private Mail Letter(Person person, string email, SignInChange what)
    {
        var zone = person.TimeZone is { } id && TimeZoneInfo.TryFindSystemTimeZoneById(id, out var own) ? own : TimeZoneInfo.Utc;
        var at = TimeZoneInfo.ConvertTime(clock.GetUtcNow(), zone);
        return InLanguage.Of(person.Language, () => new Mail(
            email,
            person.Name,
            text[$"Told_{what}"],
            text["Told.Body", person.Name, text[$"Told_{what}"], $"{at.ToString("g", CultureInfo.CurrentCulture)} ({zone.Id})", address.Of("/account/security")])
        {
            AccountId = person.AccountId ?? AccountScope.NoAccount,
            PersonId = person.Id,
        });
    }

    [LoggerMessage(LogLevel.Warning, "Person {Person} could not be told of {What}.")]
    private static partial void LogNotTold(ILogger log, Guid person, SignInChange what, Exception failure);
}
