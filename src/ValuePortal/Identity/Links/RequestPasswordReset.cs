using System.Diagnostics;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ValuePortal.Identity.Sessions;
using ValuePortal.Identity.SingleSignOn;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Audit;
using ValuePortal.Platform.Data;
using ValuePortal.Platform.Mail;
using ValuePortal.Platform.Text;

namespace ValuePortal.Identity.Links;

/// <summary>
/// Somebody forgot the password: writes a mail with a link (1 h) if there is such a person, at most five an hour. What comes back and
/// how long it takes are the same for an e-mail that nobody has.
/// </summary>
public sealed class RequestPasswordReset(
    PortalDbFactory portal, OneTimeLinks links, MailOutbox outbox, SignInLimits limits, SignOnRules ways, ILookupNormalizer normalizer, AuditLog audit, IStringLocalizer<IdentityWords> text)
{
    /// <summary>Longer than writing the mail takes.</summary>
    private static readonly TimeSpan s_answersAfter = TimeSpan.FromMilliseconds(300);

    public async Task RunAsync(string? email, CancellationToken ct = default)
    {
        var started = Stopwatch.GetTimestamp();
        await WriteAsync(normalizer.NormalizeEmail((email ?? "").Trim())!, ct);
        if (s_answersAfter - Stopwatch.GetElapsedTime(started) is { Ticks: > 0 } rest)
        {
            await Task.Delay(rest, ct);
        }
    }

    private async Task WriteAsync(string name, CancellationToken ct)
    {
        if (name.Length is 0 or > Person.EmailMaxLength)
        {
            return;
        }

        await using var db = portal.ForSystem();
        var person = await db.Users.AsNoTracking().SingleOrDefaultAsync(p => p.NormalizedEmail == name && p.DeactivatedAt == null, ct);
        if (person is null || await ways.WayInAsync(person.AccountId, ct) is WayIn.Provider || !limits.MayMail(person.Id))
        {
            return;
        }

        var link = links.Make(person, OneTimeLinks.ResetValidFor);
        await outbox.WriteAsync(Letter(person, link), ct);
        await audit.WriteAsync(person.Id, person.Name, AuditAction.LinkMade, "password reset", person.AccountId ?? AccountScope.NoAccount, ct);
    }

    private Mail Letter(Person person, OneTimeLink link) => InLanguage.Of(
        person.Language,
        () => new Mail(person.Email!, person.Name, text["Reset.Subject"], text["Reset.Body", person.Name, link.Address])
        {
            AccountId = person.AccountId ?? AccountScope.NoAccount,
            PersonId = person.Id,
            GoodUntil = link.ValidUntil,
        });
}
