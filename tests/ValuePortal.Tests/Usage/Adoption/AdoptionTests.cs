using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Tests.Milestones;
using ValuePortal.Tests.Support;
using ValuePortal.Usage.Adoption;
using ValuePortal.Usage.Adoption.Desk;
using ValuePortal.Usage.Features;
using ValuePortal.Usage.Reports;

namespace ValuePortal.Tests.Usage.Adoption;

public sealed class AdoptionTests : IAsyncLifetime
{
    private static readonly ReadUsageReport.Input s_june = new(new(2026, 6, 1), new(2026, 6, 14), Comparison.None);

    private readonly TestPortal portal = new();
    private Guid account;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => account = (await portal.OpenAccountAsync("fabrikam", "Fabrikam Retail")).AccountId;

    public ValueTask DisposeAsync() => portal.DisposeAsync();

    [Fact]
    public async Task Breadth_counts_core_features_of_the_company_and_of_each_person()
    {
        await NameAsync(("orders", true), ("approvals", true), ("reports", true), ("budgets", true), ("alerts", false));
        await Use.StoreAsync(portal.Services, "fabrikam",
            ("2026-06-02T10:00:00", "ann", "orders"), ("2026-06-02T10:01:00", "ann", "orders"), ("2026-06-03T10:00:00", "ann", "approvals"),
            ("2026-06-04T10:00:00", "ben", "orders"), ("2026-06-05T10:00:00", "cat", "alerts"), ("2026-06-05T11:00:00", "dan", null));

        var report = await ReadAsync(s_june);

        Assert.True(report.CoreIsMarked);
        Assert.Equal((2, 4), (report.Now.Used, report.Now.Enabled));
        Assert.Equal(0.5m, report.Now.Share);

        // ann 2 of 4, ben 1 of 4, cat and dan none: the mean of four people.
        Assert.Equal((0.5m + 0.25m) / 4, report.Now.PerPerson);
        var orders = report.Features.Single(feature => feature.Key == "orders");
        Assert.Equal((3, 2, 0.5m, 1.5m), (orders.Events, orders.Users, orders.Depth, orders.UsesPerPerson));
        Assert.Equal(["budgets", "reports"], report.Features.Where(feature => feature.NeverUsed).Select(feature => feature.Key));
    }

    [Fact]
    public async Task Without_a_core_feature_all_listed_ones_count()
    {
        await NameAsync(("orders", false), ("approvals", false), ("reports", false));
        await Use.StoreAsync(portal.Services, "fabrikam", ("2026-06-02T10:00:00", "ann", "orders"));

        var report = await ReadAsync(s_june);

        Assert.False(report.CoreIsMarked);
        Assert.Equal((1, 3), (report.Now.Used, report.Now.Enabled));
    }

    [Fact]
    public async Task A_feature_is_followed_over_time_from_its_first_use()
    {
        await NameAsync(("orders", true));
        await Use.StoreAsync(portal.Services, "fabrikam",
            ("2026-05-20T10:00:00", "ann", "orders"), ("2026-06-02T10:00:00", "ann", "orders"), ("2026-06-02T12:00:00", "ben", "orders"), ("2026-06-14T10:00:00", "ann", null));

        var found = (await portal.Get<ReadFeatureUse>().RunAsync(TestPortal.MemberOf(account), "orders", s_june, Ct)).Match(result => result, refusal => throw new InvalidOperationException(refusal.Message));

        Assert.Equal(new DateOnly(2026, 5, 20), found.FirstUsedOn);
        Assert.Equal(14, found.Rows.Count);
        Assert.Equal(found.Feature.Events, found.Rows.Sum(row => row.Point.Events));
        Assert.Equal(2, found.Rows.Single(row => row.Point.Start == new DateOnly(2026, 6, 2)).Point.ActiveUsers);
    }

    [Fact]
    public async Task A_feature_that_only_another_customer_uses_is_not_there()
    {
        var other = (await portal.OpenAccountAsync("contoso")).AccountId;
        await Use.StoreAsync(portal.Services, "fabrikam", ("2026-06-02T10:00:00", "ann", "orders"));
        await using (var db = portal.Factory.ForSystem())
        {
            var feature = db.Set<Feature>().Single(row => row.Key == "orders");
            feature.Listed = false;
            await db.SaveChangesAsync(Ct);
        }

        var foreign = await portal.Get<ReadFeatureUse>().RunAsync(TestPortal.MemberOf(other), "orders", s_june, Ct);
        var own = await portal.Get<ReadFeatureUse>().RunAsync(TestPortal.MemberOf(account), "orders", s_june, Ct);

        Assert.IsType<Refusal.NotFound>(foreign.Match(_ => null!, refusal => refusal));
        Assert.True(own.Is(out _, out _));
    }

