namespace ValuePortal.Roi.Sheets;

/// <summary>What an account's value comes to, for programs: every figure with its state, what it is made of and what it means.</summary>
/// <param name="Account">External id.</param>
/// <param name="WithAmounts">False for a key that does not see amounts: there are hours and counts alone.</param>
/// <param name="From">First day that counts.</param>
/// <param name="To">Last day that counts; null while nothing does.</param>
public sealed record ValueAnswer(
    string Account, string Currency, bool WithAmounts, DateOnly StartMonth, DateOnly From, DateOnly? To, int Years, decimal DiscountRate,
    IReadOnlyList<ValueAnswer.ValueFigure> Figures,
    IReadOnlyList<decimal> InternalRates,
    IReadOnlyList<ValueAnswer.ValueYear> ByYear,
    IReadOnlyList<ValueAnswer.ValueTable> Tables,
    IReadOnlyList<ValueAnswer.ValueDriver> Drivers,
    IReadOnlyList<ValueAnswer.ValueInvestment> Investments,
    IReadOnlyList<ValueAnswer.ValueMonth> Months)
{
    /// <param name="Figure">Its id: <c>roi.npv</c>.</param>
    /// <param name="Value">Null where none can be told; the note says why.</param>
    /// <param name="Unit">The currency, <c>share</c>, <c>ratio</c>, <c>months</c> or <c>hours</c>.</param>
    /// <param name="State"><c>estimated</c>, <c>partly_measured</c>, <c>measured</c>, <c>partly_confirmed</c>, <c>confirmed</c> or <c>disputed</c>.</param>
    /// <param name="Inputs">The figures, tables and drivers it is made of.</param>
    public sealed record ValueFigure(string Figure, string Name, decimal? Value, string Unit, string State, IReadOnlyList<string> Inputs, string Definition, string? Note);

    /// <param name="Year">0 is the start.</param>
    public sealed record ValueYear(
        int Year, decimal Benefit, decimal Cost, decimal Net, decimal CumulativeNet, decimal PresentBenefit, decimal PresentCost, decimal PresentNet,
        decimal CumulativePresentNet);

    /// <param name="Amounts">What counts in each period, with the risk in it, rounded to the currency's minor unit.</param>
    public sealed record ValueTable(
        string Id, string? Title, string Kind, string State, string? Result, decimal RiskAdjustment, decimal? Initial, IReadOnlyList<decimal> Amounts, decimal? Total,
        decimal? PresentValue, decimal? ToDate, IReadOnlyList<ValueRow> Rows);

    /// <param name="Total">Over all periods and the start; null for shares.</param>
    /// <param name="PresentValue">Of a row of money.</param>
    public sealed record ValueRow(
        string Id, string? Label, string Unit, string? Formula, IReadOnlyList<string> Inputs, decimal? Initial, IReadOnlyList<decimal> Values, decimal? Total,
        decimal? PresentValue);

    /// <param name="ConfirmedBenefit">What of the benefit the customer agreed to.</param>
    /// <param name="MeasuredBenefit">What of it was measured and is neither agreed nor disputed.</param>
    /// <param name="ConfirmedThrough">First day of the last month that is agreed to.</param>
    public sealed record ValueDriver(
        Guid Id, string Name, string Kind, string Unit, string State, decimal Baseline, decimal Now, string NowState, decimal Target, decimal? Quantity, decimal? HoursSaved,
        decimal? Benefit, decimal? ConfirmedBenefit, decimal? MeasuredBenefit, decimal? TargetBenefit, DateOnly? ConfirmedThrough, IReadOnlyList<string> Inputs, string Definition);

    public sealed record ValueInvestment(string Name, string Rhythm, decimal Amount, DateOnly FromMonth, decimal ToDate);

    /// <param name="Partial">Only its days up to the end of the range count.</param>
    public sealed record ValueMonth(
        DateOnly Month, bool Partial, decimal Hours, decimal CumulativeHours, decimal? Benefit, decimal? Cost, decimal? CumulativeBenefit, decimal? CumulativeCost);
}
