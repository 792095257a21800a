using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;

namespace ValuePortal.Platform.Mail;

/// <summary>Where mails wait until they are delivered: rows of the database, so that nothing that stops loses one.</summary>
public sealed class MailOutbox(
    PortalDbFactory portal, MailComposer composer, MailSeal seal, DeliverMails deliver, MailBell bell, TimeProvider clock, IOptions<MailOptions> options)
{
    /// <summary>
    /// Puts a mail into the caller's own transaction: it goes out when, and only when, what caused it is saved. The account of the mail
    /// must be in the scope of the context. Ring <see cref="MailBell"/> after saving, or it goes out some seconds later.
    /// </summary>
    /// <returns>Its id.</returns>
    /// <exception cref="ArgumentException">The receiver is no address, or a line break would have begun another header.</exception>
    public Guid Put(PortalDb db, Mail mail) => Put(db, mail, clock.GetUtcNow(), TimeSpan.Zero);

    /// <summary>Puts a mail that nothing else is saved with. Without a mail server its file is there when this returns.</summary>
    /// <exception cref="ArgumentException">The receiver is no address, or a line break would have begun another header.</exception>
    public async Task<Guid> WriteAsync(Mail mail, CancellationToken ct = default)
    {
        var now = clock.GetUtcNow();
        await using var db = portal.ForSystem(mail.AccountId);
        if (options.Value.GoesOut)
        {
            var sent = Put(db, mail, now, TimeSpan.Zero);
            await db.SaveChangesAsync(ct);
            bell.Ring();
            return sent;
        }

        // A file takes no time: it is written by whoever asks, who holds it as a delivery would.
        var id = Put(db, mail, now, DeliverMails.HeldFor);
        await db.SaveChangesAsync(ct);
        await deliver.OneAsync(mail.AccountId, id, ct);
        return id;
    }

    /// <summary>Deletes the mails to a person, waiting or gone, in the caller's transaction.</summary>
    internal static Task ForgetAsync(PortalDb db, Guid account, Guid person, CancellationToken ct) =>
        db.OutgoingMails.Where(mail => mail.AccountId == account && mail.PersonId == person).ExecuteDeleteAsync(ct);

    private Guid Put(PortalDb db, Mail mail, DateTimeOffset now, TimeSpan heldFor)
    {
        var id = Guid.CreateVersion7(now);
        db.Add(OutgoingMail.Of(mail, id, seal.Close(composer.Compose(mail, id, now)), now, now + heldFor));
        return id;
    }
}

/// <summary>Closes what waits in the database, so that a copy of it opens nobody's one-time link.</summary>
public sealed class MailSeal(IDataProtectionProvider protection)
{
    private readonly IDataProtector protector = protection.CreateProtector("ValuePortal.Mail.Content.v1");

    public byte[] Close(byte[] message) => protector.Protect(message);

    /// <exception cref="System.Security.Cryptography.CryptographicException">It was closed with keys that are gone.</exception>
    public byte[] Open(byte[] content) => protector.Unprotect(content);
}

/// <summary>Tells the delivery of this process that there is a mail, so that it need not wait for its next look.</summary>
public sealed class MailBell : IDisposable
{
    private readonly SemaphoreSlim rung = new(0, 1);

    public void Ring()
    {
        try
        {
            rung.Release();
        }
        catch (SemaphoreFullException)
        {
            // It rings already.
        }
    }

    public Task WaitAsync(TimeSpan atMost, CancellationToken ct) => rung.WaitAsync(atMost, ct);

    public void Dispose() => rung.Dispose();
}
