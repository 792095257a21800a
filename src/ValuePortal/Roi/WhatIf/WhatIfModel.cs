using ValuePortal.Roi.Arithmetic;
using ValuePortal.Roi.Desk;
using ValuePortal.Roi.Formulas;
using ValuePortal.Roi.Models;
using ValuePortal.Roi.Reports;
using ValuePortal.Roi.Sheets;

namespace ValuePortal.Roi.WhatIf;

/// <summary>What a model comes to over its years.</summary>
/// <param name="NetPresentValue">As the page of value shows it: present benefits less present costs, each rounded.</param>
/// <param name="Return">A share of one; null while nothing is paid.</param>
/// <param name="PaybackMonths">Not discounted; null when the years of the model do not bring it back.</param>
/// <param name="HasCost">Whether anything is paid at all.</param>
public sealed record WhatIfOutcome(decimal NetPresentValue, decimal? Return, decimal? PaybackMonths, bool HasCost);

/// <summary>
/// A model that can be worked out again with other numbers, by the calculation of the page of value itself. What was measured stays as it was
/// measured. Each driver, each cost item and the tables together are worked out by themselves and added up; those in which nothing changed since the last
/// question are kept.
/// </summary>
internal sealed class WhatIfModel
{
    /// <summary>More are not offered: each takes two calculations at least.</summary>
    public const int MostAssumptions = 150;

    /// <summary>Cells of tables that may be worked out for one answer; reading a row counts as some more.</summary>
    private const int MostCells = 4_000_000;

    private const int CellsToReadARow = 8;
    private const int TimesForEach = 4;

    private readonly ValueBasis basis;
    private readonly Dictionary<Guid, (DriverBenefit Benefit, decimal PerMonth, decimal Level, CashFlows Flows)> drivers = [];
    private readonly Dictionary<Guid, (decimal Amount, CashFlows Flows)> costs = [];
    private readonly HashSet<string> rowKeys;
    private List<(string Key, decimal Value)> sheetChanges = [];
    private CashFlows? tables;

    public WhatIfModel(ValueBasis basis)
    {
        this.basis = basis;
        tables = FlowsOf([], [], basis.Inputs.Sheet);
        var rows = basis.Inputs.Sheet.Tables.Sum(table => table.Rows.Count);
        TableTimes = MostCells / Math.Max(1, rows * (basis.Inputs.Model.Periods + CellsToReadARow));
        List<Assumption> ofTables = [.. OfTables()], all = [.. basis.Drivers.Where(each => each.Driver.IsMoney).SelectMany(OfDriver), .. basis.Inputs.Investments.Select(OfCost)];
        Rate = new Assumption("rate", AssumptionKind.DiscountRate, null, AssumptionForm.Percent, basis.Inputs.Model.DiscountRate, 0, ValueModel.MostDiscountRate);
        Assumptions = [.. all.Concat(ofTables.Take(TableTimes / TimesForEach)).Take(MostAssumptions - 1), Rate];
        LeftOut = all.Count + ofTables.Count + 1 - Assumptions.Count;
        rowKeys = [.. ofTables.Select(each => each.Key)];
    }

    /// <summary>Drivers first, then cost items, tables, and the discount rate.</summary>
    public IReadOnlyList<Assumption> Assumptions { get; }

    /// <summary>How many more the model has.</summary>
    public int LeftOut { get; }

    /// <summary>How often the tables may be worked out again for one answer.</summary>
    public int TableTimes { get; }

    private Assumption Rate { get; }

    /// <param name="changed">Key → value, of what is to be other than in the model.</param>
    /// <returns>Null when it cannot be calculated with these: something is divided by zero, or does not fit.</returns>
    public WhatIfOutcome? With(IReadOnlyDictionary<string, decimal> changed)
    {
        try
        {
            if (TablesWith(changed) is not { } ofTables)
            {
                return null;
            }

            var flows = Sum(
                [ofTables, .. basis.Drivers.Where(each => each.Driver.IsMoney).Select(each => DriverWith(each.Driver, each.Months, changed)), .. basis.Inputs.Investments.Select(cost => CostWith(cost, changed))],
                changed.GetValueOrDefault(Rate.Key, Rate.InModel));
            return new WhatIfOutcome(
                Round(flows.PresentBenefits) - Round(flows.PresentCosts), flows.ReturnOnInvestment, flows.PresentCosts == 0 ? null : flows.PaybackMonths, flows.PresentCosts != 0);
        }
        catch (OverflowException)
        {
            return null;
        }
    }

