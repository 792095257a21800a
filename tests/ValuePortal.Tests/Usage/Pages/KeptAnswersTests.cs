using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using ValuePortal.Accounts;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Verbs;
using ValuePortal.Tests.Support;
using ValuePortal.Tests.Usage.Intake;
using ValuePortal.Usage.Adoption.Annotations;
using ValuePortal.Usage.Adoption.Changes;
using ValuePortal.Usage.Adoption.Desk;
using ValuePortal.Usage.Events;
using ValuePortal.Usage.Features;
using ValuePortal.Usage.Intake;
using ValuePortal.Usage.Reports;

namespace ValuePortal.Tests.Usage.Pages;

/// <summary>What is kept in memory is what somebody would read who remembers nothing, after every change and whoever made it.</summary>
public sealed class KeptAnswersTests : IDisposable
{
    private static readonly DayRange s_range = new(new(2026, 4, 1), new(2026, 6, 29));

    private static readonly JsonSerializerOptions s_json = new() { IncludeFields = true, Converters = { new DaysAsText() } };

    private readonly TestPortal portal = new();
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("valueportal-kept-");
    private readonly StringWriter output = new();

    private static CancellationToken Ct => Xunit.TestContext.Current.CancellationToken;

    public void Dispose()
    {
        portal.Dispose();
        folder.Delete(recursive: true);
        output.Dispose();
    }

    [Fact]
    public async Task A_kept_figure_is_never_stale()
    {
        var (acme, globex) = (await portal.OpenAccountAsync("acme"), await portal.OpenAccountAsync("globex"));
        var viewer = TestPortal.MemberOf(acme.AccountId);
        var source = await portal.Get<Sources>().FindOrAddAsync("product", Ct);
        using var otherNode = new EventStore(portal.Factory, portal.Clock, plain: true, keysPerRun: 50);
        var admin = TestPortal.VendorAdmin(acme.AccountId, globex.AccountId);

        (string What, Func<Task> Make)[] changes =
        [
            ("first events", () => UseAsync(portal.Get<EventStore>(), source, "acme", 300, days: 120)),
            ("events by another node", () => UseAsync(otherNode, source, "acme", 40, days: 20)),
            ("a late event", () => UseAsync(otherNode, source, "acme", 1, days: 1, Until(-100))),
            ("an event in the comparison", () => UseAsync(portal.Get<EventStore>(), source, "acme", 1, days: 1, Until(-130))),
            ("events that name nobody's account", () => UseAsync(portal.Get<EventStore>(), source, "acme gmbh", 30, days: 10)),
            ("those are the account's", async () => Assert.True((await portal.Get<AssignUnassigned>().RunAsync(admin, new("acme gmbh", acme.AccountId), Ct)).Is(out _, out _))),
            ("another zone", async () => Assert.True((await portal.Get<ReRollDays>().RunAsync(TestPortal.Csm(acme.AccountId), new(acme.AccountId, "Pacific/Kiritimati"), Ct)).Is(out _, out _))),
            ("a new feature of the vendor's", () => UseAsync(otherNode, source, "globex", 1, days: 1, feature: "reports")),
            ("a feature has a name", async () => Assert.True((await portal.Get<DescribeFeature>().RunAsync(admin, new() { Key = "reports", EnglishName = "Reports", ChineseName = "报表" }, Ct)).Is(out _, out _))),
            ("several have names", async () => Assert.True((await portal.Get<NameFeatures>().RunAsync(admin, [new("feature-1", "Orders", "订单"), new("feature-2", "Bills", "账单")], Ct)).Is(out _, out _))),
            ("a table", () => ImportAsync("account,day,feature,count\nacme,2026-06-02,orders,40\nacme,2026-06-03,orders,2\n")),
            ("the table corrected", () => ImportAsync("account,day,feature,count\nacme,2026-06-02,orders,7\nacme,2026-06-03,orders,0\n")),
            ("the correction undone", () => VerbAsync("undo-import", "2")),
            ("a mark on the time line", async () => Assert.True((await portal.Get<Annotate>().RunAsync(admin, acme.AccountId, new(AnnotationKind.GoLive, new(2026, 6, 1), "Went live", "上线"), Ct)).Is(out _, out _))),
            ("a mark for all, of the vendor", async () => Assert.True((await portal.Get<Annotate>().RunAsync(admin, null, new(AnnotationKind.Release, new(2026, 5, 1), "Release 7", Mark: "release:7"), Ct)).Is(out _, out _))),
            ("the mark in other words", async () => Assert.True((await portal.Get<Annotate>().RunAsync(admin, null, new(AnnotationKind.Release, new(2026, 5, 2), "Release 7.1", Mark: "release:7"), Ct)).Is(out _, out _))),
            ("the account is called otherwise", () => RenameAsync(acme.AccountId, "Acme AG")),
        ];

        foreach (var language in new[] { "en", "zh-CN" })
        {
            await KeptAsync(viewer, language);
        }

        Dictionary<string, string> before = [];
        foreach (var (what, make) in changes)
        {
            await make();
            foreach (var language in new[] { "en", "zh-CN" })
            {
                var fresh = await FreshAsync(viewer, language);
                Assert.True(fresh == await KeptAsync(viewer, language), $"Stale after {what}, in {language}.");
                Assert.True(fresh != before.GetValueOrDefault(language) || what == "events that name nobody's account", $"{what} should show, in {language}.");
                before[language] = fresh;
            }
        }
    }

