using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ValuePortal.Accounts;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;
using ValuePortal.Platform.Text;
using ValuePortal.Roi.Agreement;
using ValuePortal.Roi.Arithmetic;
using ValuePortal.Roi.Models;
using ValuePortal.Roi.Sheets;
using ValuePortal.Usage.Reports;

namespace ValuePortal.Roi.Reports;

/// <summary>
/// What an account gets, worked out from its model, its measurements and its usage. To date means: from the first month of the range to
/// its last day; NPV, ROI and payback are over the years of the model, where months that lie ahead are taken as planned.
/// </summary>
public sealed class ReadValue(PortalDbFactory portal, ReadCompany companies, ReadMetric usage, TimeProvider clock, IStringLocalizer<RoiWords> words)
{
    /// <param name="From">A day of the first month; null, or before the model: the model's start.</param>
    /// <param name="To">Last day that counts; null, or after them: the last day with data, which is never after today.</param>
    public sealed record Input(DateOnly? From = null, DateOnly? To = null);

    /// <returns>Null when the account has no value model yet; a refusal when the account is not in scope or the range is turned round.</returns>
    public async Task<Outcome<ValueReport?>> RunAsync(Viewer viewer, Guid account, Input? input = null, CancellationToken ct = default)
    {
        if (viewer.NarrowTo(account) is not { } narrowed || await companies.RunAsync(narrowed, account, ct) is not { } company)
        {
            return new Refusal.NotFound(words["NoSuchAccount"]);
        }

        input ??= new Input();
        if (input is { From: { } first, To: { } last } && first > last)
        {
            return new Refusal.Invalid(words["RangeTurnedRound"], new Dictionary<string, string[]> { ["from"] = [words["RangeTurnedRound"]] });
        }

        return await LoadAsync(narrowed, account, ct) is { } inputs
            ? await WorkOutAsync(narrowed, company, inputs, input, ct)
            : (ValueReport?)null;
    }

    /// <summary>The whole time of a model, with what each of its figures rests on.</summary>
    /// <returns>Null when the account has no value model yet; a refusal when the account is not in scope.</returns>
    internal async Task<Outcome<(ValueReport Report, FigureReading Reading)?>> FiguresAsync(Viewer viewer, Guid account, CancellationToken ct = default)
    {
        if (!(await BasisAsync(viewer, account, ct)).Is(out var basis, out var refusal))
        {
            return refusal;
        }

        return basis is null ? ((ValueReport, FigureReading)?)null : (Report(viewer, basis, new Input()), basis.Reading);
    }

    /// <summary>What the account's figures rest on, up to the last day with data: for whoever works out more than the report.</summary>
    /// <returns>Null when the account has no value model yet; a refusal when the account is not in scope.</returns>
    internal async Task<Outcome<ValueBasis?>> BasisAsync(Viewer viewer, Guid account, CancellationToken ct)
    {
        if (viewer.NarrowTo(account) is not { } narrowed || await companies.RunAsync(narrowed, account, ct) is not { } company)
        {
            return new Refusal.NotFound(words["NoSuchAccount"]);
        }

        return await LoadAsync(narrowed, account, ct) is { } inputs ? await PrepareAsync(narrowed, company, inputs, null, ct) : (ValueBasis?)null;
    }

    /// <summary>A model worked out that need not be stored.</summary>
    /// <param name="viewer">Narrowed to the account.</param>
    /// <param name="company">The account.</param>
    /// <param name="inputs">The model.</param>
    /// <param name="input">The range.</param>
    /// <param name="ct">Stops it.</param>
    internal async Task<ValueReport> WorkOutAsync(Viewer viewer, ReadCompany.Company company, ValueInputs inputs, Input input, CancellationToken ct) =>
        Report(viewer, await PrepareAsync(viewer, company, inputs, input.To, ct), input);

    private static ValueReport Report(Viewer viewer, ValueBasis basis, Input input)
    {
        var (company, model, calculation) = (basis.Company, basis.Inputs.Model, basis.Calculation);
        var from = input.From is { } wanted && wanted > model.StartMonth ? ValueModel.MonthOf(wanted) : model.StartMonth;
        var lines = calculation.Drivers(from, viewer.SeesMoney);
        return new ValueReport(
            company.Name, company.Currency, model.StartMonth, from, basis.Clock.Until, model.HorizonYears, model.DiscountRate, model.Period,
            lines,
            calculation.Months(from, viewer.SeesMoney),
            basis.Inputs.Drivers.Any(driver => driver.Kind is DriverKind.TimeSaved) ? lines.Sum(line => line.HoursSaved ?? 0) : null,
            calculation.TargetHours(from),
            viewer.SeesMoney ? calculation.Tables(from) : [],
            viewer.SeesMoney ? calculation.Money(from, lines) : null)
        {
            Ahead = calculation.Ahead(viewer.SeesMoney),
        };
    }

