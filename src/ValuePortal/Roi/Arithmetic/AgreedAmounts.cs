namespace ValuePortal.Roi.Arithmetic;

/// <summary>
/// Amounts that were agreed for years or months, and what of them has come up. They come evenly inside their period, and are rounded where they are
/// summed up to, so that twelve months of a year are the year.
/// </summary>
/// <param name="Initial">At the start, on its first day.</param>
/// <param name="Amounts">One for each period.</param>
/// <param name="MonthsOfPeriod">12 for years, 1 for months.</param>
/// <param name="Places">Decimal places of the currency.</param>
public sealed record AgreedAmounts(decimal Initial, IReadOnlyList<decimal> Amounts, int MonthsOfPeriod, int Places)
{
    /// <summary>What has come up since the first month: whole months, and days of the next one.</summary>
    public decimal UpTo(int months, int days, int daysOfMonth)
    {
        if (months < 0 || (months == 0 && days == 0))
        {
            return 0;
        }

        var whole = months / MonthsOfPeriod;
        var sum = Initial + Amounts.Take(whole).Sum();
        return Round(whole >= Amounts.Count
            ? sum
            : sum + (Amounts[whole] * ((months % MonthsOfPeriod * daysOfMonth) + days) / (MonthsOfPeriod * daysOfMonth)));
    }

    /// <summary>What comes in a month of the model, counted from 0, as part of its period.</summary>
    public decimal OfMonth(int month) => Round(Amounts.Take((month + 1) / MonthsOfPeriod).Sum() + Part(month + 1)) - Round(Amounts.Take(month / MonthsOfPeriod).Sum() + Part(month));

    private decimal Part(int months) => months / MonthsOfPeriod is var whole && whole < Amounts.Count ? Amounts[whole] * (months % MonthsOfPeriod) / MonthsOfPeriod : 0;

    private decimal Round(decimal amount) => decimal.Round(amount, Places, MidpointRounding.AwayFromZero);
}
