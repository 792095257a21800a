using System.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Audit;
using ValuePortal.Platform.Data;
using ValuePortal.Platform.Jobs;

namespace ValuePortal.Accounts.Export;

/// <summary>A company's admin asks for everything, one export at a time, sees how far it is, and cancels it.</summary>
public sealed class AskForExport(PortalDbFactory portal, DataFolder folder, AskForJob jobs, ListJobs list, CancelJob cancel, TimeProvider clock, AuditLog audit, IStringLocalizer<AccountExportWords> text)
{
    private const int Shown = 5;

    /// <param name="EndsAt">Until when the file is there; null while it is none.</param>
    public sealed record Row(Guid Id, DateTimeOffset AskedAt, JobState State, long Done, long Parts, long Bytes, DateTimeOffset? EndsAt);

    /// <summary>The latest exports of the viewer's own account, the newest first.</summary>
    public async Task<IReadOnlyList<Row>> ListAsync(Viewer viewer, CancellationToken ct = default)
    {
        if (viewer is not { Role: PersonRole.CustomerAdmin })
        {
            return [];
        }

        var rows = await list.RunAsync(viewer, WriteExports.Kind, Shown, ct);
        var now = clock.GetUtcNow();
        return [.. rows.Select(job => new Row(
            job.Id, job.AskedAt, job.State, job.Done, job.Total, job.Bytes,
            job is { State: JobState.Done, EndedAt: { } end } && end + ExportFiles.KeptFor > now ? end + ExportFiles.KeptFor : null))];
    }

    public async Task<Outcome<Guid>> RunAsync(Viewer viewer, CancellationToken ct = default)
    {
        if (viewer is not { Role: PersonRole.CustomerAdmin, AccountId: { } account })
        {
            return new Refusal.NotAllowed(text["OnlyAdmin"]);
        }

        await using var db = portal.For(viewer);
        await using (var transaction = await db.Database.BeginTransactionAsync(IsolationLevel.Serializable, ct))
        {
            if (await jobs.IsOnItsWayAsync(db, account, WriteExports.Kind, ct))
            {
                return new Refusal.Conflict(text["OneAtATime"]);
            }

            if (await jobs.AddAsync(db, viewer, account, WriteExports.Kind, subject: null, ct) is { } busy)
            {
                return busy;
            }

            await db.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
        }

        jobs.Begin();
        await audit.WriteAsync(viewer, "data-export-asked", "", account, ct);
        return account;
    }

    /// <summary>Stops one that is not done, whichever admin asked for it. What was written of it is deleted.</summary>
    public async Task<Outcome<Guid>> CancelAsync(Viewer viewer, Guid id, CancellationToken ct = default)
    {
        if (viewer is not { Role: PersonRole.CustomerAdmin, AccountId: not null })
        {
            return new Refusal.NotAllowed(text["OnlyAdmin"]);
        }

        return await cancel.RunAsync(viewer, WriteExports.Kind, id, ct);
    }

    /// <summary>The path of a finished export of the viewer's own account. Taking it along is noted.</summary>
    public async Task<Outcome<string>> TakeAsync(Viewer viewer, Guid id, CancellationToken ct = default)
    {
        var row = (await ListAsync(viewer, ct)).SingleOrDefault(row => row.Id == id);
        if (row is not { EndsAt: not null } || folder.ExportFile(id) is not { } path || !File.Exists(path))
        {
            return new Refusal.NotFound(text["NoSuchExport"]);
        }

        await audit.WriteAsync(viewer, AuditAction.DataExported, $"{row.Bytes} bytes", ct: ct);
        return path;
    }
}
