using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ValuePortal.Identity.People;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Audit;
using ValuePortal.Platform.Data;
using ValuePortal.Platform.Mail;
using ValuePortal.Platform.Text;

namespace ValuePortal.Identity.Links;

/// <summary>Makes a link (24 h) with which an added person sets the first password, and writes it as a mail to that person.</summary>
public sealed class MakeInvitationLink(PortalDbFactory portal, OneTimeLinks links, MailOutbox outbox, AuditLog audit, IStringLocalizer<IdentityWords> text)
{
    public async Task<Outcome<OneTimeLink>> RunAsync(Viewer viewer, Guid personId, CancellationToken ct = default)
    {
        if (!viewer.LooksAfterPeople)
        {
            return new Refusal.NotAllowed(text["OnlyVendorAdmin"]);
        }

        await using var db = portal.ForSystem();
        var person = await db.Users.AsNoTracking().SingleOrDefaultAsync(p => p.Id == personId && p.DeactivatedAt == null, ct);
        if (person is null || !viewer.LooksAfterPeopleOf(person.AccountId))
        {
            return new Refusal.NotFound(text["NoSuchPerson"]);
        }

        var link = links.Make(person, OneTimeLinks.InvitationValidFor);
        await outbox.WriteAsync(Letter(person, link), ct);
        await audit.WriteAsync(viewer, AuditAction.LinkMade, $"invitation for {person.Id}", person.AccountId ?? AccountScope.NoAccount, ct);
        return link;
    }

    private Mail Letter(Person person, OneTimeLink link) => InLanguage.Of(
        person.Language,
        () => new Mail(person.Email!, person.Name, text["Invitation.Subject"], text["Invitation.Body", person.Name, link.Address, OneTimeLinks.InvitationValidFor.TotalHours.ToString(CultureInfo.InvariantCulture)])
        {
            AccountId = person.AccountId ?? AccountScope.NoAccount,
            PersonId = person.Id,
            GoodUntil = link.ValidUntil,
        });
}
