using ValuePortal.Roi.Arithmetic;
using ValuePortal.Roi.Models;

namespace ValuePortal.Roi.Reports;

/// <summary>A model worked out: its drivers and investments month by month, and its years.</summary>
internal sealed class ValueCalculation
{
    private const int MonthsOfYear = 12;

    private readonly ValueModel model;
    private readonly ModelClock clock;
    private readonly int places;
    private readonly IReadOnlyList<Investment> investments;
    private readonly List<(Driver Driver, DriverMonths Months)> drivers;

    public ValueCalculation(
        ValueModel model, ModelClock clock, int places, IEnumerable<(Driver Driver, DriverMonths Months)> drivers, IReadOnlyList<Investment> investments)
    {
        (this.model, this.clock, this.places, this.investments) = (model, clock, places, investments);
        this.drivers = [.. drivers];
    }

    /// <summary>The months of the range in order, with what has come up to their ends since the start of the model.</summary>
    public IReadOnlyList<MonthLine> Months(DateOnly from, bool seesMoney)
    {
        List<MonthLine> lines = [];
        var (hours, benefit, cost) = (0m, 0m, 0m);
        foreach (var month in clock.Past())
        {
            var parts = drivers.Select(driver => driver.Months.SoFar(month)).ToList();
            var (h, b, c) = (parts.Sum(part => part.Hours), parts.Sum(part => part.Benefit), investments.Sum(investment => CostSoFar(investment, month)));
            (hours, benefit, cost) = (hours + h, benefit + b, cost + c);
            if (month >= from)
            {
                var (past, all) = clock.DaysOf(month);
                lines.Add(new MonthLine(month, past < all, h, hours, seesMoney ? new MonthMoney(b, c, benefit, cost) : null));
            }
        }

        return lines;
    }

    public IReadOnlyList<DriverLine> Drivers(DateOnly from, bool seesMoney) => [.. drivers.Select(driver => Line(driver.Driver, driver.Months, from, seesMoney))];

    /// <summary>Hours at the targets; null without a driver of time.</summary>
    public decimal? TargetHours(DateOnly from) => drivers.Any(driver => driver.Driver.Kind is DriverKind.TimeSaved)
        ? drivers.Sum(driver => Range(from).Sum(month => driver.Months.SoFar(month).TargetHours))
        : null;

    public ValueMoney Money(DateOnly from, IReadOnlyList<DriverLine> lines)
    {
        var invested = investments
            .OrderBy(investment => investment.Rhythm).ThenBy(investment => investment.FromMonth).ThenBy(investment => investment.Name, StringComparer.CurrentCulture)
            .Select(investment => new InvestmentLine(
                investment.Name, investment.Rhythm, investment.Amount, investment.FromMonth, Range(from).Sum(month => CostSoFar(investment, month))))
            .ToList();
        return new ValueMoney(
            lines.Sum(line => line.Money?.Benefit ?? 0),
            lines.Sum(line => line.Money?.Target ?? 0),
            lines.Sum(line => line.Money?.Measured ?? 0),
            invested.Sum(investment => investment.ToDate),
            Flows(),
            PaidBackIn(),
            invested);
    }

    private IEnumerable<DateOnly> Range(DateOnly from) => clock.Past().Where(month => month >= from);

    private DriverLine Line(Driver driver, DriverMonths months, DateOnly from, bool seesMoney)
    {
        var past = Range(from).Select(months.SoFar).ToList();
        var last = past.Count == 0 ? model.StartMonth : past[^1].Month;
        var entry = months.LevelEntry(last);
        return new DriverLine(
            driver.Id,
            driver.Name,
            driver.Kind,
            driver.Unit,
            driver.UnitsPerPriced,
            driver.Baseline,
            entry?.Level ?? driver.Target,
            entry is null ? LevelState.Assumed : entry.Month == last ? LevelState.Measured : LevelState.Carried,
            entry?.Month,
            driver.Target,
            driver.LowerIsBetter,
            driver.Source,
            driver.Quantity,
            driver.IsMoney ? past.Sum(month => month.Quantity) : null,
            driver.Kind is DriverKind.TimeSaved ? past.Sum(month => month.Hours) : null,
            FigureStates.Of(past.Select(month => month.Measured ? FigureState.Measured : FigureState.Estimated)),
            driver.IsMoney ? Formula(driver, past, seesMoney) : null,
            driver.IsMoney && seesMoney
                ? new DriverMoney(past.Sum(month => month.Benefit), past.Sum(month => month.TargetBenefit), past.Where(month => month.Measured).Sum(month => month.Benefit))
                : null);
    }

