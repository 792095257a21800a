using ValuePortal.Roi.Arithmetic;
using ValuePortal.Roi.Models;
using ValuePortal.Usage.Reports;

namespace ValuePortal.Roi.Reports;

/// <summary>One driver in one month, or in the part of it that has been. Money is rounded to the currency's minor unit.</summary>
/// <param name="Quantity">How often it counted.</param>
/// <param name="Now">The driver in its unit: measured, carried on from an earlier measurement, or taken to be at its target.</param>
/// <param name="Hours">Hours saved; zero unless it is a driver of time.</param>
/// <param name="TargetBenefit">What it would be at the target, with the agreed number of times where one was agreed.</param>
/// <param name="TargetHours">The same in hours.</param>
/// <param name="Measured">Whether what moves it was measured.</param>
/// <param name="BenefitAtTargetLevel">What it would be at the target, as often as it did count.</param>
public readonly record struct DriverMonth(
    DateOnly Month, decimal Quantity, decimal Now, decimal Hours, decimal Benefit, decimal TargetHours, decimal TargetBenefit, bool Measured,
    decimal BenefitAtTargetLevel = 0)
{
    public DriverMonth WithoutMoney() => this with { Benefit = 0, TargetBenefit = 0, BenefitAtTargetLevel = 0 };
}

/// <summary>
/// Works a driver out month by month. A measured number of times counts in full; an agreed one counts by the days of the month that have
/// been. A month is measured when its level is known by a measurement and its number of times is counted on usage, stated for the month, or
/// agreed for good: what rests on a target is an estimate, however exactly the rest was counted. A level that was measured holds until the next measurement; before the first one the target stands for it.
/// </summary>
internal sealed class DriverMonths
{
    /// <summary>Whole measured months whose mean stands for the months ahead when no number of times was agreed.</summary>
    private const int MonthsOfMean = 3;

    private readonly Driver driver;
    private readonly ModelClock clock;
    private readonly int places;
    private readonly IReadOnlyList<DriverEntry> entries;
    private readonly IReadOnlyDictionary<DateOnly, long> counted;
    private readonly decimal? otherLevel;

    /// <param name="driver">The driver.</param>
    /// <param name="clock">Which months have been.</param>
    /// <param name="places">Decimal places of the currency.</param>
    /// <param name="entries">Its measurements, oldest first, none after the last month that has been.</param>
    /// <param name="counted">Month → number of times on usage, for months about which usage is known.</param>
    public DriverMonths(Driver driver, ModelClock clock, int places, IReadOnlyList<DriverEntry> entries, IReadOnlyDictionary<DateOnly, long> counted)
    {
        (this.driver, this.clock, this.places, this.entries, this.counted) = (driver, clock, places, entries, counted);
        (Benefit, AgreedPerMonth) = (driver.Benefit, driver.ExpectedPerMonth);
        PlannedPerMonth = AgreedPerMonth ?? MeanPerMonth();
    }

    private DriverMonths(DriverMonths other, DriverBenefit benefit, decimal perMonth, decimal level)
        : this(other.driver, other.clock, other.places, other.entries, other.counted)
    {
        otherLevel = level;
        Benefit = benefit;
        AgreedPerMonth = other.AgreedPerMonth is null ? null : perMonth;
        PlannedPerMonth = perMonth;
    }

    /// <summary>Its price, realised share and risk.</summary>
    public DriverBenefit Benefit { get; }

    /// <summary>How often a month, as agreed or expected; null when nobody said so.</summary>
    public decimal? AgreedPerMonth { get; }

    /// <summary>How often a month ahead is taken to count: as agreed, else the mean of the last measured months.</summary>
    public decimal PlannedPerMonth { get; }

    /// <summary>Whether its level was ever measured; else the target stands for it.</summary>
    public bool IsLevelMeasured => entries.Any(entry => entry.Level is not null);

