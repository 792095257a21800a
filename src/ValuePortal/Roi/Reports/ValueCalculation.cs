using ValuePortal.Roi.Agreement;
using ValuePortal.Roi.Arithmetic;
using ValuePortal.Roi.Models;
using ValuePortal.Roi.Sheets;

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
    private readonly List<(SheetTable Table, AgreedAmounts Agreed)> tables;

    public ValueCalculation(
        ValueModel model, ModelClock clock, int places, IEnumerable<(Driver Driver, DriverMonths Months)> drivers, IReadOnlyList<Investment> investments, Sheet sheet)
    {
        (this.model, this.clock, this.places, this.investments) = (model, clock, places, investments);
        this.drivers = [.. drivers];
        tables = [.. sheet.Tables.Select(table => (table, new AgreedAmounts(
            Round(table.Initial), [.. table.Amounts.Select(Round)], model.Period is ModelPeriod.Month ? 1 : MonthsOfYear, places)))];
    }

    /// <summary>How figures stand with the customer; those that are not in it are open.</summary>
    public IReadOnlyDictionary<FigureKey, Standing> Standings { get; init; } = new Dictionary<FigureKey, Standing>();

    /// <summary>The months of the range in order, with what has come up to their ends since the start of the model.</summary>
    public IReadOnlyList<MonthLine> Months(DateOnly from, bool seesMoney)
    {
        List<MonthLine> lines = [];
        var (hours, benefit, cost) = (0m, 0m, 0m);
        foreach (var month in clock.Past())
        {
            var parts = drivers.Select(driver => driver.Months.SoFar(month)).ToList();
            var (h, b, c) = (parts.Sum(part => part.Hours), parts.Sum(part => part.Benefit) + SoFar(SheetKind.Benefit, month), CostSoFar(month));
            (hours, benefit, cost) = (hours + h, benefit + b, cost + c);
            if (month >= from)
            {
                var (past, all) = clock.DaysOf(month);
                lines.Add(new MonthLine(month, past < all, h, hours, seesMoney ? new MonthMoney(b, c, benefit, cost) : null));
            }
        }

        return lines;
    }

    /// <summary>
    /// The rest of the running month and the months after it to the end of the model, as planned, with what has come up to their ends since the start.
    /// The last one holds what the years come to before discounting.
    /// </summary>
    public IReadOnlyList<MonthLine> Ahead(bool seesMoney)
    {
        List<MonthLine> lines = [];
        var last = Months(model.StartMonth, seesMoney: true) is [.., var line] ? line : new MonthLine(model.StartMonth, false, 0, 0, new MonthMoney(0, 0, 0, 0));
        var (hours, benefit, cost) = (last.CumulativeHours, last.Money!.CumulativeBenefit, last.Money.CumulativeCost);
        for (var i = 0; i < model.HorizonYears * MonthsOfYear; i++)
        {
            var month = model.StartMonth.AddMonths(i);
            var (past, all) = clock.DaysOf(month);
            if (past == all)
            {
                continue;
            }

            var parts = drivers.Select(driver => driver.Months.Ahead(month)).ToList();
            var (h, b) = (parts.Sum(part => part.Hours), parts.Sum(part => part.Benefit) + Whole(SheetKind.Benefit, month) - SoFar(SheetKind.Benefit, month));
            var c = investments.Sum(investment => CostUpTo(investment, month.AddMonths(1), 0) - CostUpTo(investment, month, 0)) + Whole(SheetKind.Cost, month) - CostSoFar(month);
            (hours, benefit, cost) = (hours + h, benefit + b, cost + c);
            lines.Add(new MonthLine(month, past > 0, h, hours, seesMoney ? new MonthMoney(b, c, benefit, cost) : null));
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
                investment.Id, investment.Name, investment.Rhythm, investment.Amount, investment.FromMonth, Range(from).Sum(month => CostSoFar(investment, month)),
                StandingOf(FigureKey.OfInvestment(investment.Id)))
            {
                Months = [.. Range(from).Select(month => (month, CostSoFar(investment, month)))],
            })
            .ToList();
        var (ofTables, flows) = (Tables(from), Flows());
        var benefitOfTables = ofTables.Where(line => line.Table.Kind is SheetKind.Benefit).Sum(line => line.ToDate);
        return new ValueMoney(
            lines.Sum(line => line.Money?.Benefit ?? 0),
            benefitOfTables,
            lines.Sum(line => line.Money?.Target ?? 0) + benefitOfTables,
            Sum([.. lines.Select(line => line.Money?.Parts ?? default), .. ofTables.Select(line => line.Parts)]),
            invested.Sum(investment => investment.ToDate) + ofTables.Where(line => line.Table.Kind is SheetKind.Cost).Sum(line => line.ToDate),
            flows,
            Years(flows),
            PaidBackIn(),
            invested);
    }

    /// <summary>Tables with what of them has come up in the range, and what they come to over the years at present.</summary>
    public IReadOnlyList<TableLine> Tables(DateOnly from)
    {
        var present = tables.Select(table => table.Agreed.Initial + PresentValue.Of(model.DiscountRate, ByYear(table.Agreed))).ToList();
        return [.. tables.Select((table, i) =>
        {
            var standing = StandingOf(FigureKey.OfTable(table.Table.Id));
            List<MonthParts> months = table.Table.Kind is SheetKind.Benefit
                ? [.. Range(from).Select(month => new MonthParts(month, BenefitParts.Of(SoFar(table.Agreed, month), month, false, standing)))]
                : [];
            return new TableLine(
                table.Table, table.Agreed.Initial, table.Agreed.Amounts, Range(from).Sum(month => SoFar(table.Agreed, month)), Round(present[i]),
                standing, standing.Over(FigureState.Estimated, clock.LastWhole), Sum([.. months.Select(month => month.Parts)]))
            {
                Months = months,
            };
        })];
    }

    private Standing StandingOf(FigureKey key) => Standings.GetValueOrDefault(key) ?? Standing.Open;

    private static BenefitParts Sum(IReadOnlyList<BenefitParts> parts) => parts.Aggregate(default(BenefitParts), (sum, part) => sum + part);

    private IEnumerable<DateOnly> Range(DateOnly from) => clock.Past().Where(month => month >= from);

    private DriverLine Line(Driver driver, DriverMonths months, DateOnly from, bool seesMoney)
    {
        var past = Range(from).Select(months.SoFar).ToList();
        var last = past.Count == 0 ? model.StartMonth : past[^1].Month;
        var entry = months.LevelEntry(last);
        var standing = StandingOf(FigureKey.OfDriver(driver.Id));
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
            standing.Over(FigureStates.Of(past.Select(month => month.Measured ? FigureState.Measured : FigureState.Estimated)), clock.LastWhole),
            standing,
            seesMoney ? past : [.. past.Select(month => month.WithoutMoney())],
            driver.IsMoney ? Formula(driver, past, seesMoney) : null,
            driver.IsMoney && seesMoney
                ? new DriverMoney(
                    past.Sum(month => month.Benefit), past.Sum(month => month.TargetBenefit),
                    Sum([.. past.Select(month => BenefitParts.Of(month.Benefit, month.Month, month.Measured, standing))]),
                    past.Sum(month => month.BenefitAtTargetLevel - month.TargetBenefit))
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

    /// <summary>The years of the model: what has been as it was, what lies ahead as planned.</summary>
    public CashFlows Flows()
    {
        var months = model.HorizonYears * MonthsOfYear;
        var (benefits, costs, net) = (new decimal[model.HorizonYears], new decimal[model.HorizonYears], new decimal[months]);
        for (var i = 0; i < months; i++)
        {
            var month = model.StartMonth.AddMonths(i);
            var benefit = drivers.Sum(driver => driver.Months.SoFar(month).Benefit + driver.Months.Ahead(month).Benefit) + Of(SheetKind.Benefit).Sum(agreed => agreed.OfMonth(i));
            var cost = investments.Where(investment => !IsInitial(investment)).Sum(investment => CostUpTo(investment, month.AddMonths(1), 0) - CostUpTo(investment, month, 0))
                + Of(SheetKind.Cost).Sum(agreed => agreed.OfMonth(i));
            benefits[i / MonthsOfYear] += benefit;
            costs[i / MonthsOfYear] += cost;
            net[i] = benefit - cost;
        }

        return new CashFlows(
            model.DiscountRate, investments.Where(IsInitial).Sum(investment => investment.Amount) + Of(SheetKind.Cost).Sum(agreed => agreed.Initial), benefits, costs)
        {
            InitialBenefit = Of(SheetKind.Benefit).Sum(agreed => agreed.Initial),
            NetByMonth = model.Period is ModelPeriod.Month ? net : null,
        };
    }

    /// <summary>The start and the years as they are shown: what is at present adds up to the totals.</summary>
    private List<YearLine> Years(CashFlows flows)
    {
        decimal[] benefits = [flows.InitialBenefit, .. flows.Benefits];
        decimal[] costs = [flows.InitialCost, .. flows.Costs];
        var presentBenefits = Apportion.Round([flows.InitialBenefit, .. PresentValue.Each(model.DiscountRate, flows.Benefits)], places);
        var presentCosts = Apportion.Round([flows.InitialCost, .. PresentValue.Each(model.DiscountRate, flows.Costs)], places);
        List<YearLine> years = [];
        var (net, present) = (0m, 0m);
        for (var year = 0; year < benefits.Length; year++)
        {
            net += benefits[year] - costs[year];
            present += presentBenefits[year] - presentCosts[year];
            years.Add(new YearLine(year, benefits[year], costs[year], presentBenefits[year], presentCosts[year], net, present));
        }

        return years;
    }

    private IEnumerable<AgreedAmounts> Of(SheetKind kind) => tables.Where(table => table.Table.Kind == kind).Select(table => table.Agreed);

    private decimal[] ByYear(AgreedAmounts agreed)
    {
        var years = new decimal[model.HorizonYears];
        foreach (var (i, amount) in agreed.Amounts.Index())
        {
            years[i * agreed.MonthsOfPeriod / MonthsOfYear] += amount;
        }

        return years;
    }

    private decimal SoFar(SheetKind kind, DateOnly month) => Of(kind).Sum(agreed => SoFar(agreed, month));

    /// <summary>What of tables comes in a whole month; what comes at the start comes in the first.</summary>
    private decimal Whole(SheetKind kind, DateOnly month) => Of(kind).Sum(agreed =>
        agreed.UpTo(MonthsSince(model.StartMonth, month) + 1, 0, 1) - agreed.UpTo(MonthsSince(model.StartMonth, month), 0, 1));

    private decimal SoFar(AgreedAmounts agreed, DateOnly month)
    {
        var (months, (past, all)) = (MonthsSince(model.StartMonth, month), clock.DaysOf(month));
        return (past == all ? agreed.UpTo(months + 1, 0, all) : agreed.UpTo(months, past, all)) - agreed.UpTo(months, 0, all);
    }

    private decimal CostSoFar(DateOnly month) => investments.Sum(investment => CostSoFar(investment, month)) + SoFar(SheetKind.Cost, month);

    private static int MonthsSince(DateOnly first, DateOnly month) => ((month.Year - first.Year) * MonthsOfYear) + month.Month - first.Month;

    private decimal Round(decimal amount) => decimal.Round(amount, places, MidpointRounding.AwayFromZero);

    /// <summary>The month from which cumulative benefit has stayed at or above cumulative cost.</summary>
    private DateOnly? PaidBackIn()
    {
        DateOnly? paidBack = null;
        var open = 0m;
        foreach (var month in clock.Past())
        {
            open += CostSoFar(month) - drivers.Sum(driver => driver.Months.SoFar(month).Benefit) - SoFar(SheetKind.Benefit, month);
            paidBack = open > 0 ? null : paidBack ?? month;
        }

        return investments.Count == 0 && Of(SheetKind.Cost).All(agreed => agreed.Initial == 0 && agreed.Amounts.All(amount => amount == 0)) ? null : paidBack;
    }

    private bool IsInitial(Investment investment) => investment.Rhythm is InvestmentRhythm.Once && investment.FromMonth <= model.StartMonth;

    private decimal CostSoFar(Investment investment, DateOnly month) => clock.DaysOf(month) is var (past, all) && past == all
        ? CostUpTo(investment, month.AddMonths(1), 0) - CostUpTo(investment, month, 0)
        : CostUpTo(investment, month, past) - CostUpTo(investment, month, 0);

    /// <summary>What of an investment has come up by the beginning of a month, and so many days of it. One from before the start counts from the start.</summary>
    private decimal CostUpTo(Investment investment, DateOnly month, int days)
    {
        var from = investment.FromMonth < model.StartMonth ? model.StartMonth : investment.FromMonth;
        var months = MonthsSince(from, month);
        return investment.Rhythm is InvestmentRhythm.Once
            ? months > 0 || (months == 0 && days > 0) ? investment.Amount : 0
            : new RecurringCost(investment.Amount, investment.Rhythm is InvestmentRhythm.Yearly ? MonthsOfYear : 1, places)
                .UpTo(months, days, DateTime.DaysInMonth(month.Year, month.Month));
    }
}
