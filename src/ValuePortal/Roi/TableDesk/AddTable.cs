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

/// <summary>Adds a table with its first row. All tables are read and worked out with it before anything is stored.</summary>
public sealed class AddTable(
    PortalDbFactory portal, AuditLog audit, TimeProvider clock, IStringLocalizer<RoiWords> roiWords, IStringLocalizer<SheetWords> sheetWords, IStringLocalizer<TableDeskWords> words)
{
    public sealed class Input
    {
        public string? Id { get; set; }

        public string? Title { get; set; }

        /// <summary>"benefit", "cost" or "other".</summary>
        public string? Kind { get; set; }

        /// <summary>A table has one row at least; more are added on its own page.</summary>
        public RowText Row { get; set; } = new();
    }

    /// <returns>The table's id.</returns>
    public async Task<Outcome<string>> RunAsync(Viewer viewer, Guid account, Input input, CancellationToken ct = default)
    {
        if (!ValueWork.On(viewer, account, roiWords).Is(out var narrowed, out var refusal))
        {
            return refusal;
        }

        await using var db = portal.For(narrowed);
        if (await db.ValueModels.AsNoTracking().SingleOrDefaultAsync(m => m.AccountId == account, ct) is not { } model)
        {
            return new Refusal.Conflict(words["TermsFirst"]);
        }

        var tables = await db.Tables.AsNoTracking().Where(t => t.AccountId == account).OrderBy(t => t.Position).ToListAsync(ct);
        var (id, rowId) = (input.Id?.Trim() ?? "", input.Row.Id?.Trim() ?? "");
        var errors = new TableErrors(model.Period, sheetWords, words);
        var table = new ValueDocument.Table
        {
            Id = id,
            Title = string.IsNullOrWhiteSpace(input.Title) ? null : input.Title.Trim(),
            Kind = input.Kind,
            Rows = [input.Row.Read(new ValueDocument.Row { Id = rowId }, (field, key, places) => errors.Add(id, rowId, field, key, places))],
        };
        if (errors.Refusal is null)
        {
            errors.Add(id, Sheet.Of([.. tables.Select(each => each.Table), table], model.Periods).Faults);
        }

        if (errors.Refusal is { } wrong)
        {
            return wrong;
        }

        var added = new TableText { AccountId = account, TableId = id, Position = tables.Count == 0 ? 0 : tables[^1].Position + 1 };
        added.Replace(ValueDocument.WriteTable(table), viewer.Name, clock.GetUtcNow());
        db.Add(added);
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
            return new Refusal.Conflict(roiWords["ChangedMeanwhile"]);
        }

        await audit.WriteAsync(narrowed, RoiAudit.TableAdded, id, account, ct);
        return id;
    }
}
