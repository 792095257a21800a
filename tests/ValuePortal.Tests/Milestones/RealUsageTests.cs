using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using ValuePortal.Accounts;
using ValuePortal.Platform.Access;
using ValuePortal.Tests.Support;
using ValuePortal.Usage.Import;

namespace ValuePortal.Tests.Milestones;

/// <summary>A real company's usage is imported, and its page says on which day each milestone was reached. Figures of its months were counted elsewhere.</summary>
public sealed class RealUsageTests : IAsyncLifetime
{
    private const string Company = "ibm.com";

    private static readonly DateTimeOffset s_today = new(2014, 5, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly PortalServer server = new();
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("valueportal-real-");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync()
    {
        server.Clock.Now = s_today;
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_milestone_is_reached_by_imported_real_usage_on_the_right_day()
    {
        var march = (await File.ReadAllLinesAsync(TestData.PathOf("usage", "truth", "account_month_utc.csv"), Ct))
            .Select(line => line.Split(','))
            .Single(row => row[0] == Company && row[1] == "2014-03");
        var (events, people, days) = (Number(march[2]), Number(march[3]), Number(march[5]));
        var uses = await ImportAsync();
        var account = await AccountAsync();
        var csm = await server.AddStaffAsync("csm@northwind.example", PersonRole.Csm);
        await server.Portal.GiveCareAsync(account, csm.Id, server.Clock.Now);
        var admin = await server.AddCustomerAsync(account, "admin@ibm.example");
        using var desk = server.ClientOf(csm);
        foreach (var (title, measure, target) in new[]
        {
            ("All people of March", "ActiveUsers", people), ("All events of March", "Events", events), ("One event more", "Events", events + 1), ("All days of March", "ActiveDays", days),
        })
        {
            using var answer = await desk.SubmitAsync($"/desk/accounts/{account}/plan", "add-milestone", ("F.Title", title), ("F.DueOn", "2014-03-31"), ("F.OwnerSide", "Customer"),
                ("F.Measure", measure), ("F.Target", target.ToString(CultureInfo.InvariantCulture)), ("F.CountsFrom", "2014-03-01"));
            Assert.NotNull(answer.Headers.Location);
        }

        using var customer = server.ClientOf(admin);
        using var page = await customer.GetAsync("/milestones", Ct);
        var text = await page.TextAsync();

        // Counted here a second time, from the lines of the file themselves.
        var since = uses.Where(use => use.Day >= new DateOnly(2014, 3, 1)).OrderBy(use => use.Day).ToList();
        var lastOfMarch = since.Last(use => use.Day.Month == 3).Day;
        var seen = new HashSet<string>();
        var newcomer = since.First(use => seen.Add(use.Person) && seen.Count == people).Day;
        Assert.Equal(events, since.Count(use => use.Day.Month == 3));
        Assert.Contains(Reached("All people of March", newcomer), Shown(text), StringComparison.Ordinal);
        Assert.Contains(Reached("All events of March", lastOfMarch), Shown(text), StringComparison.Ordinal);
        Assert.Contains(Reached("All days of March", lastOfMarch), Shown(text), StringComparison.Ordinal);
        Assert.Contains(Reached("One event more", since.First(use => use.Day.Month == 4).Day), Shown(text), StringComparison.Ordinal);
    }

    private static string Reached(string title, DateOnly day) => $"{title} Reached on {day.ToString("d MMM yyyy", CultureInfo.InvariantCulture)}";

    private static string Shown(string html) =>
        System.Text.RegularExpressions.Regex.Replace(System.Text.RegularExpressions.Regex.Replace(html, "<[^>]+>", " "), "\\s+", " ");

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    /// <summary>Imports three months of the company as they stand in the log.</summary>
    /// <returns>Its uses: day (UTC) and person.</returns>
    private async Task<List<(DateOnly Day, string Person)>> ImportAsync()
    {
        List<(DateOnly, string)> uses = [];
        var part = Path.Combine(folder.FullName, "part.ndjson");
        await using (var writer = new StreamWriter(part))
        {
            await using var packed = File.OpenRead(TestData.PathOf("usage", "usage_nova.ndjson.gz"));
            using var reader = new StreamReader(new GZipStream(packed, CompressionMode.Decompress));
            while (await reader.ReadLineAsync(Ct) is { } line)
            {
                if (!line.Contains($"\"groupId\":\"{Company}\"", StringComparison.Ordinal))
                {
                    continue;
                }

                using var json = JsonDocument.Parse(line);
                var at = json.RootElement.GetProperty("timestamp").GetDateTimeOffset().ToUniversalTime();
                if (at < s_today.AddMonths(-3) || at >= s_today)
                {
                    continue;
                }

                await writer.WriteLineAsync(line);
                if (json.RootElement.GetProperty("type").GetString() == "track")
                {
                    uses.Add((DateOnly.FromDateTime(at.DateTime), json.RootElement.GetProperty("userId").GetString()!));
                }
            }
        }

        await using var scope = server.Services.CreateAsyncScope();
        var outcome = await scope.ServiceProvider.GetRequiredService<ImportUsage>().RunAsync(new ImportUsage.Input(part, "nova", CreateAccounts: true, s_today.AddYears(10)));
        Assert.True(outcome.Is(out _, out var refusal), refusal?.Message);
        return uses;
    }

    private async Task<Guid> AccountAsync()
    {
        await using var scope = server.Services.CreateAsyncScope();
        return Assert.Single(await scope.ServiceProvider.GetRequiredService<AccountDirectory>().FindAsync([Company], Ct)).AccountId;
    }
}