    private static IEnumerable<Assumption> OfDriver((Driver Driver, DriverMonths Months) each)
    {
        var (driver, months) = each;
        return
        [
            new(KeyOf("share", driver.Id), AssumptionKind.Share, driver.Name, AssumptionForm.Percent, driver.Share, 0, 1),
            new(KeyOf("value", driver.Id), driver.Kind is DriverKind.TimeSaved ? AssumptionKind.HourValue : AssumptionKind.UnitValue, driver.Name, AssumptionForm.Money, driver.UnitValue, 0, Fields.Most),
            new(
                KeyOf("times", driver.Id), driver.Source is QuantitySource.Agreed ? AssumptionKind.Times : AssumptionKind.TimesAhead, driver.Name, AssumptionForm.Number,
                months.PlannedPerMonth, 0, Fields.Most),
            new(
                KeyOf("level", driver.Id), months.IsLevelMeasured ? AssumptionKind.LevelAhead : AssumptionKind.Target, driver.Name, AssumptionForm.Number,
                months.PlannedLevel, -Fields.Most, Fields.Most),
            new(KeyOf("risk", driver.Id), AssumptionKind.Risk, driver.Name, AssumptionForm.Percent, driver.Risk, 0, 1),
        ];
    }

    private static Assumption OfCost(Investment investment) =>
        new(KeyOf("cost", investment.Id), AssumptionKind.Cost, investment.Name, AssumptionForm.Money, investment.Amount, 0, Fields.Most);

    /// <summary>Risk adjustments, and the rows with numbers that a result rests on, by whatever way.</summary>
    private IEnumerable<Assumption> OfTables()
    {
        var tables = basis.Inputs.Sheet.Tables;
        var read = tables.SelectMany(table => table.Rows).ToDictionary(row => row.Id, row => row.Inputs.Select(input => input.Split('.')[0]));
        HashSet<string> counting = [];
        var open = new Stack<string>(tables.Where(table => table.Kind is not SheetKind.Other).Select(table => table.Result!));
        while (open.TryPop(out var row))
        {
            if (counting.Add(row))
            {
                foreach (var input in read[row])
                {
                    open.Push(input);
                }
            }
        }

        foreach (var (written, table) in basis.Inputs.Sheet.Written.Zip(tables))
        {
            foreach (var (text, row) in written!.Rows!.Zip(table.Rows).Where(pair => counting.Contains(pair.Second.Id)))
            {
                if (OfRow(text!, row) is { } assumption)
                {
                    yield return assumption;
                }
            }

            if (written.RiskAdjustment is { } risk && table.Kind is not SheetKind.Other)
            {
                var kind = table.Kind is SheetKind.Cost ? AssumptionKind.CostRisk : AssumptionKind.BenefitRisk;
                yield return new($"table-{table.Id}", kind, table.Title ?? table.Id, AssumptionForm.Percent, risk.Value, 0, 1);
            }
        }
    }

    private static Assumption? OfRow(ValueDocument.Row text, SheetRow row)
    {
        var subject = row.Label ?? row.Id;
        if (text is { Value: { } value, Initial: null, First: null })
        {
            var form = row.Unit switch { RowUnit.PercentWord => AssumptionForm.Percent, RowUnit.MoneyWord => AssumptionForm.Money, _ => AssumptionForm.Number };
            return new($"row-{row.Id}", AssumptionKind.Row, subject, form, value.Value, -Fields.Most, Fields.Most);
        }

        return Cells(text).Any(cell => cell.Value != 0) ? new($"row-{row.Id}", AssumptionKind.RowLevel, subject, AssumptionForm.Percent, 1, 0, Assumption.Farthest) : null;
    }

    private static IEnumerable<Cell> Cells(ValueDocument.Row row) => [.. (row.Values ?? []).OfType<Cell>(), .. new[] { row.Value, row.Initial, row.First }.OfType<Cell>()];

    // The end of an id is chance; its beginning is the time, which rows of one import share.
    private static string KeyOf(string what, Guid id) => $"{what}-{id.ToString("N")[^8..]}";

