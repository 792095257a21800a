using System.Globalization;
using ValuePortal.Accounts.Desk;
using ValuePortal.Tests.Milestones;
using ValuePortal.Tests.Support;
using ValuePortal.Usage.Adoption.Annotations;
using ValuePortal.Usage.Adoption.Changes;
using ValuePortal.Usage.Adoption.FirstValue;
using ValuePortal.Usage.Reports;

namespace ValuePortal.Tests.Usage.Adoption;

public sealed class ChangeTests : IAsyncLifetime
{
    private static readonly DateOnly s_monday = new(2026, 3, 2);

    private readonly TestPortal portal = new();
    private Guid account;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => account = (await portal.OpenAccountAsync("fabrikam", "Fabrikam Retail")).AccountId;

    public ValueTask DisposeAsync() => portal.DisposeAsync();

    [Theory]
    [InlineData(100, null)]
    [InlineData(77, null)] // within a fifth of the second lowest, 95
    [InlineData(76, -0.2)]
    [InlineData(38, -0.6)]
    [InlineData(132, 0.2)] // the second highest is 110
    public void A_week_is_named_when_it_lies_a_fifth_outside_the_usual_range(long week, double? outside) =>
        Assert.Equal((decimal?)outside, ChangeRules.Outside([60, 95, 100, 100, 105, 105, 110, 900], week, ChangeRules.LeastEvents));

    [Fact]
    public void Seven_weeks_say_nothing_and_neither_do_small_numbers()
    {
        Assert.Null(ChangeRules.Outside([100, 100, 100, 100, 100, 100, 100], 1, ChangeRules.LeastEvents));
        Assert.Null(ChangeRules.Outside([9, 9, 9, 9, 9, 9, 9, 9], 1, ChangeRules.LeastEvents));
        Assert.NotNull(ChangeRules.Outside([20, 20, 20, 20, 20, 20, 20, 20], 1, ChangeRules.LeastEvents));
    }

    [Fact]
    public async Task A_week_far_below_the_eight_before_is_named_with_its_days()
    {
        await WeeksAsync([30, 31, 32, 30, 33, 30, 31, 30, 15]);
        var week = new DayRange(s_monday.AddDays(56), s_monday.AddDays(62));

        var changes = await portal.Get<ReadChanges>().RunAsync(TestPortal.MemberOf(account), new(s_monday, week.To), Ct);

        var change = Assert.Single(changes, found => found.Kind is ChangeKind.EventsOfWeek);
        Assert.Equal((week, -0.5m), (change.Days, change.Outside));
    }

    [Fact]
    public async Task With_fewer_weeks_nothing_is_said()
    {
        await WeeksAsync([30, 31, 32, 30, 33, 30, 31, 3]);

        Assert.Empty(await portal.Get<ReadChanges>().RunAsync(TestPortal.MemberOf(account), new(s_monday, s_monday.AddDays(55)), Ct));
    }

    [Fact]
    public async Task A_feature_that_fell_silent_and_one_used_first_are_named()
    {
        await WeeksAsync([30, 30, 30, 30, 30, 30, 30, 30], "orders");
        await WeeksAsync([30, 30, 30, 30], "reports", s_monday.AddDays(56));

        var changes = await portal.Get<ReadChanges>().RunAsync(TestPortal.MemberOf(account), new(s_monday, s_monday.AddDays(83)), Ct);

        Assert.Contains(changes, change => change.Kind is ChangeKind.FeatureFellSilent && change.Feature?.Key == "orders");
        Assert.Contains(changes, change => change.Kind is ChangeKind.FeatureFirstUsed && change.Feature?.Key == "reports" && change.Days.From == s_monday.AddDays(56));
    }

    [Fact]
    public async Task Annotations_tell_use_before_and_after_where_the_data_reach()
    {
        await WeeksAsync([28, 28, 14, 14], "orders");
        var annotate = portal.Get<Annotate>();
        var csm = TestPortal.Csm(account);
        Assert.True((await annotate.RunAsync(csm, account, new(AnnotationKind.Incident, s_monday.AddDays(14), "Out of reach", "无法访问"), Ct)).Is(out _, out _));
        Assert.True((await annotate.RunAsync(TestPortal.ProductManager(), null, new(AnnotationKind.Release, s_monday.AddDays(20), "Release 5.2"), Ct)).Is(out _, out _));

        var rows = await portal.Get<ListAnnotations>().RunAsync(TestPortal.MemberOf(account), new(s_monday, s_monday.AddDays(27)), Ct);

        Assert.Equal([(1, "Out of reach", false), (2, "Release 5.2", true)], rows.Select(row => (row.Number, row.Text, row.ForAll)));
        Assert.Equal(new ListAnnotations.Effect(4, 2), rows[0].Effect);
        Assert.Null(rows[1].Effect);
    }

