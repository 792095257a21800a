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

/// <summary>
/// Changes the rows of one table: names, units, numbers, formulas, how many decimals are shown and whether calculations go on with them. All tables
/// are read and worked out with it before anything is stored, so that no stored model is wrong.
/// </summary>
public sealed class SaveTable(
    PortalDbFactory portal, AuditLog audit, TimeProvider clock, IStringLocalizer<RoiWords> roiWords, IStringLocalizer<SheetWords> sheetWords, IStringLocalizer<TableDeskWords> words)
{
    public sealed class Input
    {
        /// <summary>The version that was read.</summary>
        public string? Version { get; set; }

        /// <summary>In the order of the table; a row that is left out stays as it is.</summary>
        public List<RowText> Rows { get; set; } = [];

        /// <summary>A row to be put at the end; nothing while it has no id.</summary>
        public RowText? Added { get; set; }

        /// <summary>The table's risk adjustment, such as 20%; null leaves it, nothing written takes it away.</summary>
        public string? Risk { get; set; }

        /// <summary>The risk adjustment stands in the form.</summary>
        public bool HasRisk { get; set; }
    }

    /// <summary>Somebody else changed the table since it was read: nothing is stored, and both texts are there to compare.</summary>
    public sealed record ChangedMeanwhile(string Message, ReadTables.Row Now) : Refusal(Message);

    /// <returns>The table's id; a refusal with <c>{row}.{field}</c> → what is wrong, naming the row.</returns>
    public async Task<Outcome<string>> RunAsync(Viewer viewer, Guid account, string tableId, Input input, CancellationToken ct = default)
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

        if (table.Version.ToString(CultureInfo.InvariantCulture) != input.Version)
        {
            return Changed(table);
        }

        var errors = new TableErrors(model.Period, sheetWords, words);
        var written = table.Table;
        List<ValueDocument.Row?> rows =
        [
            .. written.Rows!.Where(row => input.Rows.Find(text => text.Id == row!.Id) is not { Remove: true })
                .Select(row => input.Rows.Find(text => text.Id == row!.Id) is { } text ? text.Read(row!, (field, key, places) => errors.Add(tableId, row!.Id!, field, key, places)) : row),
        ];
        if (input.Added is { Id: { } added } && !string.IsNullOrWhiteSpace(added))
        {
            var id = added.Trim();
            rows.Add(input.Added.Read(new ValueDocument.Row { Id = id }, (field, key, places) => errors.Add(tableId, id, field, key, places)));
        }

        var changed = written with
        {
            Rows = rows,
            RiskAdjustment = input.HasRisk
                ? RowText.One("Risk", input.Risk, written.RiskAdjustment, (field, key, places) => errors.Add(tableId, field, key, places))
                : written.RiskAdjustment,
        };
        if (errors.Refusal is null)
        {
            errors.Add(tableId, Sheet.Of([.. tables.Select(each => each == table ? changed : each.Table)], model.Periods).Faults);
        }

        if (errors.Refusal is { } wrong)
        {
            return wrong;
        }

        if (ValueDocument.WriteTable(changed) is var content && content == table.Content)
        {
            return tableId;
        }

        table.Change(content, viewer.Name, clock.GetUtcNow());
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
            await using var fresh = portal.For(narrowed);
            return await fresh.Tables.AsNoTracking().SingleOrDefaultAsync(t => t.AccountId == account && t.TableId == tableId, ct) is { } now
                ? Changed(now)
                : new Refusal.NotFound(words["NoSuchTable"]);
        }

        await audit.WriteAsync(narrowed, RoiAudit.TableChanged, tableId, account, ct);
        return tableId;
    }

    private ChangedMeanwhile Changed(TableText table) => new(
        words["ChangedMeanwhile", table.ChangedBy ?? words["Somebody"].Value],
        new ReadTables.Row(table.TableId, table.Table, null, table.Version, table.ChangedBy, table.ChangedAt));
}