    private async Task<ValueBasis> PrepareAsync(Viewer viewer, ReadCompany.Company company, ValueInputs inputs, DateOnly? to, CancellationToken ct)
    {
        var (account, model) = (company.AccountId, inputs.Model);
        var known = await usage.ExtentAsync(viewer, account, ct);
        var until = Until(company, inputs.Entries, known, to);
        var months = new ModelClock(model.StartMonth, until is { } day && day >= model.StartMonth ? day : null);
        var places = Money.PlacesOf(company.Currency);
        var worked = new List<(Driver, DriverMonths)>();
        foreach (var driver in inputs.Drivers)
        {
            worked.Add((driver, new DriverMonths(
                driver,
                months,
                places,
                [.. inputs.Entries.Where(entry => entry.DriverId == driver.Id && entry.Month <= until)],
                await CountAsync(viewer, account, driver, months, known, ct))));
        }

        return new ValueBasis(company, inputs, months, places, worked);
    }

    private async Task<ValueInputs?> LoadAsync(Viewer viewer, Guid account, CancellationToken ct)
    {
        await using var db = portal.For(viewer);
        if (await db.ValueModels.AsNoTracking().SingleOrDefaultAsync(m => m.AccountId == account, ct) is not { } model)
        {
            return null;
        }

        var drivers = await db.Drivers.AsNoTracking().Where(d => d.AccountId == account)
            .OrderBy(d => d.Position).ThenBy(d => d.Id).Take(Driver.MostPerAccount).ToListAsync(ct);
        var investments = await db.Investments.AsNoTracking().Where(i => i.AccountId == account)
            .OrderBy(i => i.Position).ThenBy(i => i.Id).Take(Investment.MostPerAccount).ToListAsync(ct);
        var entries = await db.DriverEntries.AsNoTracking().Where(e => e.AccountId == account)
            .OrderBy(e => e.Month).ThenBy(e => e.DriverId).ToListAsync(ct);
        var tables = await db.Tables.AsNoTracking().Where(t => t.AccountId == account)
            .OrderBy(t => t.Position).Take(Sheet.MostTables).ToListAsync(ct);

        var decisions = await db.FigureSteps.AsNoTracking().Decisions(account).ToListAsync(ct);
        var (sheet, faults) = Sheet.Of([.. tables.Select(table => table.Table)], model.Periods);
        return new ValueInputs(
            model, drivers, entries, investments, sheet ?? throw new InvalidOperationException($"A stored table cannot be worked out: {faults[0].Key} at {faults[0].Place}."))
        {
            Decisions = decisions,
        };
    }

    /// <summary>The last day with data: of usage, or of a month with a measurement; today while there are none.</summary>
    private DateOnly? Until(ReadCompany.Company company, IReadOnlyList<DriverEntry> entries, DayRange? known, DateOnly? to)
    {
        var today = TimeZones.DayIn(company.TimeZone, clock.GetUtcNow());
        var measured = entries.Count == 0 ? (DateOnly?)null : entries[^1].Month.AddMonths(1).AddDays(-1);
        var data = Latest(known?.To, measured) ?? today;
        var until = data < today ? data : today;
        return to is { } asked && asked < until ? asked : until;
    }

    private static DateOnly? Latest(DateOnly? one, DateOnly? other) => one is null || other > one ? other ?? one : one;

    private async Task<IReadOnlyDictionary<DateOnly, long>> CountAsync(
        Viewer viewer, Guid account, Driver driver, ModelClock months, DayRange? known, CancellationToken ct)
    {
        if (driver.Quantity is not { } quantity || known is not { } extent || months.Until is not { } until)
        {
            return new Dictionary<DateOnly, long>();
        }

        // Months before the first or after the last event are not zero: nothing is known about them.
        var from = extent.From > months.Start ? ValueModel.MonthOf(extent.From) : months.Start;
        var to = extent.To < until ? extent.To : until;
        return from > to
            ? new Dictionary<DateOnly, long>()
            : (await usage.ByBucketAsync(viewer, account, quantity, new DayRange(from, to), Bucket.Month, ct))
                .ToDictionary(point => ValueModel.MonthOf(point.From), point => point.Value);
    }
}
