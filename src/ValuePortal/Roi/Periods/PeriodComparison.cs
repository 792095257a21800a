using ValuePortal.Roi.Agreement;
using ValuePortal.Roi.Models;
using ValuePortal.Roi.Reports;

namespace ValuePortal.Roi.Periods;

/// <summary>How many whole months a period has.</summary>
public enum PeriodLength
{
    Month = 1,
    Quarter = 3,
    Year = 12,
}

/// <summary>A number in the later and in the earlier period.</summary>
public readonly record struct Pair(decimal Now, decimal Then)
{
    public decimal Difference => Now - Then;

    public static Pair operator +(Pair one, Pair other) => new(one.Now + other.Now, one.Then + other.Then);
}

/// <summary>What a driver brought in both periods.</summary>
/// <param name="Hours">Null unless it is a driver of time.</param>
/// <param name="Value">Null for who does not see money.</param>
public sealed record PeriodDriver(FigureKey Key, string Name, Pair? Hours, Pair? Value);

/// <summary>A driver without a price at the ends of both periods, in its unit.</summary>
/// <param name="Now">Null while it was not measured.</param>
/// <param name="Then">The same at the end of the earlier period.</param>
public sealed record PeriodQuality(FigureKey Key, string Name, string Unit, bool LowerIsBetter, decimal? Now, decimal? Then);

/// <summary>Money in both periods. What the parts of the value add up to is the value.</summary>
public sealed record PeriodMoney(Pair Tables, Pair Value, Pair Confirmed, Pair Measured, Pair Estimated, Pair Disputed, Pair Cost);

/// <summary>
/// The last whole months of a report beside as many before them. The running month is left out, so that equal times are compared; nothing is
/// compared with months before the model began.
/// </summary>
/// <param name="Now">First month of the later period.</param>
/// <param name="Last">Last month of the later period.</param>
/// <param name="Then">First month of the earlier period; it ends before <paramref name="Now"/>.</param>
/// <param name="Hours">Null without a driver of time.</param>
/// <param name="Money">Null for who does not see money.</param>
public sealed record PeriodComparison(
    DateOnly Now, DateOnly Last, DateOnly Then, IReadOnlyList<PeriodDriver> Drivers, Pair? Hours, PeriodMoney? Money, IReadOnlyList<PeriodQuality> Quality)
{
    /// <summary>The lengths for which there are two whole periods.</summary>
    public static IReadOnlyList<PeriodLength> LengthsOf(ValueReport report) =>
        [.. Enum.GetValues<PeriodLength>().Where(length => WholeMonths(report).Count >= 2 * (int)length)];

    /// <returns>Null while there are no two whole periods of this length.</returns>
    public static PeriodComparison? Of(ValueReport report, PeriodLength length)
    {
        var (months, whole) = ((int)length, WholeMonths(report));
        if (whole.Count < 2 * months)
        {
            return null;
        }

        var (now, then) = (new Span(whole[^months].Month, whole[^1].Month), new Span(whole[^(2 * months)].Month, whole[^(months + 1)].Month));
        var drivers = report.Drivers.Where(driver => driver.Kind is not DriverKind.Quality).Select(driver => new PeriodDriver(
            driver.Key,
            driver.Name,
            driver.HoursSaved is null ? null : Over(driver.Months, month => month.Month, month => month.Hours),
            driver.Money is null ? null : Over(driver.Months, month => month.Month, month => month.Benefit))).ToList();
        return new PeriodComparison(
            now.First, now.Last, then.First, drivers,
            report.HoursSaved is null ? null : Over(report.Months, month => month.Month, month => month.Hours),
            report.Money is null ? null : Money(),
            [.. report.Drivers.Where(driver => driver.Kind is DriverKind.Quality).Select(driver => new PeriodQuality(
                driver.Key, driver.Name, driver.Unit, driver.LowerIsBetter, LevelAt(driver, now.Last), LevelAt(driver, then.Last)))]);

        PeriodMoney Money()
        {
            List<MonthParts> parts =
            [
                .. report.Drivers.Where(driver => driver.Money is not null)
                    .SelectMany(driver => driver.Months.Select(month => new MonthParts(month.Month, BenefitParts.Of(month.Benefit, month.Month, month.Measured, driver.Standing)))),
                .. report.Tables.SelectMany(table => table.Months),
            ];
            var tables = Over([.. report.Tables.SelectMany(table => table.Months)], part => part.Month, part => part.Parts.Sum);
            return new PeriodMoney(
                tables,
                Over(report.Months, month => month.Month, month => month.Money!.Benefit),
                Over(parts, part => part.Month, part => part.Parts.Confirmed),
                Over(parts, part => part.Month, part => part.Parts.Measured),
                Over(parts, part => part.Month, part => part.Parts.Estimated),
                Over(parts, part => part.Month, part => part.Parts.Disputed),
                Over(report.Months, month => month.Month, month => month.Money!.Cost));
        }

        Pair Over<T>(IReadOnlyList<T> rows, Func<T, DateOnly> month, Func<T, decimal> value) => new(
            rows.Where(row => now.Holds(month(row))).Sum(value), rows.Where(row => then.Holds(month(row))).Sum(value));
    }

    private static List<MonthLine> WholeMonths(ValueReport report) => [.. report.Months.Where(month => !month.Partial)];

    private static decimal? LevelAt(DriverLine driver, DateOnly month) =>
        driver.Months.FirstOrDefault(each => each.Month == month) is { Measured: true } known ? known.Now : null;

    private readonly record struct Span(DateOnly First, DateOnly Last)
    {
        public bool Holds(DateOnly month) => month >= First && month <= Last;
    }
}
