using ValuePortal.Platform;
using ValuePortal.Platform.Access;

namespace ValuePortal.Roi.Reports;

/// <summary>What an account gets, in a few figures: for home, for a review's cover, for the desk.</summary>
public sealed class ReadValueSummary(ReadValue value)
{
    /// <summary>Amounts to date, and over the years of the model. Net present value and payback are not rounded.</summary>
    /// <param name="Parts">How sure the benefit is; only what is confirmed stands in a headline.</param>
    /// <param name="Roi">A share of one; null while nothing is paid.</param>
    /// <param name="PaybackMonths">From the start of the model; null when the years of the model do not bring it back.</param>
    public sealed record Amounts(
        string Currency, decimal Benefit, decimal Target, BenefitParts Parts, decimal Cost,
        decimal NetPresentValue, decimal? Roi, decimal? PaybackMonths);

    /// <param name="Since">First month that counts.</param>
    /// <param name="Until">Last day that counts.</param>
    /// <param name="HoursSaved">Null without a driver of time.</param>
    /// <param name="HoursConfirmed">Those of them that the customer agreed to.</param>
    /// <param name="Drivers">How many drivers there are, quality among them.</param>
    /// <param name="AtTarget">How many of them have reached their target by measurement.</param>
    /// <param name="MeasuredDrivers">How many are measured throughout.</param>
    /// <param name="HoursByMonth">Of each month of the range, for a sparkline.</param>
    /// <param name="BenefitByMonth">The same in money; empty for who does not see money.</param>
    /// <param name="Money">Null for who does not see money.</param>
    public sealed record Summary(
        DateOnly Since, DateOnly Until, FigureState State, decimal? HoursSaved, decimal? HoursConfirmed, decimal? TargetHours, int Drivers, int AtTarget, int MeasuredDrivers,
        IReadOnlyList<decimal> HoursByMonth, IReadOnlyList<decimal> BenefitByMonth, Amounts? Money);

    /// <returns>Null without a model, without a driver, and while no month of it counts.</returns>
    public async Task<Outcome<Summary?>> RunAsync(Viewer viewer, Guid account, ReadValue.Input? input = null, CancellationToken ct = default) =>
        (await value.RunAsync(viewer, account, input, ct)).Match<Outcome<Summary?>>(report => Of(report), refusal => refusal);

    private static Summary? Of(ValueReport? report) => report is not { HasContent: true, Until: { } until }
        ? null
        : new Summary(
            report.From, until, report.State, report.HoursSaved, report.HoursConfirmed, report.TargetHours,
            report.Drivers.Count,
            report.Drivers.Count(driver => driver is { AtTarget: true, NowState: not LevelState.Assumed }),
            report.Drivers.Count(driver => driver.State is FigureState.Measured),
            [.. report.Months.Select(month => month.Hours)],
            [.. report.Months.Select(month => month.Money?.Benefit).OfType<decimal>()],
            report.Money is not { } money
                ? null
                : new Amounts(
                    report.Currency, money.Benefit, money.Target, money.Parts, money.Cost,
                    money.Flows.NetPresentValue, money.Flows.ReturnOnInvestment, money.Flows.PaybackMonths));
}
