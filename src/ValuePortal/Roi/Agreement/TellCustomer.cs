using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ValuePortal.Identity;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;
using ValuePortal.Platform.Mail;
using ValuePortal.Platform.Text;

namespace ValuePortal.Roi.Agreement;

/// <summary>
/// Writes to who objected to a figure that the vendor answered, in the transaction in which the answer is kept: unless the person is gone, may not
/// decide on figures any more, or wants no such mails.
/// </summary>
public sealed class TellCustomer(MailOutbox outbox, PublicAddress address, IStringLocalizer<RoiWords> words)
{
    internal async Task StageAsync(PortalDb db, Guid account, FigureKey key, string name, string by, string note, CancellationToken ct)
    {
        var figure = key.ToString();
        var objector = await db.FigureSteps.Where(step => step.AccountId == account && step.Figure == figure && step.Kind == StepKind.Disputed)
            .OrderByDescending(step => step.Number).Select(step => (Guid?)step.PersonId).FirstOrDefaultAsync(ct);
        if (await db.Users.AsNoTracking().SingleOrDefaultAsync(person => person.Id == objector && person.AccountId == account, ct)
                is not { Role: PersonRole.CustomerAdmin, DeactivatedAt: null, Email: { } email } person
            || await db.AnswerMailsOff.AnyAsync(choice => choice.AccountId == account && choice.PersonId == person.Id, ct))
        {
            return;
        }

        outbox.Put(db, InLanguage.Of(person.Language, () => new Mail(
            email,
            person.Name,
            words["AnswerSubject", by, name],
            words["AnswerMail", person.Name, by, name, note, address.Of($"/value/{key}"), address.Of("/account/profile#answers")])
        {
            AccountId = account,
            PersonId = person.Id,
        }));
    }
}
