using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ValuePortal.Identity;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;
using ValuePortal.Platform.Mail;
using ValuePortal.Platform.Text;

namespace ValuePortal.Notifications;

/// <summary>
/// Writes the mails of what people are told: what is due for one person at the same time goes in one mail. What was read meanwhile needs no
/// mail. The mail and the note that it was written are saved together, so that nothing goes twice and nothing is lost.
/// </summary>
public sealed partial class SendNotices(
    PortalDbFactory portal, NoticeKinds kinds, NoticeLinks links, PublicAddress address, MailOutbox outbox, MailBell bell, TimeProvider clock, IStringLocalizer<NotificationWords> text,
    ILogger<SendNotices> log)
{
    private const int AtOnce = 500;
    private const int MostInOneMail = 50;

    /// <returns>How many mails were written.</returns>
    public async Task<int> RunAsync(CancellationToken ct = default)
    {
        if (!address.IsKnown)
        {
            return 0;
        }

        var now = clock.GetUtcNow();
        await using var db = portal.ForSystem();
        var due = await db.Notices.AsNoTracking()
            .IgnoreQueryFilters([PortalDb.AccountFilter]).TagWith(EveryAccount.NoticesThatAreDue)
            .Where(row => row.MailDueAt <= now)
            .OrderBy(row => row.MailDueAt).ThenBy(row => row.Id).Take(AtOnce)
            .Select(row => new { row.AccountId, row.PersonId })
            .ToListAsync(ct);
        var written = 0;
        foreach (var person in due.Distinct())
        {
            try
            {
                written += await WriteAsync(person.AccountId, person.PersonId, now, ct) ? 1 : 0;
            }
            catch (DbUpdateConcurrencyException)
            {
                // Another node wrote it, or the person chose otherwise just now.
            }
            catch (Exception failure) when (!ct.IsCancellationRequested && !failure.IsUnavailable())
            {
                LogFailed(log, person.PersonId, failure);
            }
        }

        if (written > 0)
        {
            bell.Ring();
        }

        return written;
    }

    private async Task<bool> WriteAsync(Guid home, Guid personId, DateTimeOffset now, CancellationToken ct)
    {
        await using var db = portal.ForSystem(home);
        var due = await db.Notices
            .Where(row => row.AccountId == home && row.PersonId == personId && row.MailDueAt <= now)
            .OrderBy(row => row.MadeAt).ThenBy(row => row.Id).Take(MostInOneMail).ToListAsync(ct);
        var person = await db.Users.AsNoTracking()
            .Where(row => row.Id == personId && row.DeactivatedAt == null)
            .Select(row => new { row.Name, row.Email, row.Language }).SingleOrDefaultAsync(ct);
        var told = due.Where(row => row.ReadAt is null).ToList();
        due.ForEach(row => row.MailDueAt = null);
        var mail = person is { Email: { } email } && told.Count > 0 ? InLanguage.Of(person.Language, () => Compose(home, personId, email, person.Name, told)) : null;
        if (mail is not null)
        {
            outbox.Put(db, mail);
        }

        await db.SaveChangesAsync(ct);
        return mail is not null;
    }

    private Mail? Compose(Guid home, Guid person, string email, string name, List<Notice> told)
    {
        var lines = told.Select(row => (row.Link, Words: kinds.WordsOf(row.Kind, row.Values))).Where(line => line.Words is not null).ToList();
        if (lines.Count == 0)
        {
            return null;
        }

        var body = new StringBuilder().AppendLine(text["MailGreeting", name]).AppendLine();
        foreach (var (link, words) in lines)
        {
            body.AppendLine(words!.Value.Sentence);
            if (words.Value.Detail is { } detail)
            {
                body.AppendLine(detail);
            }

            body.AppendLine(address.Of(link)).AppendLine();
        }

        var kind = told.Select(row => row.Kind).Distinct().ToList() is [var only] ? only : "";
        body.AppendLine(text["MailWhy"]).AppendLine(address.Of("/" + Pages.NoticeChoicesPage.Path))
            .AppendLine(text[kind.Length == 0 ? "MailStopAll" : "MailStopKind"]).AppendLine(links.PageOf(home, person, kind));
        var subject = lines is [var one] ? one.Words!.Value.Sentence : text["MailSubjectMany", lines.Count];
        return new Mail(email, name, subject.ReplaceLineEndings(" "), body.ToString())
        {
            AccountId = home,
            PersonId = person,
            Unsubscribe = links.OneClickOf(home, person, kind),
        };
    }

    [LoggerMessage(LogLevel.Error, "What person {Person} is told could not be written as a mail; it is tried again at the next round.")]
    private static partial void LogFailed(ILogger log, Guid person, Exception failure);
}
