using System.Globalization;
using System.Text;
using ValuePortal.Accounts;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Roi.Desk;
using ValuePortal.Roi.Reports;
using ValuePortal.Tests.Support;
using ValuePortal.Usage.Import;

namespace ValuePortal.Tests.Roi;

/// <summary>A portal with one account, its success manager, and short ways to give it a value model. The clock stands on 15 June 2026.</summary>
internal sealed class ValueWorld : IDisposable
{
    public TestPortal Portal { get; } = new();

    public Account Account { get; private set; } = null!;

    public Guid Id => Account.AccountId;

    public Viewer Csm => TestPortal.Csm(Id);

    public Viewer Admin => TestPortal.AdminOf(Id);

    private static CancellationToken Ct => Xunit.TestContext.Current.CancellationToken;

    public static async Task<ValueWorld> MakeAsync(string? startMonth = "2026-01", string years = "3", string rate = "10")
    {
        var world = new ValueWorld();
        world.Account = await world.Portal.OpenAccountAsync("fabrikam", "Fabrikam");
        if (startMonth is not null)
        {
            Done(await world.Portal.Get<SetTerms>().RunAsync(
                world.Csm, world.Id, new SetTerms.Input { StartMonth = startMonth, HorizonYears = years, DiscountRate = rate }, Ct));
        }

        return world;
    }

    /// <summary>METRICS 2.2: minutes of a ticket, 18 → 13, 45 an hour, half recaptured, 10 % risk, 1,000 tickets a month as agreed.</summary>
    public static SaveDriver.Input Tickets() => new()
    {
        Name = "Minutes saved per ticket",
        Kind = "TimeSaved",
        Unit = "minutes per ticket",
        Time = "Minutes",
        Baseline = "18",
        Target = "13",
        UnitValue = "45",
        Share = "50",
        Risk = "10",
        Source = "Agreed",
        ExpectedPerMonth = "1000",
    };

    public async Task<Guid> DriverAsync(SaveDriver.Input? input = null) => Done(await Portal.Get<SaveDriver>().RunAsync(Csm, Id, null, input ?? Tickets(), Ct));

    public async Task EntryAsync(Guid driver, string month, string? level = null, string? quantity = null) => Done(await Portal.Get<RecordMonth>().RunAsync(
        Csm, Id, new RecordMonth.Input { Driver = driver.ToString(), Month = month, Level = level, Quantity = quantity }, Ct));

    public async Task InvestAsync(string amount, string rhythm, string from) => Done(await Portal.Get<AddInvestment>().RunAsync(
        Csm, Id, new AddInvestment.Input { Name = rhythm + " cost", Amount = amount, Rhythm = rhythm, FromMonth = from }, Ct));

    /// <summary>So many events with the feature "reports" on a day, at noon UTC.</summary>
    public async Task UseAsync(string day, int events)
    {
        var log = new StringBuilder();
        for (var i = 0; i < events; i++)
        {
            log.Append(CultureInfo.InvariantCulture, $"{{\"type\":\"track\",\"event\":\"Used\",\"userId\":\"u1\",\"messageId\":\"{day}-{i}\",\"timestamp\":\"{day}T12:00:00Z\",")
                .AppendLine("\"context\":{\"groupId\":\"fabrikam\"},\"properties\":{\"feature\":\"reports\"}}");
        }

        var file = Path.Combine(Portal.Folder.Path, $"use-{day}.ndjson");
        await File.WriteAllTextAsync(file, log.ToString(), Ct);
        var read = Done(await Portal.Get<ImportUsage>().RunAsync(new(file, "product", CreateAccounts: false, Portal.Clock.Now), ct: Ct));
        Assert.Equal(events, read.Accepted);
    }

    public async Task<ValueReport> ReadAsync(Viewer? viewer = null, ReadValue.Input? input = null)
    {
        var report = Done(await Portal.Get<ReadValue>().RunAsync(viewer ?? Admin, Id, input, Ct));
        Assert.NotNull(report);
        return report;
    }

    public static T Done<T>(Outcome<T> outcome) => outcome.Match(done => done, refusal => throw new InvalidOperationException(
        refusal is Refusal.Invalid invalid ? string.Join("; ", invalid.Errors.Select(error => $"{error.Key}: {error.Value[0]}")) : refusal.Message));

    public static Refusal Refused<T>(Outcome<T> outcome) => outcome.Match<Refusal>(done => throw new InvalidOperationException($"It was granted: {done}"), refusal => refusal);

    public void Dispose() => Portal.Dispose();
}
