using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ValuePortal.Accounts;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Audit;
using ValuePortal.Platform.Data;

namespace ValuePortal.Usage.Mailing;

/// <summary>Gives one of the viewer's own reports by mail other times. What was sent is not sent again.</summary>
public sealed class EditMailedReport(
    PortalDbFactory portal, ListAccountZones accounts, AuditLog audit, TimeProvider clock, IStringLocalizer<MailingWords> text)
{
    public async Task<Outcome<Guid>> RunAsync(Viewer viewer, Guid id, SubscribeToReport.Input input, CancellationToken ct = default)
    {
        await using var db = portal.For(viewer);
        if (viewer.AccountId is not { } account
            || await accounts.RunAsync(viewer, ct: ct) is not [var zone]
            || await db.MailedReports.SingleOrDefaultAsync(row => row.AccountId == account && row.Id == id && row.PersonId == viewer.PersonId, ct) is not { } report)
        {
            return new Refusal.NotFound(text["NoSuchReport"]);
        }

        if (!SubscribeToReport.Read(input, zone.TimeZone, text).Is(out var times, out var invalid))
        {
            return invalid;
        }

        report.Change(times, input.EvenWhenEmpty, clock.GetUtcNow());
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateConcurrencyException)
        {
            return new Refusal.Conflict(text["ChangedMeanwhile"]);
        }
        catch (DbUpdateException failure) when (failure.IsDuplicate())
        {
            return new Refusal.Conflict(text["ThereAlready"]);
        }

        await audit.WriteAsync(viewer, ChangeMailedReport.Changed, $"times {id}", account, ct);
        return id;
    }
}