    [Fact]
    public async Task Product_managers_and_the_vendors_admin_describe_features_and_nobody_else()
    {
        var describe = portal.Get<DescribeFeature>();
        DescribeFeature.Input budgets = new() { Key = "budgets", EnglishName = "Budgets", Core = "true", EnglishWhy = "Shows what is left.", ChineseWhy = "查看剩余预算。", GuideLink = "https://northwind.example/budgets" };

        Assert.True((await describe.RunAsync(TestPortal.ProductManager(), budgets, Ct)).Is(out _, out _));
        Assert.True((await describe.RunAsync(TestPortal.VendorAdmin(account), budgets, Ct)).Is(out _, out _));
        Assert.IsType<Refusal.NotAllowed>((await describe.RunAsync(TestPortal.Csm(account), budgets, Ct)).Match(_ => null!, refusal => refusal));
        Assert.IsType<Refusal.NotAllowed>((await describe.RunAsync(TestPortal.AdminOf(account), budgets, Ct)).Match(_ => null!, refusal => refusal));
        budgets.GuideLink = "javascript:alert(1)";
        var refused = Assert.IsType<Refusal.Invalid>((await describe.RunAsync(TestPortal.ProductManager(), budgets, Ct)).Match(_ => null!, refusal => refusal));
        Assert.Contains("GuideLink", refused.Errors.Keys);

        var feature = (await ReadAsync(s_june)).Features.Single();
        Assert.Equal(("Budgets", true, "Shows what is left.", "https://northwind.example/budgets"), (feature.Name, feature.Core, feature.Why, feature.GuideLink));
    }

    private async Task<AdoptionReport> ReadAsync(ReadUsageReport.Input input) =>
        (await portal.Get<ReadAdoption>().RunAsync(TestPortal.MemberOf(account), input, Ct)).Match(report => report, refusal => throw new InvalidOperationException(refusal.Message));

    private async Task NameAsync(params (string Key, bool Core)[] features) =>
        Assert.True((await portal.Get<NameFeatures>().RunAsync(
            TestPortal.VendorAdmin(account), [.. features.Select(feature => new NameFeatures.Input(feature.Key, feature.Key, feature.Key, feature.Core))], Ct)).Is(out _, out _));
}

public sealed class AdoptionOfRealLogTests(RealLog log) : IClassFixture<RealLog>
{
    private static readonly ReadUsageReport.Input s_always = new(new(2010, 1, 1), new(2026, 12, 31), Comparison.None);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Events_and_people_of_every_feature_are_those_counted_elsewhere_and_tables_equal_tiles()
    {
        await log.ReadAsync();
        var read = log.Portal.Get<ReadAdoption>();
        Dictionary<string, (long Events, int Users)> found = [];
        foreach (var account in log.Accounts.Values)
        {
            var report = (await read.RunAsync(TestPortal.MemberOf(account), s_always, Ct)).Match(report => report, refusal => throw new InvalidOperationException(refusal.Message));
            Assert.Equal(report.Usage.Now.FeaturesUsed, report.Features.Count(feature => feature.Events > 0));
            Assert.Equal(report.Now.Used, report.Features.Count(feature => feature.Events > 0));
            foreach (var feature in report.Features.Where(feature => feature.Events > 0))
            {
                var known = found.GetValueOrDefault(feature.Key);
                found[feature.Key] = (known.Events + feature.Events, known.Users + feature.Users);
            }
        }

        var truth = RealLog.Truth("features.csv");
        Assert.NotEmpty(truth);
        Assert.Equal(
            truth.Select(row => $"{row["feature"]} {row["events"]} {row["users"]}").Order(StringComparer.Ordinal),
            found.Select(feature => $"{feature.Key} {feature.Value.Events} {feature.Value.Users}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task People_ever_activated_are_those_counted_elsewhere()
    {
        await log.ReadAsync();
        var read = log.Portal.Get<ValuePortal.Usage.Adoption.Seats.ReadSeatUse>();
        List<string> found = [];
        foreach (var (name, account) in log.Accounts)
        {
            var report = (await read.RunAsync(TestPortal.MemberOf(account), Ct)).Match(report => report, refusal => throw new InvalidOperationException(refusal.Message));
            found.Add($"{name} {report.Now!.Activated} {report.DataFrom:yyyy-MM-dd} {report.DataUntil:yyyy-MM-dd}");
        }

        Assert.Equal(
            RealLog.Truth("accounts.csv").Select(row => $"{row["account"]} {row["users"]} {row["first_event_utc"][..10]} {row["last_event_utc"][..10]}").Order(StringComparer.Ordinal),
            found.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Buckets_of_a_feature_add_up_to_its_events_counted_elsewhere()
    {
        await log.ReadAsync();
        var read = log.Portal.Get<ReadFeatureUse>();
        foreach (var truth in RealLog.Truth("features.csv").Take(5))
        {
            long events = 0;
            DateOnly? first = null;
            foreach (var account in log.Accounts.Values)
            {
                if ((await read.RunAsync(TestPortal.MemberOf(account), truth["feature"], s_always, Ct)).Is(out var found, out _))
                {
                    events += found.Rows.Sum(row => row.Point.Events);
                    first = found.FirstUsedOn < first || first is null ? found.FirstUsedOn ?? first : first;
                }
            }

            Assert.Equal((RealLog.Number(truth["events"]), truth["first_event_utc"][..10]), (events, $"{first:yyyy-MM-dd}"));
        }
    }
}
