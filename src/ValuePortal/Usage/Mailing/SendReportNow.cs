using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ValuePortal.Accounts;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;
using ValuePortal.Platform.Mail;

namespace ValuePortal.Usage.Mailing;

/// <summary>Sends one of the viewer's own reports at once, of the last period that is over; the schedule stays as it is.</summary>
public sealed class SendReportNow(
    PortalDbFactory portal, ListAccountZones accounts, FindReader findReader, WriteReportMail write, MailOutbox outbox, MailBell bell, TimeProvider clock,
    IStringLocalizer<MailingWords> text)
{
    /// <summary>How soon after one the next may be asked for.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    public async Task<Outcome<Guid>> RunAsync(Viewer viewer, Guid id, CancellationToken ct = default)
    {
        await using var db = portal.For(viewer);
        if (viewer.AccountId is not { } account
            || await accounts.RunAsync(viewer, ct: ct) is not [var zone]
            || await db.MailedReports.SingleOrDefaultAsync(row => row.AccountId == account && row.Id == id && row.PersonId == viewer.PersonId, ct) is not { } report
            || await findReader.RunAsync(account, viewer.PersonId, ct) is not { } reader)
        {
            return new Refusal.NotFound(text["NoSuchReport"]);
        }

        var now = clock.GetUtcNow();
        if (report.SentNowAt is { } last && now - last < Pause)
        {
            return new Refusal.Conflict(text["SentJustNow"]);
        }

        var times = report.TimesIn(TimeZoneInfo.FindSystemTimeZoneById(zone.TimeZone));
        if (await write.RunAsync(reader, report.Id, times.PeriodOf(times.LastOver(now)), evenWhenEmpty: true, ct) is not { } mail)
        {
            return new Refusal.NotFound(text["NoSuchReport"]);
        }

        report.SentNow(outbox.Put(db, mail), now);
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateConcurrencyException)
        {
            return new Refusal.Conflict(text["ChangedMeanwhile"]);
        }

        bell.Ring();
        return id;
    }
}
