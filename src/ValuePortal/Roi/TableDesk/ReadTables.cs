using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ValuePortal.Accounts;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;
using ValuePortal.Roi.Desk;
using ValuePortal.Roi.Models;
using ValuePortal.Roi.Sheets;

namespace ValuePortal.Roi.TableDesk;

/// <summary>The tables of an account's value model as the desk edits them.</summary>
public sealed class ReadTables(PortalDbFactory portal, ReadCompany companies, IStringLocalizer<RoiWords> words)
{
    /// <param name="Before">What the last change on the desk replaced; null when there is nothing to undo.</param>
    public sealed record Row(string Id, ValueDocument.Table Table, ValueDocument.Table? Before, int Version, string? ChangedBy, DateTimeOffset? ChangedAt)
    {
        public bool IsCost => Table.Kind == "cost";

        /// <summary>Whether its result counts, so that risk is taken off or put on.</summary>
        public bool Counts => IsCost || Table.Kind == "benefit";
    }

    /// <param name="Periods">How many numbers a row of each period has.</param>
    public sealed record Details(Guid AccountId, string AccountName, ModelPeriod Period, int Periods, IReadOnlyList<Row> Tables);

    public async Task<Outcome<Details>> RunAsync(Viewer viewer, Guid account, CancellationToken ct = default)
    {
        if (!ValueWork.On(viewer, account, words).Is(out var narrowed, out var refusal))
        {
            return refusal;
        }

        if (await companies.RunAsync(narrowed, account, ct) is not { } company)
        {
            return new Refusal.NotFound(words["NoSuchAccount"]);
        }

        await using var db = portal.For(narrowed);
        var model = await db.ValueModels.AsNoTracking().SingleOrDefaultAsync(m => m.AccountId == account, ct);
        var tables = await db.Tables.AsNoTracking().Where(t => t.AccountId == account).OrderBy(t => t.Position).Take(Sheet.MostTables).ToListAsync(ct);
        return new Details(
            account, company.Name, model?.Period ?? ModelPeriod.Year, model?.Periods ?? 0,
            [.. tables.Select(table => new Row(table.TableId, table.Table, table.Before is { } before ? ValueDocument.ReadTable(before) : null, table.Version, table.ChangedBy, table.ChangedAt))]);
    }
}
