using System.Globalization;
using ValuePortal.Platform.Access;
using ValuePortal.Tests.Support;
using ValuePortal.Usage.Import;
using ValuePortal.Usage.Reports;

namespace ValuePortal.Tests.Usage;

/// <summary>The real log of 148,570 events, read once, with the figures that were counted from it elsewhere.</summary>
public sealed class RealLog : IAsyncLifetime
{
    private static readonly DateTimeOffset s_now = new(2026, 9, 1, 0, 0, 0, TimeSpan.Zero);

    private Task? reading;

    public TestPortal Portal { get; } = new();

    /// <summary>All accounts, as a vendor's read key has them.</summary>
    public Viewer Everybody { get; private set; } = null!;

    public IReadOnlyDictionary<string, Guid> Accounts { get; private set; } = null!;

    public ImportUsage.Result Read { get; private set; } = null!;

    /// <summary>A file of truths as rows by heading.</summary>
    public static IReadOnlyList<IReadOnlyDictionary<string, string>> Truth(string file)
    {
        var lines = File.ReadAllLines(TestData.PathOf("usage", "truth", file));
        var heading = lines[0].Split(',');
        return [.. lines.Skip(1).Select(line => heading.Zip(line.Split(',')).ToDictionary(cell => cell.First, cell => cell.Second))];
    }

    public static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    public static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>Reads the log unless that was done. Skips where the data is not there.</summary>
    public Task ReadAsync()
    {
        var file = TestData.PathOf("usage", "usage_nova.ndjson.gz");
        lock (Portal)
        {
            return reading ??= ReadAsync(file);
        }
    }

    public async Task<IReadOnlyList<ReadUsageTable.Row>> TableAsync(Bucket bucket, string zone, string? account = null)
    {
        await ReadAsync();
        var input = new ReadUsageTable.Input(bucket, new DayRange(new(2010, 1, 1), new(2026, 12, 31)), TimeZoneInfo.FindSystemTimeZoneById(zone), account);
        var outcome = await Portal.Get<ReadUsageTable>().RunAsync(Everybody, input, Xunit.TestContext.Current.CancellationToken);
        return outcome.Match(rows => rows, refusal => throw new InvalidOperationException(refusal.Message));
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => Portal.DisposeAsync();

    private async Task ReadAsync(string file)
    {
        Portal.Clock.Now = s_now;
        var outcome = await Portal.Get<ImportUsage>().RunAsync(new ImportUsage.Input(file, "nova", CreateAccounts: true, s_now));
        Read = outcome.Match(result => result, refusal => throw new InvalidOperationException(refusal.Message));
        Everybody = new Viewer(Guid.Empty, "reader", null, await Portal.Get<ScopeOfKey>()(null, default), SeesMoney: false);
        await using var db = Portal.Factory.For(Everybody);
        Accounts = db.Set<ValuePortal.Accounts.Account>().ToDictionary(account => account.ExternalId, account => account.AccountId);
    }
}
