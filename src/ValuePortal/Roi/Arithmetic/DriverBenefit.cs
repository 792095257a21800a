namespace ValuePortal.Roi.Arithmetic;

/// <summary>
/// The benefit of one driver. METRICS 2.1: benefit = change of the driver × quantity × value of a unit; the share that becomes real
/// (productivity recapture, adoption) and the risk adjustment come off it. METRICS 2.2 is the worked example:
/// 12,000 tickets × 5 minutes ÷ 60 × 45 an hour × 50 % = 22,500, less 10 % risk = 20,250.
/// </summary>
/// <param name="UnitsPerPriced">How many units of the driver make the unit that has the price: 60 for minutes at a price an hour, else 1.</param>
/// <param name="UnitValue">Money for one priced unit; zero where nothing is valued in money.</param>
/// <param name="Share">What part of it becomes real, 0 to 1.</param>
/// <param name="Risk">What part is taken off for risk, 0 to 1.</param>
public readonly record struct DriverBenefit(decimal UnitsPerPriced, decimal UnitValue, decimal Share, decimal Risk)
{
    /// <summary>How much better now is than the baseline; negative when it is worse.</summary>
    public static decimal Improvement(decimal baseline, decimal now, bool lowerIsBetter) => lowerIsBetter ? baseline - now : now - baseline;

    /// <summary>Quantity × improvement, in priced units: hours for a driver of time. Neither share nor risk comes off.</summary>
    public decimal Saved(decimal quantity, decimal improvement) => quantity * improvement / UnitsPerPriced;

    /// <summary>Money, not rounded. It divides last, so that minutes of an hour leave no trace in the result.</summary>
    public decimal Of(decimal quantity, decimal improvement) => quantity * improvement * UnitValue * Share * (1 - Risk) / UnitsPerPriced;
}