    private DriverFormula? Formula(Driver driver, List<DriverMonth> past, bool seesMoney)
    {
        if (past.Count == 0)
        {
            return null;
        }

        // A running month would put half a number of times into the formula; the last whole one is what people check.
        var shown = past.FindLastIndex(month => clock.DaysOf(month.Month) is var days && days.Past == days.All) is >= 0 and var whole ? past[whole] : past[^1];
        var (counted, all) = clock.DaysOf(shown.Month);
        return new DriverFormula(
            shown.Month, counted < all, shown.Quantity, shown.Now, shown.Hours,
            seesMoney ? new FormulaMoney(driver.UnitValue, driver.Share, driver.Risk, shown.Benefit) : null);
    }

    private CashFlows Flows()
    {
        var benefits = new decimal[model.HorizonYears];
        var costs = new decimal[model.HorizonYears];
        for (var i = 0; i < model.HorizonYears * MonthsOfYear; i++)
        {
            var month = model.StartMonth.AddMonths(i);
            benefits[i / MonthsOfYear] += drivers.Sum(driver => driver.Months.SoFar(month).Benefit + driver.Months.Ahead(month).Benefit);
            costs[i / MonthsOfYear] += investments.Where(investment => !IsInitial(investment)).Sum(investment => CostUpTo(investment, month.AddMonths(1), 0) - CostUpTo(investment, month, 0));
        }

        return new CashFlows(model.DiscountRate, investments.Where(IsInitial).Sum(investment => investment.Amount), benefits, costs);
    }

    /// <summary>The month from which cumulative benefit has stayed at or above cumulative cost.</summary>
    private DateOnly? PaidBackIn()
    {
        DateOnly? paidBack = null;
        var open = 0m;
        foreach (var month in clock.Past())
        {
            open += investments.Sum(investment => CostSoFar(investment, month)) - drivers.Sum(driver => driver.Months.SoFar(month).Benefit);
            paidBack = open > 0 ? null : paidBack ?? month;
        }

        return investments.Count == 0 ? null : paidBack;
    }

    private bool IsInitial(Investment investment) => investment.Rhythm is InvestmentRhythm.Once && investment.FromMonth <= model.StartMonth;

    private decimal CostSoFar(Investment investment, DateOnly month) => clock.DaysOf(month) is var (past, all) && past == all
        ? CostUpTo(investment, month.AddMonths(1), 0) - CostUpTo(investment, month, 0)
        : CostUpTo(investment, month, past) - CostUpTo(investment, month, 0);

    /// <summary>What of an investment has come up by the beginning of a month, and so many days of it. One from before the start counts from the start.</summary>
    private decimal CostUpTo(Investment investment, DateOnly month, int days)
    {
        var from = investment.FromMonth < model.StartMonth ? model.StartMonth : investment.FromMonth;
        var months = ((month.Year - from.Year) * MonthsOfYear) + month.Month - from.Month;
        return investment.Rhythm is InvestmentRhythm.Once
            ? months > 0 || (months == 0 && days > 0) ? investment.Amount : 0
            : new RecurringCost(investment.Amount, investment.Rhythm is InvestmentRhythm.Yearly ? MonthsOfYear : 1, places)
                .UpTo(months, days, DateTime.DaysInMonth(month.Year, month.Month));
    }
}
