using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Query;
using Microsoft.Extensions.Options;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;

namespace ValuePortal.Platform.Mail;

/// <summary>
/// Delivers what is due, each mail at least once. Whoever delivers a mail holds it for a while by moving its next attempt; who stops in
/// between leaves it to be tried again, under the same Message-ID. Two nodes never hold one mail at once.
/// </summary>
public sealed partial class DeliverMails(
    PortalDbFactory portal, MailSeal seal, DataFolder folder, TimeProvider clock, IOptions<MailOptions> options, ILogger<DeliverMails> log)
{
    /// <summary>For how long one delivery holds a mail.</summary>
    public static readonly TimeSpan HeldFor = TimeSpan.FromMinutes(3);

    /// <summary>How long after each attempt that failed the next one is made. After the last a mail is given up.</summary>
    public static readonly IReadOnlyList<TimeSpan> Gaps =
    [
        TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30), TimeSpan.FromHours(2), TimeSpan.FromHours(6), TimeSpan.FromHours(24),
    ];

    private const int AtOnce = 50;

    /// <param name="Delivered">Mails that were taken.</param>
    /// <param name="More">There may be more that are due.</param>
    /// <param name="ServerIsOut">Nothing could be delivered any more; it is better to wait a little.</param>
    public sealed record Round(int Delivered, bool More, bool ServerIsOut);

    public async Task<Round> RunAsync(CancellationToken ct = default)
    {
        var due = await DueAsync(ct);
        if (due.Count == 0)
        {
            return new Round(0, false, false);
        }

        await using var carrier = Carrier();
        var delivered = 0;
        foreach (var mail in due)
        {
            if (!await HoldAsync(mail, ct))
            {
                continue;
            }

            switch (await DeliverAsync(carrier, mail.AccountId, mail.Id, ct))
            {
                case DeliveryEnd.Taken:
                    delivered++;
                    break;
                case DeliveryEnd.NoServer:
                    return new Round(delivered, true, true);
            }
        }

        return new Round(delivered, due.Count == AtOnce, false);
    }

    /// <summary>Drops the lines of mails whose end lies long enough back.</summary>
    public async Task<int> DropOldAsync(CancellationToken ct = default)
    {
        var before = clock.GetUtcNow() - OutgoingMail.KeptFor;
        await using var db = portal.ForSystem();
        return await db.OutgoingMails.IgnoreQueryFilters([PortalDb.AccountFilter]).TagWith(EveryAccount.MailsOnTheirWay)
            .Where(mail => mail.EndedAt < before)
            .ExecuteDeleteAsync(ct);
    }

    /// <summary>Delivers one mail that the caller holds.</summary>
    internal async Task OneAsync(Guid account, Guid id, CancellationToken ct)
    {
        await using var carrier = Carrier();
        await DeliverAsync(carrier, account, id, ct);
    }

    private MailCarrier Carrier() => options.Value.GoesOut ? new MailServer(options.Value.Smtp) : new MailFolder(folder);

    private async Task<List<Due>> DueAsync(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        await using var db = portal.ForSystem();
        return await db.OutgoingMails.AsNoTracking()
            .IgnoreQueryFilters([PortalDb.AccountFilter]).TagWith(EveryAccount.MailsOnTheirWay)
            .Where(mail => mail.DueAt <= now)
            .OrderBy(mail => mail.DueAt).ThenBy(mail => mail.Id).Take(AtOnce)
            .Select(mail => new Due(mail.AccountId, mail.Id, mail.DueAt!.Value))
            .ToListAsync(ct);
    }

    private async Task<bool> HoldAsync(Due mail, CancellationToken ct)
    {
        var until = clock.GetUtcNow() + HeldFor;
        await using var db = portal.ForSystem(mail.AccountId);
        return await db.OutgoingMails
            .Where(row => row.AccountId == mail.AccountId && row.Id == mail.Id && row.DueAt == mail.DueAt)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.DueAt, until).SetProperty(row => row.Attempts, row => row.Attempts + 1), ct) == 1;
    }

    private async Task<DeliveryEnd> DeliverAsync(MailCarrier carrier, Guid account, Guid id, CancellationToken ct)
    {
        await using var db = portal.ForSystem(account);
        var people = db.Users;
        var mail = await db.OutgoingMails.AsNoTracking()
            .Where(row => row.AccountId == account && row.Id == id && row.Content != null)
            .Select(row => new Held(
                row.AccountId, row.Id, row.CreatedAt, row.Content!, row.Attempts, row.GoodUntil,
                row.PersonId != null && !people.Any(person => person.Id == row.PersonId && person.DeactivatedAt == null)))
            .SingleOrDefaultAsync(ct);
        if (mail is null)
        {
            return DeliveryEnd.Taken;
        }

        var delivery = await TryAsync(carrier, mail, ct);
        await NoteAsync(db, mail, delivery);
        return delivery.End;
    }

    private async Task<Delivery> TryAsync(MailCarrier carrier, Held mail, CancellationToken ct)
    {
        if (mail.IsForNobody)
        {
            return new Delivery(DeliveryEnd.Refused, "The person is deactivated.");
        }

        if (mail.GoodUntil < clock.GetUtcNow())
        {
            return new Delivery(DeliveryEnd.Refused, "It came too late: the link in it has ended.");
        }

        if (mail.Attempts > Gaps.Count + 1)
        {
            return new Delivery(DeliveryEnd.Refused, "Its delivery was begun as often as it may be, and never came to an end.");
        }

        try
        {
            return await carrier.DeliverAsync(mail.Id, mail.CreatedAt, seal.Open(mail.Content), ct);
        }
        catch (CryptographicException)
        {
            return new Delivery(DeliveryEnd.Refused, "It was sealed with keys that are no longer in the data folder.");
        }
        catch (Exception failure) when (!ct.IsCancellationRequested)
        {
            return new Delivery(DeliveryEnd.Later, $"{failure.GetType().Name}: {failure.Message}");
        }
    }

    // Not stopped by anything: what was delivered and is not noted goes out again.
    private async Task NoteAsync(PortalDb db, Held mail, Delivery delivery)
    {
        var now = clock.GetUtcNow();
        var words = delivery.Words.Length > OutgoingMail.ReasonMaxLength ? delivery.Words[..OutgoingMail.ReasonMaxLength] : delivery.Words;
        if (delivery.End is DeliveryEnd.Taken or DeliveryEnd.Refused || mail.Attempts > Gaps.Count)
        {
            var state = delivery.End is DeliveryEnd.Taken ? MailState.Delivered : MailState.GivenUp;
            await ChangeAsync(set => set
                .SetProperty(row => row.State, state)
                .SetProperty(row => row.EndedAt, now)
                .SetProperty(row => row.DueAt, (DateTimeOffset?)null)
                .SetProperty(row => row.Content, (byte[]?)null)
                .SetProperty(row => row.Reason, words));
            if (state is MailState.GivenUp)
            {
                LogGivenUp(log, mail.Id, mail.Attempts, ForTheLog(delivery));
            }

            return;
        }

        // What its writer tried first, holding it, counts as an attempt too.
        var attempts = Math.Max(mail.Attempts, 1);
        var next = now + Gaps[attempts - 1];
        await ChangeAsync(set => set
            .SetProperty(row => row.DueAt, next)
            .SetProperty(row => row.Attempts, attempts)
            .SetProperty(row => row.Reason, words));
        LogLater(log, mail.Id, attempts, next, ForTheLog(delivery));

        Task ChangeAsync(Action<UpdateSettersBuilder<OutgoingMail>> change) => db.OutgoingMails
            .Where(row => row.AccountId == mail.AccountId && row.Id == mail.Id && row.Content != null)
            .ExecuteUpdateAsync(change, CancellationToken.None);
    }

    // What a server says of one mail may name its receiver, and names stay out of the log.
    private static string ForTheLog(Delivery delivery) => delivery.End is DeliveryEnd.NoServer ? delivery.Words : "The command list-mails says why.";

    [LoggerMessage(LogLevel.Warning, "Mail {Mail} was not delivered at attempt {Attempts}; it is tried again at {Next:u}. {Why}")]
    private static partial void LogLater(ILogger log, Guid mail, int attempts, DateTimeOffset next, string why);

    [LoggerMessage(LogLevel.Error, "Mail {Mail} was given up after {Attempts} attempts. {Why}")]
    private static partial void LogGivenUp(ILogger log, Guid mail, int attempts, string why);

    private sealed record Due(Guid AccountId, Guid Id, DateTimeOffset DueAt);

    private sealed record Held(Guid AccountId, Guid Id, DateTimeOffset CreatedAt, byte[] Content, int Attempts, DateTimeOffset? GoodUntil, bool IsForNobody);
}