    [Fact]
    public async Task Another_customers_annotation_is_never_seen_and_the_mark_of_a_module_is_written_once()
    {
        var other = (await portal.OpenAccountAsync("contoso")).AccountId;
        var annotate = portal.Get<Annotate>();
        var csm = TestPortal.Csm(account, other);
        var range = new DayRange(new(2026, 5, 1), new(2026, 5, 31));
        await annotate.RunAsync(csm, other, new(AnnotationKind.Milestone, new(2026, 5, 4), "Reached", Mark: "milestone:1"), Ct);
        await annotate.RunAsync(csm, other, new(AnnotationKind.Milestone, new(2026, 5, 5), "Reached", Mark: "milestone:1"), Ct);

        Assert.Empty(await portal.Get<ListAnnotations>().RunAsync(TestPortal.MemberOf(account), range, Ct));
        Assert.Equal(new DateOnly(2026, 5, 5), Assert.Single(await portal.Get<ListAnnotations>().RunAsync(TestPortal.MemberOf(other), range, Ct)).Day);
        Assert.Equal(1, (await portal.Get<RemoveAnnotation>().RunAsync(csm, other, new(Mark: "milestone:1"), Ct)).Match(removed => removed, _ => -1));
        Assert.False((await annotate.RunAsync(TestPortal.Csm(account), other, new(AnnotationKind.Other, new(2026, 5, 4), "x"), Ct)).Is(out _, out _));
        Assert.False((await annotate.RunAsync(csm, null, new(AnnotationKind.Other, new(2026, 5, 4), "x"), Ct)).Is(out _, out _));
        Assert.False((await annotate.RunAsync(csm, account, new(AnnotationKind.Other, new(2026, 5, 4), "x", Link: "//evil.example"), Ct)).Is(out _, out _));
    }

    [Fact]
    public async Task First_value_is_the_day_on_which_enough_people_have_used_the_product_within_a_week()
    {
        await Use.StoreAsync(portal.Services, "fabrikam",
            ("2026-03-02T10:00:00", "ann", "orders"), ("2026-03-08T10:00:00", "ben", "orders"),
            ("2026-03-09T10:00:00", "cat", "orders"), // a week after ann: she no longer counts
            ("2026-03-14T10:00:00", "ann", "orders"), ("2026-03-20T10:00:00", "dan", null));

        var found = await portal.Get<ReadFirstValue>().RunAsync(TestPortal.MemberOf(account), Ct);

        Assert.Equal(new DateOnly(2026, 3, 14), found!.MetOn);
        Assert.Equal((7, 2), (found.Days.Count, found.PeopleInFirstDays));
    }

    [Fact]
    public async Task New_accounts_without_first_value_are_listed_for_who_has_them_in_care_oldest_first()
    {
        var (late, met, old) = ((await portal.OpenAccountAsync("late")).AccountId, (await portal.OpenAccountAsync("met")).AccountId, (await portal.OpenAccountAsync("old")).AccountId);
        var csm = TestPortal.Csm(account, late, met, old);
        (Guid Account, DateOnly From)[] began = [(account, new(2026, 6, 1)), (late, new(2026, 5, 1)), (met, new(2026, 5, 10)), (old, new(2025, 1, 1))];
        foreach (var (id, from) in began)
        {
            Assert.True((await portal.Get<StateSeats>().RunAsync(csm, id, from, 10, Ct)).Is(out _, out _));
        }

        await Use.StoreAsync(portal.Services, "met", ("2026-05-12T10:00:00", "ann", "orders"), ("2026-05-12T10:00:00", "ben", "orders"), ("2026-05-12T10:00:00", "cat", "orders"));
        var list = portal.Get<ListWithoutFirstValue>();

        Assert.Equal([(late, 45), (account, 14)], (await list.RunAsync(csm, Ct)).Select(row => (row.AccountId, row.Days)));
        Assert.Equal([account], (await list.RunAsync(TestPortal.Csm(account), Ct)).Select(row => row.AccountId));
        Assert.Empty(await list.RunAsync(TestPortal.ProductManager(), Ct));
    }

    private async Task WeeksAsync(int[] events, string feature = "orders", DateOnly? from = null)
    {
        var start = from ?? s_monday;
        await Use.StoreAsync(portal.Services, "fabrikam",
            [.. events.SelectMany((count, week) => Enumerable.Range(0, count).Select(i =>
                (start.AddDays((week * 7) + (i % 7)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) + $"T10:{i % 60:00}:00", "ann", (string?)feature)))]);
    }
}