    private CashFlows DriverWith(Driver driver, DriverMonths inModel, IReadOnlyDictionary<string, decimal> changed)
    {
        var benefit = inModel.Benefit with
        {
            Share = changed.GetValueOrDefault(KeyOf("share", driver.Id), driver.Share),
            Risk = changed.GetValueOrDefault(KeyOf("risk", driver.Id), driver.Risk),
            UnitValue = changed.GetValueOrDefault(KeyOf("value", driver.Id), inModel.Benefit.UnitValue),
        };
        var perMonth = changed.GetValueOrDefault(KeyOf("times", driver.Id), inModel.PlannedPerMonth);
        var level = changed.GetValueOrDefault(KeyOf("level", driver.Id), inModel.PlannedLevel);
        if (!drivers.TryGetValue(driver.Id, out var last) || (last.Benefit, last.PerMonth, last.Level) != (benefit, perMonth, level))
        {
            drivers[driver.Id] = last = (benefit, perMonth, level, FlowsOf([(driver, inModel.With(benefit, perMonth, level))], [], Sheet.Empty));
        }

        return last.Flows;
    }

    private CashFlows CostWith(Investment investment, IReadOnlyDictionary<string, decimal> changed)
    {
        var amount = changed.TryGetValue(KeyOf("cost", investment.Id), out var other) ? Round(other) : investment.Amount;
        if (!costs.TryGetValue(investment.Id, out var last) || last.Amount != amount)
        {
            var changedCost = new Investment { Name = investment.Name, Rhythm = investment.Rhythm, Amount = amount, FromMonth = investment.FromMonth };
            costs[investment.Id] = last = (amount, FlowsOf([], [changedCost], Sheet.Empty));
        }

        return last.Flows;
    }

    private CashFlows? TablesWith(IReadOnlyDictionary<string, decimal> changed)
    {
        List<(string, decimal)> changes = [.. changed.Where(each => rowKeys.Contains(each.Key)).Select(each => (each.Key, each.Value)).Order()];
        if (!changes.SequenceEqual(sheetChanges))
        {
            sheetChanges = changes;
            var sheet = Sheet.Of([.. basis.Inputs.Sheet.Written.Select(table => TableWith(table!, changed))], basis.Inputs.Model.Periods).Sheet;
            tables = sheet is null ? null : FlowsOf([], [], sheet);
        }

        return tables;
    }

    private CashFlows FlowsOf(IReadOnlyList<(Driver, DriverMonths)> ofDrivers, IReadOnlyList<Investment> ofCosts, Sheet sheet) =>
        new ValueCalculation(basis.Inputs.Model, basis.Clock, basis.Places, ofDrivers, ofCosts, sheet).Flows();

    /// <summary>The flows of all parts together: amounts are rounded in their parts, so that nothing is lost in adding them up.</summary>
    private static CashFlows Sum(IReadOnlyList<CashFlows> parts, decimal rate)
    {
        return new CashFlows(rate, parts.Sum(part => part.InitialCost), Each(part => part.Benefits)!, Each(part => part.Costs)!)
        {
            InitialBenefit = parts.Sum(part => part.InitialBenefit),
            NetByMonth = Each(part => part.NetByMonth),
        };

        decimal[]? Each(Func<CashFlows, IReadOnlyList<decimal>?> of) =>
            of(parts[0]) is { } first ? [.. first.Select((_, i) => parts.Sum(part => of(part)![i]))] : null;
    }

    private static ValueDocument.Table TableWith(ValueDocument.Table table, IReadOnlyDictionary<string, decimal> changed) => table with
    {
        RiskAdjustment = table.RiskAdjustment is { } risk ? risk with { Value = changed.GetValueOrDefault($"table-{table.Id}", risk.Value) } : null,
        Rows = [.. table.Rows!.Select(row => changed.TryGetValue($"row-{row!.Id}", out var value) ? RowWith(row, value) : row)],
    };

    private static ValueDocument.Row RowWith(ValueDocument.Row row, decimal value) => row is { Value: { } cell, Initial: null, First: null }
        ? row with { Value = cell with { Value = value } }
        : row with
        {
            Value = Times(row.Value, value),
            Values = row.Values is null ? null : [.. row.Values.Select(each => Times(each, value))],
            Initial = Times(row.Initial, value),
            First = Times(row.First, value),
        };

    private static Cell? Times(Cell? cell, decimal factor) => cell is { } given ? given with { Value = given.Value * factor } : null;

    private decimal Round(decimal amount) => decimal.Round(amount, basis.Places, MidpointRounding.AwayFromZero);
}
