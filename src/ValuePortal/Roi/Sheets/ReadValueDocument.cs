using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ValuePortal.Accounts;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;
using ValuePortal.Roi.Desk;
using ValuePortal.Roi.Models;

namespace ValuePortal.Roi.Sheets;

/// <summary>An account's whole value model as one document.</summary>
public sealed class ReadValueDocument(PortalDbFactory portal, IStringLocalizer<RoiWords> words)
{
    /// <param name="Json">The document as text, always in the same form.</param>
    /// <param name="Tag">Changes with the text, and only with it.</param>
    public sealed record Result(ValueDocument Document, string Json, string Tag);

    /// <returns>A refusal when there is no model yet, and for who does not work on the account's.</returns>
    public async Task<Outcome<Result>> RunAsync(Viewer viewer, Guid account, CancellationToken ct = default)
    {
        if (!ValueWork.On(viewer, account, words).Is(out var narrowed, out var refusal))
        {
            return refusal;
        }

        await using var db = portal.For(narrowed);
        return await FindAsync(db, account, ct) is { } found ? found : new Refusal.NotFound(words["NoModel"]);
    }

    /// <summary>Null while there is no model.</summary>
    internal static async Task<Result?> FindAsync(PortalDb db, Guid account, CancellationToken ct)
    {
        if (await db.ValueModels.AsNoTracking().SingleOrDefaultAsync(m => m.AccountId == account, ct) is not { } model)
        {
            return null;
        }

        var drivers = await db.Drivers.AsNoTracking().Where(d => d.AccountId == account).OrderBy(d => d.Position).ThenBy(d => d.Id).Take(Driver.MostPerAccount).ToListAsync(ct);
        var entries = await db.DriverEntries.AsNoTracking().Where(e => e.AccountId == account).OrderBy(e => e.Month).ThenBy(e => e.DriverId).ToListAsync(ct);
        var investments = await db.Investments.AsNoTracking().Where(i => i.AccountId == account).OrderBy(i => i.Position).ThenBy(i => i.Id).Take(Investment.MostPerAccount).ToListAsync(ct);
        var tables = await db.Tables.AsNoTracking().Where(t => t.AccountId == account).OrderBy(t => t.Position).Take(Sheet.MostTables).ToListAsync(ct);
        return Of(model, drivers, entries, investments, tables);
    }

    internal static Result Of(
        ValueModel model, IEnumerable<Driver> drivers, IReadOnlyCollection<DriverEntry> entries, IEnumerable<Investment> investments, IEnumerable<TableText> tables)
    {
        var document = new ValueDocument
        {
            Version = ValueDocument.Form,
            Title = model.Title,
            Source = model.Source,
            StartMonth = Fields.Write((DateOnly?)model.StartMonth),
            Years = model.HorizonYears,
            Period = model.Period is ModelPeriod.Month ? DocumentWords.Of(model.Period) : null,
            DiscountRate = Plain(model.DiscountRate),
            Tables = OrNone([.. tables.Select(table => table.Table)]),
            Drivers = OrNone([.. drivers.Select(driver => Part(driver, entries.Where(entry => entry.DriverId == driver.Id)))]),
            Investments = OrNone([.. investments.Select(Part)]),
        };
        var json = document.Write();
        return new Result(document, json, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(json)))[..32]);
    }

    private static ValueDocument.DriverPart Part(Driver driver, IEnumerable<DriverEntry> entries) => new()
    {
        Name = driver.Name,
        Kind = DocumentWords.Of(driver.Kind),
        Unit = driver.Unit,
        Time = driver.Time is { } time ? DocumentWords.Of(time) : null,
        Baseline = Plain(driver.Baseline),
        Target = Plain(driver.Target),
        UnitValue = driver.IsMoney ? Plain(driver.UnitValue) : null,
        Share = driver.Share == 1 ? null : Plain(driver.Share),
        Risk = driver.Risk == 0 ? null : Plain(driver.Risk),
        Quantity = driver.IsMoney ? DocumentWords.Of(driver.Source) : null,
        PerMonth = driver.ExpectedPerMonth is { } expected ? Plain(expected) : null,
        Measure = driver.Measure is { } measure ? DocumentWords.Of(measure) : null,
        Feature = driver.Feature,
        Measurements = OrNone<ValueDocument.Measurement>([.. entries.OrderBy(entry => entry.Month).Select(entry => new ValueDocument.Measurement
        {
            Month = Fields.Write((DateOnly?)entry.Month),
            Level = entry.Level is { } level ? Plain(level) : null,
            Quantity = entry.Quantity is { } quantity ? Plain(quantity) : null,
        })]),
    };

    private static ValueDocument.InvestmentPart Part(Investment investment) => new()
    {
        Name = investment.Name,
        Rhythm = DocumentWords.Of(investment.Rhythm),
        Amount = Plain(investment.Amount),
        FromMonth = Fields.Write((DateOnly?)investment.FromMonth),
    };

    private static IReadOnlyList<T?>? OrNone<T>(IReadOnlyList<T?> all)
        where T : class => all.Count == 0 ? null : all;

    /// <summary>As a person would write it: databases give back 0.100000.</summary>
    private static Cell Plain(decimal value) => Cell.Of(value / 1.0000000000000000000000000000m);
}
