using System.Globalization;
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

/// <summary>Puts a table back to what it was before its last change on the desk, if the model can still be worked out with it. Undone once more, it is redone.</summary>
public sealed class UndoTable(
    PortalDbFactory portal, AuditLog audit, TimeProvider clock, IStringLocalizer<RoiWords> roiWords, IStringLocalizer<SheetWords> sheetWords, IStringLocalizer<TableDeskWords> words)
{
    /// <param name="viewer">Staff with the account in care.</param>
    /// <param name="account">The account.</param>
    /// <param name="tableId">The table.</param>
    /// <param name="version">The version that was read.</param>
    /// <param name="ct">Stops it.</param>
    public async Task<Outcome<string>> RunAsync(Viewer viewer, Guid account, string tableId, string? version, CancellationToken ct = default)
    {
        if (!ValueWork.On(viewer, account, roiWords).Is(out var narrowed, out var refusal))
        {
            return refusal;
        }

        await using var db = portal.For(narrowed);
        var model = await db.ValueModels.AsNoTracking().SingleOrDefaultAsync(m => m.AccountId == account, ct);
        var tables = await db.Tables.Where(t => t.AccountId == account).OrderBy(t => t.Position).ToListAsync(ct);
        if (model is null || tables.SingleOrDefault(t => t.TableId == tableId) is not { } table)
        {
            return new Refusal.NotFound(words["NoSuchTable"]);
        }

        if (table.Before is not { } before || table.Version.ToString(CultureInfo.InvariantCulture) != version)
        {
            return new Refusal.Conflict(words["NothingToUndo"]);
        }

        var errors = new TableErrors(model.Period, sheetWords, words);
        errors.Add("", Sheet.Of([.. tables.Select(each => each == table ? ValueDocument.ReadTable(before) : each.Table)], model.Periods).Faults);
        if (errors.Refusal is { } wrong)
        {
            return new Refusal.Conflict(words["CannotUndo", string.Join(' ', wrong.Errors.Values.SelectMany(each => each))]);
        }

        table.Change(before, viewer.Name, clock.GetUtcNow());
        if (await ValueWork.ClosedAsync(db, account, null, roiWords, ct) is { } closed)
        {
            return closed;
        }

        await db.StageTrailAsync(viewer, account, clock.GetUtcNow(), ct);
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException failure) when (failure is DbUpdateConcurrencyException || failure.IsDuplicate())
        {
            return new Refusal.Conflict(words["NothingToUndo"]);
        }

        await audit.WriteAsync(narrowed, RoiAudit.TableUndone, tableId, account, ct);
        return tableId;
    }
}