    [Fact]
    public async Task What_others_do_leaves_it_where_it_is()
    {
        var acme = await portal.OpenAccountAsync("acme");
        await portal.OpenAccountAsync("globex");
        var viewer = TestPortal.MemberOf(acme.AccountId);
        var source = await portal.Get<Sources>().FindOrAddAsync("product", Ct);
        await UseAsync(portal.Get<EventStore>(), source, "acme", 100, days: 30);
        await UseAsync(portal.Get<EventStore>(), source, "globex", 100, days: 30);
        var first = await ReportAsync(portal.Get<ReadUsageReport>(), viewer);

        await UseAsync(portal.Get<EventStore>(), source, "globex", 60, days: 30);

        Assert.Same(first, await ReportAsync(portal.Get<ReadUsageReport>(), viewer));
    }

    [Fact]
    public async Task Days_of_many_years_are_read_whole_after_an_event()
    {
        var acme = await portal.OpenAccountAsync("acme");
        var viewer = TestPortal.MemberOf(acme.AccountId);
        var source = await portal.Get<Sources>().FindOrAddAsync("product", Ct);
        await UseAsync(portal.Get<EventStore>(), source, "acme", 6000, days: 1200);
        DayRange[] ranges = [new(new(2023, 3, 1), new(2026, 6, 30)), s_range];
        foreach (var events in Enumerable.Range(1, 3))
        {
            foreach (var range in ranges)
            {
                using var nothing = new KeptAnswers(portal.Factory);
                var fresh = ActivatorUtilities.CreateInstance<ReadUsageReport>(portal.Services, nothing, new DayRows(portal.Factory, nothing));
                Assert.Equal(
                    JsonSerializer.Serialize(await ReportAsync(fresh, viewer, range), s_json),
                    JsonSerializer.Serialize(await ReportAsync(portal.Get<ReadUsageReport>(), viewer, range), s_json));
            }

            await UseAsync(portal.Get<EventStore>(), source, "acme", events, days: 1);
        }
    }

    [Fact]
    public async Task An_answer_of_one_account_is_no_answer_for_another()
    {
        var (acme, globex) = (await portal.OpenAccountAsync("acme"), await portal.OpenAccountAsync("globex"));
        var source = await portal.Get<Sources>().FindOrAddAsync("product", Ct);
        await UseAsync(portal.Get<EventStore>(), source, "acme", 50, days: 30);
        await UseAsync(portal.Get<EventStore>(), source, "globex", 50, days: 30, feature: "secret");

        foreach (var account in new[] { acme, globex, acme })
        {
            var viewer = TestPortal.MemberOf(account.AccountId);
            Assert.Equal(await FreshAsync(viewer, "en"), await KeptAsync(viewer, "en"));
        }
    }

