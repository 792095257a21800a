using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using ValuePortal.Accounts;
using ValuePortal.Platform.Access;
using ValuePortal.Roi.Desk;
using ValuePortal.Roi.Portfolio;

namespace ValuePortal.Bench;

/// <summary>The value portfolio of a vendor with a thousand accounts, each with three drivers measured over a year: read first, again, and after one change.</summary>
internal static class PortfolioBench
{
    private const int Accounts = 1000;

    public static async Task RunAsync()
    {
        await using var portal = await BenchPortal.OpenAsync();
        await portal.OpenAccountsAsync(Accounts);
        var accounts = (await portal.Services.GetRequiredService<AccountDirectory>().FindAsync([.. Enumerable.Range(0, Accounts).Select(i => $"account-{i}")])).Select(account => account.AccountId).ToArray();
        var now = TimeProvider.System.GetUtcNow();
        var viewer = new Viewer(Guid.Empty, "bench", PersonRole.VendorAdmin, AccountScope.Only(accounts), SeesMoney: true);
        foreach (var account in accounts)
        {
            await ModelAsync(portal, viewer, account, now);
        }

        async Task<double> ReadAsync()
        {
            await using var scope = portal.Services.CreateAsyncScope();
            return await Watch.MillisecondsAsync(async () =>
            {
                if ((await scope.ServiceProvider.GetRequiredService<ReadPortfolio>().RunAsync(viewer)).Rows.Count != Accounts)
                {
                    throw new InvalidOperationException("An account is missing.");
                }
            });
        }

        var first = await ReadAsync();
        List<double> again = [], changed = [];
        for (var i = 0; i < 10; i++)
        {
            again.Add(await ReadAsync());
            await using var scope = portal.Services.CreateAsyncScope();
            Done(await scope.ServiceProvider.GetRequiredService<AddInvestment>().RunAsync(viewer, accounts[i], new() { Name = "One more", Rhythm = "Once", Amount = "100", FromMonth = Month(now, 0) }));
            changed.Add(await ReadAsync());
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{Accounts} accounts with three drivers: every model worked out {first:0} ms; read again {again.Median():0.0} ms, after a change of one {changed.Median():0.0} ms (medians of ten). Ratio {again.Median() / first:0.0000}"));
    }

    private static async Task ModelAsync(BenchPortal portal, Viewer viewer, Guid account, DateTimeOffset now)
    {
        await using var scope = portal.Services.CreateAsyncScope();
        Done(await scope.ServiceProvider.GetRequiredService<SetTerms>().RunAsync(viewer, account, new() { StartMonth = Month(now, -12), HorizonYears = "3", DiscountRate = "10" }));
        for (var i = 0; i < 3; i++)
        {
            var driver = Done(await scope.ServiceProvider.GetRequiredService<SaveDriver>().RunAsync(viewer, account, null, new()
            {
                Name = $"Driver {i}", Kind = "TimeSaved", Unit = "minutes", Time = "Minutes", Baseline = "18", Target = "13", UnitValue = "45", Share = "50", Risk = "10", Source = "Agreed", ExpectedPerMonth = "1000",
            }));
            for (var month = -12; month < 0; month += 3)
            {
                Done(await scope.ServiceProvider.GetRequiredService<RecordMonth>().RunAsync(viewer, account, new() { Driver = driver.ToString(), Month = Month(now, month), Level = "14" }));
            }
        }
    }

    private static string Month(DateTimeOffset now, int months) => now.AddMonths(months).ToString("yyyy-MM", CultureInfo.InvariantCulture);

    private static Guid Done(ValuePortal.Platform.Outcome<Guid> outcome) => outcome.Match(id => id, refusal => throw new InvalidOperationException(refusal.Message));
}
