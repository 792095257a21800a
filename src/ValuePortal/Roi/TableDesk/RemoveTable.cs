using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Audit;
using ValuePortal.Platform.Data;
using ValuePortal.Roi.Agreement;
using ValuePortal.Roi.Desk;
using ValuePortal.Roi.Models;
using ValuePortal.Roi.Sheets;

namespace ValuePortal.Roi.TableDesk;

/// <summary>Takes a table out of a model, or puts the one back that was removed last: each only while the other tables can be worked out. Refusals name the formulas.</summary>
public sealed class RemoveTable(
    PortalDbFactory portal, AuditLog audit, TimeProvider clock, IStringLocalizer<RoiWords> roiWords, IStringLocalizer<SheetWords> sheetWords, IStringLocalizer<TableDeskWords> words)
{
    /// <summary>A table as it was.</summary>
    internal sealed record Kept(string TableId, int Position, string Content);

    /// <param name="Title">What it is called; null without a title.</param>
    public sealed record Removed(string TableId, string? Title, string By, DateTimeOffset At);

    /// <returns>The table that was removed last; null when there is none to put back.</returns>
    public async Task<Removed?> LastAsync(Viewer viewer, Guid account, CancellationToken ct = default)
    {
        if (!ValueWork.On(viewer, account, roiWords).Is(out var narrowed, out _))
        {
            return null;
        }

        await using var db = portal.For(narrowed);
        return await db.Undoables.AsNoTracking().SingleOrDefaultAsync(row => row.AccountId == account && row.Kind == UndoKind.TableRemoved, ct) is { } row
            ? new Removed(row.Read<Kept>().TableId, ValueDocument.ReadTable(row.Read<Kept>().Content).Title, row.By, row.At)
            : null;
    }

    public async Task<Outcome<string>> RunAsync(Viewer viewer, Guid account, string tableId, CancellationToken ct = default)
    {
        if (!ValueWork.On(viewer, account, roiWords).Is(out var narrowed, out var refusal))
        {
            return refusal;
        }

        await using var db = portal.For(narrowed);
        var (model, tables) = await ReadAsync(db, account, ct);
        if (model is null || tables.SingleOrDefault(t => t.TableId == tableId) is not { } table)
        {
            return new Refusal.NotFound(words["NoSuchTable"]);
        }

        if (Wrong(model, tables.Except([table]).Select(each => each.Table)) is { } wrong)
        {
            return new Refusal.Conflict(words["CannotRemove", wrong]);
        }

        var now = clock.GetUtcNow();
        await db.StageBeforeAsync(account, Guid.CreateVersion7(now), UndoKind.TableRemoved, new Kept(tableId, table.Position, table.Content), 0, viewer.Name, now, ct);
        db.Remove(table);
        return await SaveAsync(db, narrowed, account, tableId, RoiAudit.TableRemoved, now, ct);
    }

    public async Task<Outcome<string>> PutBackAsync(Viewer viewer, Guid account, CancellationToken ct = default)
    {
        if (!ValueWork.On(viewer, account, roiWords).Is(out var narrowed, out var refusal))
        {
            return refusal;
        }

        await using var db = portal.For(narrowed);
        var (model, tables) = await ReadAsync(db, account, ct);
        if (model is null || await db.Undoables.SingleOrDefaultAsync(row => row.AccountId == account && row.Kind == UndoKind.TableRemoved, ct) is not { } undoable)
        {
            return new Refusal.Conflict(words["NothingToUndo"]);
        }

        var (kept, now) = (undoable.Read<Kept>(), clock.GetUtcNow());
        if (Wrong(model, [.. tables.Select(each => each.Table), ValueDocument.ReadTable(kept.Content)]) is { } wrong)
        {
            return new Refusal.Conflict(words["CannotUndo", wrong]);
        }

        var table = new TableText { AccountId = account, TableId = kept.TableId, Position = kept.Position };
        table.Replace(kept.Content, viewer.Name, now);
        db.Add(table);
        db.Remove(undoable);
        return await SaveAsync(db, narrowed, account, kept.TableId, RoiAudit.TableUndone, now, ct);
    }

    private static async Task<(ValueModel? Model, List<TableText> Tables)> ReadAsync(PortalDb db, Guid account, CancellationToken ct) => (
        await db.ValueModels.AsNoTracking().SingleOrDefaultAsync(m => m.AccountId == account, ct),
        await db.Tables.Where(t => t.AccountId == account).OrderBy(t => t.Position).ToListAsync(ct));

    private string? Wrong(ValueModel model, IEnumerable<ValueDocument.Table> tables)
    {
        var errors = new TableErrors(model.Period, sheetWords, words);
        errors.Add("", Sheet.Of([.. tables], model.Periods).Faults);
        return errors.Refusal is { } wrong ? string.Join(' ', wrong.Errors.Values.SelectMany(each => each)) : null;
    }

    private async Task<Outcome<string>> SaveAsync(PortalDb db, Viewer viewer, Guid account, string tableId, string action, DateTimeOffset now, CancellationToken ct)
    {
        if (await ValueWork.ClosedAsync(db, account, null, roiWords, ct) is { } closed)
        {
            return closed;
        }

        await db.StageTrailAsync(viewer, account, now, ct);
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException failure) when (failure is DbUpdateConcurrencyException || failure.IsDuplicate())
        {
            return new Refusal.Conflict(roiWords["ChangedMeanwhile"]);
        }

        await audit.WriteAsync(viewer, action, tableId, account, ct);
        return tableId;
    }
}
