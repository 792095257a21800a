using ValuePortal.Roi.Agreement;
using ValuePortal.Roi.Arithmetic;
using ValuePortal.Roi.Models;
using ValuePortal.Roi.Sheets;
using ValuePortal.Usage.Reports;

namespace ValuePortal.Roi.Reports;

/// <summary>How sure a figure is.</summary>
public enum FigureState
{
    /// <summary>Nobody measured it yet: it stands on what was agreed.</summary>
    Estimated,

    /// <summary>Some of its months are measured, others estimated.</summary>
    Partly,
    Measured,

    /// <summary>The customer agreed to some of it.</summary>
    PartlyConfirmed,

    /// <summary>The customer agreed to all of it.</summary>
    Confirmed,

    /// <summary>The customer objected to it.</summary>
    Disputed,
}

/// <summary>How the level of a driver is known.</summary>
public enum LevelState
{
    /// <summary>Not measured: taken to be at its target.</summary>
    Assumed,
    Measured,

    /// <summary>Measured in an earlier month and carried on.</summary>
    Carried,
}

/// <summary>Amounts of a driver over the range, in the account's currency.</summary>
/// <param name="Parts">How sure the benefit is.</param>
/// <param name="ByTimes">What of the difference to the target comes from counting more or less often than agreed, at the level of the target.</param>
public sealed record DriverMoney(decimal Benefit, decimal Target, BenefitParts Parts, decimal ByTimes)
{
    /// <summary>The part that was measured and is neither agreed nor disputed.</summary>
    public decimal Measured => Parts.Measured;

    /// <summary>The rest of the difference: a level other than the target.</summary>
    public decimal ByLevel => Benefit - Target - ByTimes;
}

/// <summary>A benefit by how sure it is, in the account's currency: each month of each figure counts in one of them, and their sum is the benefit.</summary>
/// <param name="Confirmed">The customer agreed to it.</param>
/// <param name="Measured">Measured, and not decided on.</param>
/// <param name="Estimated">Neither measured nor decided on.</param>
/// <param name="Disputed">The customer objected to it.</param>
public readonly record struct BenefitParts(decimal Confirmed, decimal Measured, decimal Estimated, decimal Disputed)
{
    public decimal Sum => Confirmed + Measured + Estimated + Disputed;

    public static BenefitParts operator +(BenefitParts one, BenefitParts other) =>
        new(one.Confirmed + other.Confirmed, one.Measured + other.Measured, one.Estimated + other.Estimated, one.Disputed + other.Disputed);

    /// <summary>What comes up in a month of a figure.</summary>
    internal static BenefitParts Of(decimal benefit, DateOnly month, bool measured, Standing standing) =>
        standing.IsDisputed ? new(0, 0, 0, benefit)
        : standing.Covers(month) ? new(benefit, 0, 0, 0)
        : measured ? new(0, benefit, 0, 0)
        : new(0, 0, benefit, 0);
}

/// <summary>What comes up of a figure in one month, by how sure it is.</summary>
public readonly record struct MonthParts(DateOnly Month, BenefitParts Parts);

/// <summary>One month of a driver with the numbers put in: the last whole month of the range, or the running one.</summary>
/// <param name="Value">Money; null for who does not see money.</param>
public sealed record DriverFormula(DateOnly Month, bool Partial, decimal Quantity, decimal Now, decimal Hours, FormulaMoney? Value);

/// <summary>The prices in a formula and what it comes to.</summary>
public sealed record FormulaMoney(decimal UnitValue, decimal Share, decimal Risk, decimal Benefit);

