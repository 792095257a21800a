using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;
using ValuePortal.Platform.Verbs;

namespace ValuePortal.Platform.Mail;

/// <summary><c>test-mail --to ADDRESS</c> and <c>list-mails</c></summary>
internal static class MailVerbs
{
    public static readonly Verb Test = new("test-mail", "test-mail --to ADDRESS    send one mail now and say what happens", TestAsync) { BeforeMigration = true };

    public static readonly Verb List = new("list-mails", "list-mails    the last 200 mails and what became of them", ListAsync);

    private const int Most = 200;

    private static async Task<int> TestAsync(VerbCall call, CancellationToken ct)
    {
        if (call.Operands.Count > 0 || call.Option("to") is not { } to)
        {
            return call.Misunderstood($"Write: {Test.Usage}");
        }

        var options = call.Services.GetRequiredService<IOptions<MailOptions>>().Value;
        byte[] message;
        var now = call.Services.GetRequiredService<TimeProvider>().GetUtcNow();
        var id = Guid.CreateVersion7(now);
        try
        {
            message = call.Services.GetRequiredService<MailComposer>().Compose(
                new Mail(to, "", "Test mail of ValuePortal", "This mail was sent by the command test-mail. Mails of the portal reach you."), id, now);
        }
        catch (ArgumentException)
        {
            return call.Refuse($"\"{to}\" is not an e-mail address.");
        }

        await using MailCarrier carrier = options.GoesOut
            ? new MailServer(options.Smtp) { Say = call.Out.WriteLine }
            : new MailFolder(call.Services.GetRequiredService<DataFolder>());
        var delivery = await carrier.DeliverAsync(id, now, message, ct);
        if (delivery.End is not DeliveryEnd.Taken)
        {
            return call.Refuse($"Not sent. {delivery.Words}");
        }

        call.Out.WriteLine(options.GoesOut
            ? $"Sent: the server took the mail for {to} and said \"{delivery.Words}\". Whether it arrives is now up to that server; look into the inbox, and into the spam folder."
            : $"No mail server is set ({SmtpOptions.Section}:Host), so the mail was written to {delivery.Words}");
        return 0;
    }

    private static async Task<int> ListAsync(VerbCall call, CancellationToken ct)
    {
        await using var db = call.Services.GetRequiredService<PortalDbFactory>().ForSystem();
        var mails = await db.OutgoingMails.AsNoTracking()
            .IgnoreQueryFilters([PortalDb.AccountFilter]).TagWith(EveryAccount.MailsOnTheirWay)
            .OrderByDescending(mail => mail.CreatedAt).ThenByDescending(mail => mail.Id).Take(Most)
            .Select(mail => new { mail.CreatedAt, mail.To, mail.Subject, mail.State, mail.Attempts, mail.DueAt, mail.Reason })
            .ToListAsync(ct);
        foreach (var mail in mails)
        {
            call.Out.WriteLine(string.Join('\t', string.Create(CultureInfo.InvariantCulture, $"{mail.CreatedAt:u}"), mail.To, mail.Subject, mail.State switch
            {
                MailState.Delivered => "delivered",
                MailState.GivenUp => $"given up: {mail.Reason}",
                _ => string.Create(CultureInfo.InvariantCulture, $"waiting until {mail.DueAt:u}, {mail.Attempts} attempts. {mail.Reason}"),
            }));
        }

        return 0;
    }
}
