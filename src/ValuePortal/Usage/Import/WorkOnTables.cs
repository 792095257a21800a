using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Audit;
using ValuePortal.Platform.Data;
using ValuePortal.Platform.Jobs;
using ValuePortal.Platform.Tables;

namespace ValuePortal.Usage.Import;

/// <summary>Reads a table whose turn was asked for: as a dry run or for good.</summary>
public sealed class WorkOnTables(
    PortalDbFactory portal, DataFolder folder, ImportUsageTable import, ScopeOfStaff scopeOfStaff, AuditLog audit, TimeProvider clock, IStringLocalizer<TableWords> text)
{
    public const string Kind = "usage-table";

    /// <summary>What was stored of one that is broken off stays, and the same file again adds the rest: that is for a person to decide.</summary>
    public static JobKind JobKind => new(
        Kind, BeginsAgain: false, (services, run, ct) => services.GetRequiredService<WorkOnTables>().RunAsync(run, ct),
        (services, job, why, ct) => services.GetRequiredService<WorkOnTables>().BreakOffAsync(job, why, ct));

    public async Task RunAsync(JobRun run, CancellationToken ct)
    {
        await using var db = portal.ForSystem();
        var upload = await db.TableUploads.SingleAsync(upload => upload.Id == run.Job.Subject, ct);
        upload.Begin();
        await db.SaveChangesAsync(ct);
        upload.Finish(await ReadAsync(db, upload, run, ct));
        await db.SaveChangesAsync(CancellationToken.None);
    }

    private async Task BreakOffAsync(JobTicket job, JobBreak why, CancellationToken ct)
    {
        await using var db = portal.ForSystem();
        if (await db.TableUploads.SingleOrDefaultAsync(upload => upload.Id == job.Subject, ct) is { IsAtWork: true } upload)
        {
            CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(job.Language);
            upload.Finish(new TableReport(null, [], text[why switch { JobBreak.Cancelled => "Cancelled", JobBreak.Interrupted => "Interrupted", _ => "Broken" }]));
            await db.SaveChangesAsync(ct);
        }
    }

    private async Task<TableReport> ReadAsync(PortalDb db, TableUpload upload, JobRun run, CancellationToken ct)
    {
        var person = await db.Users.AsNoTracking().SingleAsync(person => person.Id == upload.PersonId, ct);
        var scope = person.DeactivatedAt is null ? await scopeOfStaff(person.Id, person.Role, ct) : AccountScope.Only();
        var input = TableGuess.InputOf(upload, upload.ReadChoices()!, folder, clock.GetUtcNow()) with
        {
            DryRun = upload.State is UploadState.Trying,
            Within = person.Role is PersonRole.VendorAdmin && person.DeactivatedAt is null ? null : scope,
            PersonId = person.Id,
            PersonName = person.Name,
        };
        var reasons = new CountReasons();
        File.Delete(folder.RefusedOf(upload.Id));
        using var refused = new RefusedFile(folder.RefusedOf(upload.Id));
        var outcome = await import.RunAsync(
            input,
            row =>
            {
                refused.Add([text["Column_Row"].Value, text["Column_Reason"].Value, .. row.Headings], [row.Row, text.Say(row.Reason), .. row.Cells]);
                reasons.Add(row.Reason, row.Row);
            },
            progress: (done, total) => run.ReportAsync(done, total),
            ct: ct);
        if (outcome.Is(out var result, out var refusal) && !input.DryRun)
        {
            folder.DropTables(upload.Id);
            await audit.WriteAsync(
                person.Id, person.Name, AuditAction.Imported,
                string.Create(CultureInfo.InvariantCulture, $"usage table {upload.File}, import {result.Id}: {result.Counted} rows counted, {result.Replaced} replaced, {result.Refused} refused"),
                AccountScope.NoAccount, ct);
        }

        return new TableReport(result, reasons.Counted, refusal?.Message);
    }
}
