namespace ValuePortal.Roi.Arithmetic;

/// <summary>
/// A cost that comes evenly over its time. Rounded where it is summed up to, not month by month, so that twelve months of a yearly fee are
/// the fee.
/// </summary>
/// <param name="Amount">For one period.</param>
/// <param name="MonthsOfPeriod">12 for a yearly cost, 1 for a monthly one.</param>
/// <param name="Places">Decimal places of the currency.</param>
public readonly record struct RecurringCost(decimal Amount, int MonthsOfPeriod, int Places)
{
    /// <summary>What has come up since the first month: whole months, and days of the next one.</summary>
    public decimal UpTo(int months, int days, int daysOfMonth) => months < 0
        ? 0
        : decimal.Round(Amount * ((months * daysOfMonth) + days) / (MonthsOfPeriod * daysOfMonth), Places, MidpointRounding.AwayFromZero);
}