/// <summary>Delivers for as long as the server runs. A round that fails is logged, and the next one comes on time.</summary>
internal sealed partial class MailRounds(DeliverMails deliver, MailBell bell, TimeProvider clock, ILogger<MailRounds> log) : BackgroundService
{
    private static readonly TimeSpan s_every = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_whenServerIsOut = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan s_dropEvery = TimeSpan.FromHours(6);

    private DateTimeOffset? dropped;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
            {
                var round = await RunOnceAsync(stoppingToken);
                if (round.ServerIsOut)
                {
                    await Task.Delay(s_whenServerIsOut, stoppingToken);
                }
                else if (!round.More)
                {
                    await bell.WaitAsync(s_every, stoppingToken);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The host stops.
        }
    }

    private async Task<DeliverMails.Round> RunOnceAsync(CancellationToken ct)
    {
        try
        {
            if (dropped is not { } last || clock.GetUtcNow() - last > s_dropEvery)
            {
                await deliver.DropOldAsync(ct);
                dropped = clock.GetUtcNow();
            }

            return await deliver.RunAsync(ct);
        }
        catch (Exception failure) when (!ct.IsCancellationRequested)
        {
            LogFailed(log, failure);
            return new DeliverMails.Round(0, false, true);
        }
    }

    [LoggerMessage(LogLevel.Error, "Mails could not be delivered; it is tried again in half a minute.")]
    private static partial void LogFailed(ILogger log, Exception failure);
}
