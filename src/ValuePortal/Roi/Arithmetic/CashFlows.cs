namespace ValuePortal.Roi.Arithmetic;

/// <summary>
/// What a value model comes to: costs at the start, then benefits and costs at the end of each year. Decimal throughout and nothing is
/// rounded here; whoever shows a figure rounds it (money to the currency's minor unit, half away from zero).
/// </summary>
/// <param name="DiscountRate">A year's rate as a share of one: 0.1 is 10 %. Above −1.</param>
/// <param name="InitialCost">Paid at time 0; not discounted.</param>
/// <param name="Benefits">One for each year, first year first.</param>
/// <param name="Costs">As many as benefits.</param>
public sealed record CashFlows(decimal DiscountRate, decimal InitialCost, IReadOnlyList<decimal> Benefits, IReadOnlyList<decimal> Costs)
{
    public decimal PresentBenefits => PresentValue.Of(DiscountRate, Benefits);

    /// <summary>The initial cost as it is, later costs discounted.</summary>
    public decimal PresentCosts => InitialCost + PresentValue.Of(DiscountRate, Costs);

    /// <summary>Net present value: present benefits less present costs.</summary>
    public decimal NetPresentValue => PresentBenefits - PresentCosts;

    /// <summary>Net present value over present costs, as a share of one; null while nothing is paid, since no ratio can be told then.</summary>
    public decimal? ReturnOnInvestment => PresentCosts == 0 ? null : NetPresentValue / PresentCosts;

    /// <summary>Present benefits over present costs; null while nothing is paid.</summary>
    public decimal? BenefitCostRatio => PresentCosts == 0 ? null : PresentBenefits / PresentCosts;

    /// <summary>Benefits less costs of each year, without the initial cost.</summary>
    public IReadOnlyList<decimal> NetByYear => [.. Benefits.Zip(Costs, (benefit, cost) => benefit - cost)];

    /// <summary>The same, discounted.</summary>
    public IReadOnlyList<decimal> DiscountedNetByYear => PresentValue.Each(DiscountRate, NetByYear);

    /// <summary>Months until the net benefits have brought the initial cost back, undiscounted; see <see cref="Payback"/>.</summary>
    public decimal? PaybackMonths => Payback.Months(InitialCost, NetByYear);

    /// <summary>The same on discounted flows.</summary>
    public decimal? DiscountedPaybackMonths => Payback.Months(InitialCost, DiscountedNetByYear);
}