/// <summary>A driver over the range.</summary>
/// <param name="Now">In its unit, at the end of the range.</param>
/// <param name="NowSince">The month of the measurement that holds; null when none does.</param>
/// <param name="Quantity">How often it counted in the range; null for quality.</param>
/// <param name="Usage">What is counted, when the number comes from usage.</param>
/// <param name="HoursSaved">Null unless it is a driver of time.</param>
/// <param name="Standing">How it stands with the customer.</param>
/// <param name="Months">Each month of the range; amounts are zero for who does not see money.</param>
/// <param name="Formula">Null for quality, and while no month counts.</param>
/// <param name="Money">Null for quality and for who does not see money.</param>
public sealed record DriverLine(
    Guid Id,
    string Name,
    DriverKind Kind,
    string Unit,
    decimal UnitsPerPriced,
    decimal Baseline,
    decimal Now,
    LevelState NowState,
    DateOnly? NowSince,
    decimal Target,
    bool LowerIsBetter,
    QuantitySource Source,
    UsageQuantity? Usage,
    decimal? Quantity,
    decimal? HoursSaved,
    FigureState State,
    Standing Standing,
    IReadOnlyList<DriverMonth> Months,
    DriverFormula? Formula,
    DriverMoney? Money)
{
    public FigureKey Key => FigureKey.OfDriver(Id);

    /// <summary>Hours of the months that are agreed to; null unless it is a driver of time.</summary>
    public decimal? HoursConfirmed => HoursSaved is null ? null : Months.Where(month => Standing.Covers(month.Month)).Sum(month => month.Hours);

    public bool AtTarget => LowerIsBetter ? Now <= Target : Now >= Target;
}

/// <summary>Amounts of a month and up to its end, since the start of the model.</summary>
public sealed record MonthMoney(decimal Benefit, decimal Cost, decimal CumulativeBenefit, decimal CumulativeCost);

/// <param name="Partial">Only the days up to the end of the range count.</param>
/// <param name="Money">Null for who does not see money.</param>
public sealed record MonthLine(DateOnly Month, bool Partial, decimal Hours, decimal CumulativeHours, MonthMoney? Money);

/// <param name="Amount">Once, for a year or for a month.</param>
/// <param name="ToDate">What of it has come up in the range.</param>
public sealed record InvestmentLine(Guid Id, string Name, InvestmentRhythm Rhythm, decimal Amount, DateOnly FromMonth, decimal ToDate, Standing Standing)
{
    public FigureKey Key => FigureKey.OfInvestment(Id);

    /// <summary>What of it is planned in each month of the range.</summary>
    public IReadOnlyList<(DateOnly Month, decimal Planned)> Months { get; init; } = [];
}

/// <summary>A table of the model, with what counts of it rounded to the currency's minor unit.</summary>
/// <param name="Amounts">One for each year or month.</param>
/// <param name="ToDate">What of it has come up in the range: what is agreed for a period comes evenly inside it.</param>
/// <param name="PresentValue">Over the years of the model; by itself, so that tables may differ from their total by a minor unit each.</param>
/// <param name="Standing">How it stands with the customer.</param>
/// <param name="State">Estimated while nobody decided: a table is never measured.</param>
/// <param name="Parts">How sure what has come up is; of a table of costs, none.</param>
public sealed record TableLine(
    SheetTable Table, decimal Initial, IReadOnlyList<decimal> Amounts, decimal ToDate, decimal PresentValue, Standing Standing, FigureState State, BenefitParts Parts)
{
    public FigureKey Key => FigureKey.OfTable(Table.Id);

    /// <summary>Each month of the range; of a table of costs, none.</summary>
    public IReadOnlyList<MonthParts> Months { get; init; } = [];
}

/// <summary>The start (0) or a year. What is at present adds up to the totals as they are shown.</summary>
public sealed record YearLine(
    int Year, decimal Benefit, decimal Cost, decimal PresentBenefit, decimal PresentCost, decimal CumulativeNet, decimal CumulativePresentNet)
{
    public decimal Net => Benefit - Cost;

    public decimal PresentNet => PresentBenefit - PresentCost;
}