    private static DateTimeOffset Until(int days) => FixedClock.Monday.AddDays(days);

    private static async Task UseAsync(EventStore store, IntakeSource source, string account, int count, int days, DateTimeOffset? until = null, string? feature = null)
    {
        var chance = new Random(count + days);
        var verdicts = await store.StoreAsync(source, [.. Enumerable.Range(0, count).Select(i => new IncomingEvent(
            EventKind.Track, $"{account} {count} {days} {until} {i}", (until ?? FixedClock.Monday).AddMinutes(-chance.Next(days * 24 * 60)),
            $"user-{chance.Next(12)}", account, null, "Used", feature ?? $"feature-{chance.Next(5)}", null))]);
        Assert.All(verdicts, verdict => Assert.True(verdict is Verdict.Accepted or Verdict.Unassigned));
    }

    private async Task RenameAsync(Guid account, string name)
    {
        await using var db = portal.Factory.ForSystem(account);
        await db.Set<Account>().Where(row => row.AccountId == account).ExecuteUpdateAsync(row => row.SetProperty(a => a.Name, name), Ct);
    }

    private async Task ImportAsync(string table)
    {
        var file = Path.Combine(folder.FullName, "table.csv");
        await File.WriteAllTextAsync(file, table, Ct);
        await VerbAsync("import", "usage-table", file, "--source", "nova", "--map", "account=account,day=day,feature=feature,count=count");
    }

    private async Task VerbAsync(params string[] line) => Assert.Equal(0, await CommandLine.Parse(line).RunAsync(portal.Services, output, output, Ct));

    private Task<string> KeptAsync(Viewer viewer, string language) =>
        AnswersAsync(viewer, language, portal.Get<ReadUsageReport>(), portal.Get<ReadChanges>(), portal.Get<ListAnnotations>());

    private async Task<string> FreshAsync(Viewer viewer, string language)
    {
        using var nothing = new KeptAnswers(portal.Factory);
        T Made<T>(params object[] more) => ActivatorUtilities.CreateInstance<T>(portal.Services, [nothing, .. more]);
        var days = new DayRows(portal.Factory, nothing);
        return await AnswersAsync(viewer, language, Made<ReadUsageReport>(days), Made<ReadChanges>(days), Made<ListAnnotations>());
    }

    private static async Task<string> AnswersAsync(Viewer viewer, string language, ReadUsageReport report, ReadChanges changes, ListAnnotations annotations)
    {
        var before = CultureInfo.CurrentUICulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
            return string.Join('\n',
                JsonSerializer.Serialize(await ReportAsync(report, viewer), s_json),
                JsonSerializer.Serialize(await changes.RunAsync(viewer, s_range, Ct), s_json),
                JsonSerializer.Serialize(await annotations.RunAsync(viewer, s_range, Ct), s_json));
        }
        finally
        {
            CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = before;
        }
    }

    /// <summary>A range says what range is before it, and so on.</summary>
    private sealed class DaysAsText : JsonConverter<DayRange>
    {
        public override DayRange Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw new NotSupportedException();

        public override void Write(Utf8JsonWriter writer, DayRange value, JsonSerializerOptions options) => writer.WriteStringValue($"{value.From:O} {value.To:O}");
    }

    private static async Task<UsageReport> ReportAsync(ReadUsageReport reading, Viewer viewer, DayRange? range = null)
    {
        var (from, to) = ((range ?? s_range).From, (range ?? s_range).To);
        Assert.True((await reading.RunAsync(viewer, new(from, to), Ct)).Is(out var report, out _));
        return report;
    }
}
