namespace ValuePortal.Roi.Arithmetic;

/// <summary>
/// What a value model comes to: costs at the start, then benefits and costs at the end of each year, as Forrester's Total Economic Impact has
/// it (the initial column undiscounted, flows at the ends of years). Decimal throughout and nothing is rounded here; whoever shows a figure
/// rounds it (money to the currency's minor unit, half away from zero).
/// </summary>
/// <param name="DiscountRate">A year's rate as a share of one: 0.1 is 10 %. Above −1.</param>
/// <param name="InitialCost">Paid at time 0; not discounted.</param>
/// <param name="Benefits">One for each year, first year first.</param>
/// <param name="Costs">As many as benefits.</param>
public sealed record CashFlows(decimal DiscountRate, decimal InitialCost, IReadOnlyList<decimal> Benefits, IReadOnlyList<decimal> Costs)
{
    /// <summary>Received at time 0, where anything is; not discounted.</summary>
    public decimal InitialBenefit { get; init; }

    /// <summary>Benefits less costs of each month, where a model is made of months; payback is then told in months, else linear inside a year.</summary>
    public IReadOnlyList<decimal>? NetByMonth { get; init; }

    public decimal PresentBenefits => InitialBenefit + PresentValue.Of(DiscountRate, Benefits);

    /// <summary>The initial cost as it is, later costs discounted.</summary>
    public decimal PresentCosts => InitialCost + PresentValue.Of(DiscountRate, Costs);

    /// <summary>Net present value: present benefits less present costs.</summary>
    public decimal NetPresentValue => PresentBenefits - PresentCosts;

    /// <summary>Net present value over present costs, as a share of one; null while nothing is paid, or more comes back than is paid, since no ratio can be told then.</summary>
    public decimal? ReturnOnInvestment => PresentCosts <= 0 ? null : NetPresentValue / PresentCosts;

    /// <summary>Present benefits over present costs; null as the return is.</summary>
    public decimal? BenefitCostRatio => PresentCosts <= 0 ? null : PresentBenefits / PresentCosts;

    /// <summary>Benefits less costs of each year, without the initial cost.</summary>
    public IReadOnlyList<decimal> NetByYear => [.. Benefits.Zip(Costs, (benefit, cost) => benefit - cost)];

    /// <summary>The same, discounted.</summary>
    public IReadOnlyList<decimal> DiscountedNetByYear => PresentValue.Each(DiscountRate, NetByYear);

    /// <summary>Time 0 and each year, added up.</summary>
    public IReadOnlyList<decimal> CumulativeNet => Cumulative(NetByYear);

    /// <summary>The same, discounted; the last one is the net present value.</summary>
    public IReadOnlyList<decimal> CumulativeDiscountedNet => Cumulative(DiscountedNetByYear);

    /// <summary>Months until the net benefits have brought the initial cost back, undiscounted; see <see cref="Payback"/>.</summary>
    public decimal? PaybackMonths => NetByMonth is { } months ? Payback.Months(InitialNet, months, 1) : Payback.Months(InitialNet, NetByYear);

    /// <summary>The same on discounted flows. A month is discounted as the year it lies in, so that its months are the year.</summary>
    public decimal? DiscountedPaybackMonths => NetByMonth is { } months
        ? Payback.Months(InitialNet, PresentValue.EachOf(DiscountRate, months, Payback.MonthsOfYear), 1)
        : Payback.Months(InitialNet, DiscountedNetByYear);

    /// <summary>The yearly rates at which the net present value is nothing: one, none or several; see <see cref="InternalRate"/>.</summary>
    public IReadOnlyList<decimal> InternalRates => InternalRate.Of([-InitialNet, .. NetByYear]);

    /// <summary>Initial cost less what is received at the start.</summary>
    private decimal InitialNet => InitialCost - InitialBenefit;

    private decimal[] Cumulative(IReadOnlyList<decimal> years)
    {
        var sum = -InitialNet;
        return [sum, .. years.Select(year => sum += year)];
    }
}
