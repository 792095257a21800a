using System.Data;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Audit;
using ValuePortal.Platform.Data;

namespace ValuePortal.Accounts.Export;

/// <summary>A company's admin asks for everything, one export at a time, sees how far it is, and cancels it.</summary>
public sealed class AskForExport(PortalDbFactory portal, DataFolder folder, TimeProvider clock, AuditLog audit, IStringLocalizer<AccountExportWords> text)
{
    private const int Shown = 5;

    /// <param name="EndsAt">Until when the file is there; null while it is none.</param>
    public sealed record Row(Guid Id, DateTimeOffset AskedAt, ExportState State, int Done, int Parts, long Bytes, DateTimeOffset? EndsAt);

    /// <summary>The latest exports of the viewer's own account, the newest first.</summary>
    public async Task<IReadOnlyList<Row>> ListAsync(Viewer viewer, CancellationToken ct = default)
    {
        if (viewer is not { Role: PersonRole.CustomerAdmin, AccountId: { } account })
        {
            return [];
        }

        await using var db = portal.For(viewer);
        var rows = await db.AccountExports.AsNoTracking().Where(export => export.AccountId == account)
            .OrderByDescending(export => export.AskedAt).ThenByDescending(export => export.Id).Take(Shown).ToListAsync(ct);
        var now = clock.GetUtcNow();
        return [.. rows.Select(export => new Row(
            export.Id, export.AskedAt, export.State, export.Done, export.Parts, export.Bytes,
            export is { State: ExportState.Done, EndedAt: { } end } && end + AccountExport.KeptFor > now ? end + AccountExport.KeptFor : null))];
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
            if (await db.AccountExports.AnyAsync(export => export.AccountId == account && (export.State == ExportState.Waiting || export.State == ExportState.Working), ct))
            {
                return new Refusal.Conflict(text["OneAtATime"]);
            }

            db.Add(AccountExport.Ask(account, viewer.PersonId, CultureInfo.CurrentUICulture.Name, clock.GetUtcNow()));
            await db.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
        }

        await audit.WriteAsync(viewer, "data-export-asked", "", account, ct);
        return account;
    }

    /// <summary>Stops one that is not done. What was written of it is deleted by whoever writes it.</summary>
    public async Task<Outcome<Guid>> CancelAsync(Viewer viewer, Guid id, CancellationToken ct = default)
    {
        if (viewer is not { Role: PersonRole.CustomerAdmin, AccountId: { } account })
        {
            return new Refusal.NotAllowed(text["OnlyAdmin"]);
        }

        var now = clock.GetUtcNow();
        await using var db = portal.For(viewer);
        return await db.AccountExports.Where(export => export.AccountId == account && export.Id == id && (export.State == ExportState.Waiting || export.State == ExportState.Working))
            .ExecuteUpdateAsync(set => set.SetProperty(export => export.State, ExportState.Cancelled).SetProperty(export => export.EndedAt, now), ct) == 1
            ? id : new Refusal.NotFound(text["NoSuchExport"]);
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
