using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ValuePortal.Accounts;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Audit;
using ValuePortal.Platform.Data;

namespace ValuePortal.Usage.Mailing;

/// <summary>What a person may do with a report by mail that is there.</summary>
public enum MailedReportChange
{
    Pause,
    Resume,
    Remove,
}

/// <summary>Pauses, resumes or removes one of the viewer's own reports by mail. It sets a state: twice is as good as once.</summary>
public sealed class ChangeMailedReport(
    PortalDbFactory portal, ListAccountZones accounts, AuditLog audit, TimeProvider clock, IStringLocalizer<MailingWords> text)
{
    /// <summary>What the audit log calls it.</summary>
    public const string Changed = "report-mail-changed";

    public async Task<Outcome<Guid>> RunAsync(Viewer viewer, Guid id, MailedReportChange change, CancellationToken ct = default)
    {
        await using var db = portal.For(viewer);
        if (viewer.AccountId is not { } account
            || await accounts.RunAsync(viewer, ct: ct) is not [var zone]
            || await db.MailedReports.SingleOrDefaultAsync(row => row.AccountId == account && row.Id == id && row.PersonId == viewer.PersonId, ct) is not { } report)
        {
            return new Refusal.NotFound(text["NoSuchReport"]);
        }

        switch (change)
        {
            case MailedReportChange.Pause:
                report.Pause();
                break;
            case MailedReportChange.Resume when report.IsPaused:
                report.Resume(report.TimesIn(TimeZoneInfo.FindSystemTimeZoneById(zone.TimeZone)), clock.GetUtcNow());
                break;
            case MailedReportChange.Remove:
                db.Remove(report);
                break;
        }

        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateConcurrencyException)
        {
            return new Refusal.Conflict(text["ChangedMeanwhile"]);
        }

        await audit.WriteAsync(viewer, Changed, $"{change} {id}", account, ct);
        return id;
    }
}
