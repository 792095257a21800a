using Microsoft.EntityFrameworkCore;
using ValuePortal.Accounts;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;
using ValuePortal.Platform.Mail;

namespace ValuePortal.Usage.Mailing;

/// <summary>
/// Writes the mails of the reports that are due. The mail and the step to the next period are saved in one transaction, for one node only:
/// no period goes out twice, and after a standstill only the last one that was missed.
/// </summary>
public sealed partial class SendDueReports(
    PortalDbFactory portal, ListAccountZones accounts, FindReader findReader, WriteReportMail write, MailOutbox outbox, MailBell bell, TimeProvider clock,
    ILogger<SendDueReports> log)
{
    private const int AtOnce = 100;

    private static readonly TimeSpan s_afterFailure = TimeSpan.FromMinutes(15);

    /// <returns>How many mails were written.</returns>
    public async Task<int> RunAsync(CancellationToken ct = default)
    {
        var now = clock.GetUtcNow();
        await using var db = portal.ForSystem();
        var due = await db.MailedReports.AsNoTracking()
            .IgnoreQueryFilters([PortalDb.AccountFilter]).TagWith(EveryAccount.ReportsThatAreDue)
            .Where(report => report.DueAt <= now)
            .OrderBy(report => report.DueAt).ThenBy(report => report.Id).Take(AtOnce)
            .Select(report => new { report.AccountId, report.Id })
            .ToListAsync(ct);
        var written = 0;
        foreach (var report in due)
        {
            try
            {
                written += await SendAsync(report.AccountId, report.Id, now, ct) ? 1 : 0;
            }
            catch (DbUpdateConcurrencyException)
            {
                // Another node sent it, or its reader changed it in between.
            }
            catch (Exception failure) when (!ct.IsCancellationRequested && !failure.IsUnavailable())
            {
                LogFailed(log, report.Id, failure);
                await PutOffAsync(report.AccountId, report.Id, now, ct);
            }
        }

        return written;
    }

    private async Task<bool> SendAsync(Guid account, Guid id, DateTimeOffset now, CancellationToken ct)
    {
        await using var db = portal.ForSystem(account);
        var report = await db.MailedReports.SingleOrDefaultAsync(row => row.AccountId == account && row.Id == id && row.DueAt <= now, ct);
        var system = new Viewer(Guid.Empty, "schedule", null, AccountScope.Only(account), SeesMoney: false);
        if (report is null || await accounts.RunAsync(system, ct: ct) is not [var zone])
        {
            return false;
        }

        var times = report.TimesIn(TimeZoneInfo.FindSystemTimeZoneById(zone.TimeZone));
        var period = times.LastThatCame(report.NextPeriod, now);
        Mail? mail = null;
        if (times.MomentOf(period) > now)
        {
            report.LookAgainAt(times.MomentOf(period)); // the account's zone was changed in between
        }
        else if (await findReader.RunAsync(account, report.PersonId, ct) is not { } reader)
        {
            report.PassOver(period, times);
        }
        else if ((mail = await write.RunAsync(reader, id, times.PeriodOf(period), report.EvenWhenEmpty, ct)) is not null)
        {
            report.Sent(period, outbox.Put(db, mail), times, now);
        }
        else
        {
            report.Skipped(period, times);
        }

        await db.SaveChangesAsync(ct);
        if (mail is not null)
        {
            bell.Ring();
        }

        return mail is not null;
    }

    private async Task PutOffAsync(Guid account, Guid id, DateTimeOffset now, CancellationToken ct)
    {
        await using var db = portal.ForSystem(account);
        await db.MailedReports
            .Where(row => row.AccountId == account && row.Id == id && row.DueAt <= now)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.DueAt, now + s_afterFailure), ct);
    }

    [LoggerMessage(LogLevel.Error, "The mailed report {Report} could not be written; it is tried again in a quarter of an hour.")]
    private static partial void LogFailed(ILogger log, Guid report, Exception failure);
}
