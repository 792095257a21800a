using System.Globalization;
using ValuePortal.Platform.Access;
using ValuePortal.Roi.Desk;
using ValuePortal.Roi.Portfolio;

namespace ValuePortal.Shell.Demo;

/// <summary>What the demo customers and the vendor agreed to count as value.</summary>
public sealed class DemoValue(SetTerms setTerms, SaveDriver saveDriver, AddInvestment addInvestment, EnterRate enterRate, RecordMonth recordMonth, TimeProvider clock)
{
    public async Task MakeAsync(Viewer csm, IReadOnlyDictionary<string, Guid> accounts, CancellationToken ct)
    {
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        var start = new DateOnly(today.Year, today.Month, 1).AddMonths(-12);
        var orders = new SaveDriver.Input
        {
            Name = "Orders entered faster",
            Kind = "TimeSaved",
            Unit = "minutes per order",
            Time = "Minutes",
            Baseline = "18",
            Target = "11",
            UnitValue = "42",
            Share = "60",
            Risk = "10",
            Source = "Usage",
            Measure = "Events",
            Feature = "orders",
            ExpectedPerMonth = "350",
        };
        await ModelAsync(csm, accounts["fabrikam"], start, "8", orders, ["16", "14.5", "13", "12.4", "11.8", "11.2"], ct);
        await DriverAsync(csm, accounts["fabrikam"], new SaveDriver.Input
        {
            Name = "Invoices without a correction",
            Kind = "CostAvoided",
            Unit = "corrections per month",
            Baseline = "38",
            Target = "12",
            UnitValue = "55",
            Share = "80",
            Risk = "15",
            Source = "Agreed",
            ExpectedPerMonth = "1",
        }, start, ["33", "27", "21", "17", "14"], ct);
        await DriverAsync(csm, accounts["fabrikam"], new SaveDriver.Input
        {
            Name = "Approvals on the same day",
            Kind = "Quality",
            Unit = "% of approvals",
            Baseline = "40",
            Target = "85",
            Source = "Agreed",
        }, start, ["52", "61", "70", "78"], ct);
        await InvestAsync(csm, accounts["fabrikam"], "Subscription", "Monthly", "680", start, ct);
        await InvestAsync(csm, accounts["fabrikam"], "Onboarding and training", "Once", "3900", start, ct);

        var admin = csm with { Name = "Nora Winter", Role = PersonRole.VendorAdmin };
        foreach (var (currency, rate) in new[] { ("EUR", "1.085"), ("CNY", "0.1395") })
        {
            await enterRate.RunAsync(admin, new() { From = currency, To = "USD", Rate = rate, ValidFrom = start.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), Source = "Demo" }, ct);
        }

        await ModelAsync(csm, accounts["contoso"], start, "10", new SaveDriver.Input
        {
            Name = "Dispatch planned faster",
            Kind = "TimeSaved",
            Unit = "minutes per plan",
            Time = "Minutes",
            Baseline = "35",
            Target = "20",
            UnitValue = "38",
            Share = "50",
            Risk = "20",
            Source = "Usage",
            Measure = "Events",
            Feature = "approvals",
            ExpectedPerMonth = "160",
        }, ["31", "29", "28"], ct);
        await InvestAsync(csm, accounts["contoso"], "Subscription", "Monthly", "420", start, ct);
        await InvestAsync(csm, accounts["contoso"], "Onboarding", "Once", "2500", start, ct);

        await ModelAsync(csm, accounts["tailspin"], start, "10", new SaveDriver.Input
        {
            Name = "报价更快",
            Kind = "TimeSaved",
            Unit = "分钟/份",
            Time = "Minutes",
            Baseline = "50",
            Target = "30",
            UnitValue = "120",
            Share = "50",
            Risk = "20",
            Source = "Usage",
            Measure = "Events",
            Feature = "orders",
            ExpectedPerMonth = "60",
        }, [], ct);
        await InvestAsync(csm, accounts["tailspin"], "订阅费", "Monthly", "1800", start, ct);
    }

    private async Task ModelAsync(Viewer csm, Guid account, DateOnly start, string rate, SaveDriver.Input driver, string[] levels, CancellationToken ct)
    {
        (await setTerms.RunAsync(csm, account, new SetTerms.Input { StartMonth = Month(start), HorizonYears = "3", DiscountRate = rate }, ct)).Must();
        await DriverAsync(csm, account, driver, start, levels, ct);
    }

    // A level each other month: in between, the last one stands.
    private async Task DriverAsync(Viewer csm, Guid account, SaveDriver.Input driver, DateOnly start, string[] levels, CancellationToken ct)
    {
        var id = (await saveDriver.RunAsync(csm, account, null, driver, ct)).Must();
        for (var i = 0; i < levels.Length; i++)
        {
            var input = new RecordMonth.Input { Driver = id.ToString(), Month = Month(start.AddMonths(1 + (2 * i))), Level = levels[i] };
            (await recordMonth.RunAsync(csm, account, input, ct)).Must();
        }
    }

    private async Task InvestAsync(Viewer csm, Guid account, string name, string rhythm, string amount, DateOnly from, CancellationToken ct) =>
        (await addInvestment.RunAsync(csm, account, new AddInvestment.Input { Name = name, Rhythm = rhythm, Amount = amount, FromMonth = Month(from) }, ct)).Must();

    private static string Month(DateOnly day) => day.ToString("yyyy-MM", CultureInfo.InvariantCulture);
}
