using System.Globalization;
using ValuePortal.Platform.Access;
using ValuePortal.Tests.Support;
using ValuePortal.Usage.Import;
using ValuePortal.Usage.Intake;
using ValuePortal.Usage.Reports;

namespace ValuePortal.Tests.Usage;

/// <summary>2,000 lines, 561 of them with one of 36 defects; what should become of each was written down elsewhere.</summary>
public sealed class DirtyLogTests : IDisposable
{
    private static readonly DateTimeOffset s_now = new(2026, 9, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly TestPortal portal = new();

    private static CancellationToken Ct => Xunit.TestContext.Current.CancellationToken;

    public void Dispose() => portal.Dispose();

    [Fact]
    public async Task Every_line_gets_the_verdict_that_was_expected_of_it()
    {
        var file = TestData.PathOf("usage", "dirty_2000.ndjson");
        var expected = File.ReadAllLines(TestData.PathOf("usage", "dirty_2000.expected.csv")).Skip(1).Select(line => line.Split(',')).ToList();
        var (verdicts, reasons) = (new Dictionary<long, Verdict>(), new Dictionary<long, string>());
        portal.Clock.Now = s_now;

        await portal.Get<ImportUsage>().RunAsync(
            new(file, "dirty", CreateAccounts: true, s_now),
            refused: line => reasons[line.Line] = line.Reason,
            verdict: (line, verdict) => verdicts[line] = verdict,
            ct: Ct);

        List<string> wrong = [];
        foreach (var row in expected)
        {
            var line = long.Parse(row[0], CultureInfo.InvariantCulture);
            var verdict = verdicts.TryGetValue(line, out var given) ? given : (Verdict?)null;
            var (word, reason) = verdict switch
            {
                null => ("skip", ""),
                Verdict.Accepted => ("accept", ""),
                Verdict.Duplicate => ("duplicate", "duplicate_message_id"),
                Verdict.Ignored => ("ignore", reasons[line]),
                Verdict.Unassigned => ("quarantine", "unknown_account"), // kept, and counted for nobody
                _ => ("reject", reasons[line]),
            };
            var asExpected = word == row[2] || (word == "quarantine" && row[2] == "reject");
            if (!(asExpected && (reason == row[4] || row[4].Length == 0)) && row[3] != word)
            {
                wrong.Add($"line {line} ({row[1]}): {word} {reason} instead of {row[2]} {row[4]}");
            }
        }

        Assert.Equal(2000, expected.Count);
        Assert.Empty(wrong);
    }

    [Fact]
    public async Task The_figures_are_those_of_the_good_lines_and_a_second_reading_changes_nothing()
    {
        var file = TestData.PathOf("usage", "dirty_2000.ndjson");
        var truth = File.ReadAllLines(TestData.PathOf("usage", "dirty_2000.truth_account_month_utc.csv")).Skip(1);
        portal.Clock.Now = s_now;
        var import = portal.Get<ImportUsage>();

        await import.RunAsync(new(file, "dirty", CreateAccounts: true, s_now), ct: Ct);
        var once = await TableAsync();
        await import.RunAsync(new(file, "dirty", CreateAccounts: true, s_now), ct: Ct);

        Assert.Equal(truth.Order(StringComparer.Ordinal), once.Order(StringComparer.Ordinal));
        Assert.Equal(once, await TableAsync());
    }

    private async Task<List<string>> TableAsync()
    {
        var viewer = new Viewer(Guid.Empty, "reader", null, await portal.Get<ScopeOfKey>()(null, Ct), false);
        var outcome = await portal.Get<ReadUsageTable>().RunAsync(
            viewer, new(Bucket.Month, new DayRange(new(2010, 1, 1), new(2026, 12, 31)), TimeZoneInfo.Utc), Ct);
        return outcome.Match(
            rows => rows.Select(row => $"{row.Account},{row.Bucket},{row.Events},{row.ActiveUsers},{row.DistinctFeatures}").ToList(),
            refusal => throw new InvalidOperationException(refusal.Message));
    }
}