/// <summary>All amounts of a report, in the account's currency. To date: over the range. The rest: over the years of the model.</summary>
/// <param name="OfDrivers">What drivers brought.</param>
/// <param name="OfTables">What tables of benefits say has come up.</param>
/// <param name="Target">What the range would have brought at the targets of the drivers, and what the tables say.</param>
/// <param name="Parts">How sure the benefit is.</param>
/// <param name="Flows">The years of the model: what has been as it was, what lies ahead as planned.</param>
/// <param name="PaidBackIn">The month in which cumulative benefit reached cumulative cost and stayed; null when it has not yet.</param>
public sealed record ValueMoney(
    decimal OfDrivers, decimal OfTables, decimal Target, BenefitParts Parts, decimal Cost, CashFlows Flows, IReadOnlyList<YearLine> Years, DateOnly? PaidBackIn,
    IReadOnlyList<InvestmentLine> Investments)
{
    public decimal Benefit => OfDrivers + OfTables;

    public decimal Confirmed => Parts.Confirmed;

    public decimal Measured => Parts.Measured;

    public decimal Estimated => Parts.Estimated;

    public decimal Disputed => Parts.Disputed;

    public decimal Net => Benefit - Cost;

    public decimal PresentBenefits => Years.Sum(year => year.PresentBenefit);

    public decimal PresentCosts => Years.Sum(year => year.PresentCost);

    /// <summary>As it is shown: present benefits less present costs, each rounded.</summary>
    public decimal NetPresentValue => PresentBenefits - PresentCosts;
}

/// <summary>What an account gets, for one reader. Without the right to see money there are no amounts in it.</summary>
/// <param name="Start">First month of the model.</param>
/// <param name="From">First month of the range.</param>
/// <param name="Until">Last day that counts; null while the model has not begun or holds no data.</param>
/// <param name="HoursSaved">Null without a driver of time.</param>
/// <param name="TargetHours">Hours at the targets.</param>
/// <param name="Tables">None for who does not see money.</param>
/// <param name="Money">Null for who does not see money.</param>
public sealed record ValueReport(
    string AccountName,
    string Currency,
    DateOnly Start,
    DateOnly From,
    DateOnly? Until,
    int HorizonYears,
    decimal DiscountRate,
    ModelPeriod Period,
    IReadOnlyList<DriverLine> Drivers,
    IReadOnlyList<MonthLine> Months,
    decimal? HoursSaved,
    decimal? TargetHours,
    IReadOnlyList<TableLine> Tables,
    ValueMoney? Money)
{
    /// <summary>The months of the model that lie ahead as planned, and the rest of the running one, with what has come up to their ends since the start.</summary>
    public IReadOnlyList<MonthLine> Ahead { get; init; } = [];

    /// <summary>What comes up in each month of the range by how sure it is; their sum is <see cref="ValueMoney.Parts"/>. Zeros for who does not see money.</summary>
    public IReadOnlyList<MonthParts> PartsByMonth => [.. Months.Select(month => new MonthParts(
        month.Month,
        Drivers.Where(driver => driver.Money is not null).SelectMany(driver => driver.Months.Where(each => each.Month == month.Month).Select(each => BenefitParts.Of(each.Benefit, each.Month, each.Measured, driver.Standing)))
            .Concat(Tables.SelectMany(table => table.Months).Where(each => each.Month == month.Month).Select(each => each.Parts))
            .Aggregate(default(BenefitParts), (sum, parts) => sum + parts)))];

    public FigureState State => FigureStates.Of(
        [.. Drivers.Where(driver => driver.Kind is not DriverKind.Quality).Select(driver => driver.State), .. Tables.Where(table => table.Table.Kind is SheetKind.Benefit).Select(table => table.State)]);

    /// <summary>Hours the customer agreed to; null without a driver of time.</summary>
    public decimal? HoursConfirmed => HoursSaved is null ? null : Drivers.Sum(driver => driver.HoursConfirmed ?? 0);

    /// <summary>Whether there is anything to show beyond the terms.</summary>
    public bool HasContent => Drivers.Count > 0 || Tables.Count > 0;
}

public static class FigureStates
{
    /// <summary>The tone in which a state is shown; the word says the same.</summary>
    public static string Tone(FigureState state) => state switch
    {
        FigureState.Confirmed => "good",
        FigureState.Disputed => "bad",
        FigureState.Estimated => "warn",
        _ => "",
    };

    /// <summary>The state of a figure that is made of these.</summary>
    public static FigureState Of(IEnumerable<FigureState> parts)
    {
        var all = parts.Distinct().ToList();
        return all switch
        {
            [] => FigureState.Estimated,
            [var only] => only,
            _ when all.Any(state => state is FigureState.Confirmed or FigureState.PartlyConfirmed) => FigureState.PartlyConfirmed,
            _ => FigureState.Partly,
        };
    }
}