    /// <summary>The level that holds in the months ahead: the last one measured, else the target.</summary>
    public decimal PlannedLevel => entries.LastOrDefault(entry => entry.Level is not null)?.Level ?? driver.Target;

    /// <summary>
    /// The same months with another price, share or risk, another number of times in the months in which none was counted, and another level in the months
    /// ahead: and in those that have been, where none was ever measured.
    /// </summary>
    public DriverMonths With(DriverBenefit benefit, decimal perMonth, decimal level) => new(this, benefit, perMonth, level);

    /// <summary>The measurement that holds in a month; null while the target stands for it.</summary>
    public DriverEntry? LevelEntry(DateOnly month) => entries.LastOrDefault(entry => entry.Level is not null && entry.Month <= month);

    /// <summary>The part of a month that has been.</summary>
    public DriverMonth SoFar(DateOnly month)
    {
        var (past, all) = clock.DaysOf(month);
        var measured = MeasuredQuantity(month);
        var quantity = measured ?? ((AgreedPerMonth ?? 0) * past / all);
        var counts = driver.Kind is DriverKind.Quality || driver.Source is QuantitySource.Agreed || measured is not null;
        return Line(month, quantity, AgreedPerMonth is { } agreed ? agreed * past / all : quantity, counts && LevelEntry(month) is not null, IsLevelMeasured ? null : otherLevel);
    }

    /// <summary>The rest of a month, as planned and with the level that holds now.</summary>
    public DriverMonth Ahead(DateOnly month)
    {
        var (past, all) = clock.DaysOf(month);
        var quantity = PlannedPerMonth * (all - past) / all;
        return Line(month, quantity, quantity, measured: false, otherLevel);
    }

    private DriverMonth Line(DateOnly month, decimal quantity, decimal quantityAtTarget, bool measured, decimal? other)
    {
        var now = other ?? LevelEntry(month)?.Level ?? driver.Target;
        if (driver.Kind is DriverKind.Quality)
        {
            return new DriverMonth(month, 0, now, 0, 0, 0, 0, measured);
        }

        var improvement = DriverBenefit.Improvement(driver.Baseline, now, driver.LowerIsBetter);
        var wanted = DriverBenefit.Improvement(driver.Baseline, driver.Target, driver.LowerIsBetter);
        return new DriverMonth(
            month,
            quantity,
            now,
            driver.Kind is DriverKind.TimeSaved ? Benefit.Saved(quantity, improvement) : 0,
            Round(Benefit.Of(quantity, improvement)),
            driver.Kind is DriverKind.TimeSaved ? Benefit.Saved(quantityAtTarget, wanted) : 0,
            Round(Benefit.Of(quantityAtTarget, wanted)),
            measured,
            Round(Benefit.Of(quantity, wanted)));
    }

    private decimal? MeasuredQuantity(DateOnly month) => driver.Source switch
    {
        QuantitySource.Usage => counted.TryGetValue(month, out var count) ? count : null,
        QuantitySource.Entries => entries.FirstOrDefault(entry => entry.Month == month)?.Quantity,
        _ => null,
    };

    private decimal MeanPerMonth()
    {
        if (driver.Source is QuantitySource.Agreed)
        {
            return 0;
        }

        var measured = clock.Past().Select(month => (Month: month, Quantity: MeasuredQuantity(month))).Where(each => each.Quantity is not null).ToList();
        var whole = measured.Where(each => clock.DaysOf(each.Month) is var days && days.Past == days.All).TakeLast(MonthsOfMean).ToList();
        if (whole.Count > 0)
        {
            return whole.Average(each => each.Quantity!.Value);
        }

        // The first month is still running: its days stand for the whole of it.
        return measured is [var running] && clock.DaysOf(running.Month) is { Past: > 0 } part ? running.Quantity!.Value * part.All / part.Past : 0;
    }

    private decimal Round(decimal amount) => decimal.Round(amount, places, MidpointRounding.AwayFromZero);
}
