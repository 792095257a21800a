using ValuePortal.Accounts;
using ValuePortal.Platform.Access;
using ValuePortal.Roi.Reports;
using ValuePortal.Usage.Peers;
using ValuePortal.Usage.Reports;

namespace ValuePortal.Roi.Peers;

/// <summary>
/// The value of one account in one month, for each person and for each seat. Only what is confirmed or measured counts: what is estimated or in
/// dispute would compare wishes.
/// </summary>
public sealed class MeasureValue(ReadValue value, ReadMetric usage, ReadSeats seats)
{
    /// <param name="Currency">The account's.</param>
    /// <param name="Values">A measure that the account has no value for is not among them.</param>
    public sealed record Result(string Currency, IReadOnlyDictionary<ValueMeasure, PeerValue> Values);

    /// <returns>Null without a value model, and where the month is not whole.</returns>
    public async Task<Result?> RunAsync(Viewer viewer, Guid account, DateOnly month, CancellationToken ct = default)
    {
        if (!(await value.RunAsync(viewer, account, ct: ct)).Is(out var report, out _)
            || report?.Months.FirstOrDefault(line => line.Month == month) is not { Partial: false })
        {
            return null;
        }

        var range = new DayRange(month, month.AddMonths(1).AddDays(-1));
        var active = await usage.TotalAsync(viewer, account, new UsageQuantity(UsageMeasure.ActiveUsers), range, ct);
        var (money, hours) = (0m, 0m);
        foreach (var driver in report.Drivers.Where(driver => driver.Money is not null))
        {
            var line = driver.Months.First(each => each.Month == month);
            var parts = BenefitParts.Of(line.Benefit, month, line.Measured, driver.Standing);
            money += parts.Confirmed + parts.Measured;
            hours += driver.Standing.IsDisputed || !(line.Measured || driver.Standing.Covers(month)) ? 0 : line.Hours;
        }

        money += report.Tables.SelectMany(table => table.Months).Where(part => part.Month == month).Sum(part => part.Parts.Confirmed);
        Dictionary<ValueMeasure, PeerValue> values = [];
        if (active > 0 && money > 0)
        {
            values[ValueMeasure.PerPerson] = new(money / active, money);
        }

        if (money > 0 && await seats.RunAsync(viewer, range.To, ct) is > 0 and { } bought)
        {
            values[ValueMeasure.PerSeat] = new(money / bought, money);
        }

        if (active > 0 && hours > 0)
        {
            values[ValueMeasure.HoursPerPerson] = new(hours / active, hours);
        }

        return new Result(report.Currency, values);
    }
}
