using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ValuePortal.Accounts;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;
using ValuePortal.Roi.Models;
using ValuePortal.Usage.Features;
using ValuePortal.Usage.Reports;

namespace ValuePortal.Roi.Desk;

/// <summary>An account's value model as the desk edits it.</summary>
public sealed class ReadValueModel(PortalDbFactory portal, ReadCompany companies, ListFeatures features, IStringLocalizer<RoiWords> words)
{
    /// <summary>Measurements shown, the newest ones.</summary>
    private const int MostEntries = 60;

    public sealed record DriverRow(
        Guid Id, string Name, DriverKind Kind, string Unit, TimeUnit? Time, decimal Baseline, decimal Target, decimal UnitValue, decimal Share, decimal Risk,
        QuantitySource Source, decimal? ExpectedPerMonth, UsageMeasure? Measure, string? Feature, int Version)
    {
        public static DriverRow Of(Driver d) => new(
            d.Id, d.Name, d.Kind, d.Unit, d.Time, d.Baseline, d.Target, d.UnitValue, d.Share, d.Risk, d.Source, d.ExpectedPerMonth, d.Measure, d.Feature, d.Version);

        /// <summary>As the form shows it: numbers with a point, share and risk in per cent.</summary>
        public SaveDriver.Input ToInput() => new()
        {
            Name = Name,
            Kind = Kind.ToString(),
            Unit = Unit,
            Time = Time?.ToString(),
            Baseline = Fields.Write(Baseline),
            Target = Fields.Write(Target),
            UnitValue = Fields.Write(UnitValue),
            Share = Fields.Write(Share * 100),
            Risk = Fields.Write(Risk * 100),
            Source = Source.ToString(),
            ExpectedPerMonth = ExpectedPerMonth is { } expected ? Fields.Write(expected) : null,
            Measure = Measure?.ToString(),
            Feature = Feature,
            Version = Version.ToString(CultureInfo.InvariantCulture),
        };
    }

    public sealed record EntryRow(Guid DriverId, DateOnly Month, decimal? Level, decimal? Quantity, string By, DateTimeOffset At);

    public sealed record InvestmentRow(Guid Id, string Name, InvestmentRhythm Rhythm, decimal Amount, DateOnly FromMonth);

    /// <param name="Version">Null while there is no model; the other terms are then the usual ones.</param>
    public sealed record Terms(DateOnly? StartMonth, int HorizonYears, decimal DiscountRate, int? Version);

    /// <param name="Entries">Newest month first, 60 at most.</param>
    public sealed record Details(
        Guid AccountId, string AccountName, string Currency, Terms Terms, IReadOnlyList<DriverRow> Drivers, IReadOnlyList<EntryRow> Entries,
        IReadOnlyList<InvestmentRow> Investments, IReadOnlyList<ListFeatures.Row> Features)
    {
        /// <summary>What was removed last, of each kind one.</summary>
        public IReadOnlyList<BeforeRow> Removed { get; init; } = [];

        /// <summary>Drivers whose last change can be undone.</summary>
        public IReadOnlyList<BeforeRow> Changed { get; init; } = [];
    }

    /// <summary>What stood there before.</summary>
    /// <param name="Driver">As the form had it; null for an investment.</param>
    public sealed record BeforeRow(Guid Id, UndoKind Kind, string Name, SaveDriver.Input? Driver, string By, DateTimeOffset At)
    {
        internal static BeforeRow Of(Undoable row)
        {
            var driver = row.Kind switch
            {
                UndoKind.DriverChanged => row.Read<SaveDriver.Input>(),
                UndoKind.DriverRemoved => row.Read<RemovedDriver>().Driver,
                _ => null,
            };
            return new BeforeRow(row.Id, row.Kind, driver?.Name ?? row.Read<Investment>().Name, driver, row.By, row.At);
        }
    }

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
        var drivers = await db.Drivers.AsNoTracking().Where(d => d.AccountId == account)
            .OrderBy(d => d.Position).ThenBy(d => d.Id).Take(Driver.MostPerAccount)
            .ToListAsync(ct);
        var entries = await db.DriverEntries.AsNoTracking().Where(e => e.AccountId == account)
            .OrderByDescending(e => e.Month).ThenBy(e => e.DriverId).Take(MostEntries)
            .Select(e => new EntryRow(e.DriverId, e.Month, e.Level, e.Quantity, e.By, e.At))
            .ToListAsync(ct);
        var investments = await db.Investments.AsNoTracking().Where(i => i.AccountId == account)
            .OrderBy(i => i.Position).ThenBy(i => i.Id).Take(Investment.MostPerAccount)
            .Select(i => new InvestmentRow(i.Id, i.Name, i.Rhythm, i.Amount, i.FromMonth))
            .ToListAsync(ct);
        var terms = model is null
            ? new Terms(company.GoLiveOn is { } day ? ValueModel.MonthOf(day) : null, ValueModel.UsualHorizonYears, ValueModel.UsualDiscountRate, null)
            : new Terms(model.StartMonth, model.HorizonYears, model.DiscountRate, model.Version);
        var kept = await db.Undoables.AsNoTracking().Where(row => row.AccountId == account).OrderByDescending(row => row.At).ToListAsync(ct);
        return new Details(account, company.Name, company.Currency, terms, [.. drivers.Select(DriverRow.Of)], entries, investments, await features.RunAsync(narrowed, ct))
        {
            Removed = [.. kept.Where(row => row.Kind is UndoKind.DriverRemoved or UndoKind.InvestmentRemoved).Select(BeforeRow.Of)],
            Changed = [.. kept.Where(row => row.Kind is UndoKind.DriverChanged && drivers.Any(driver => driver.Id == row.Id && driver.Version == row.Version)).Select(BeforeRow.Of)],
        };
    }
}
