using System.Globalization;
using ValuePortal.Milestones.Plans;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Tests.Support;
using ValuePortal.Usage.Reports;

namespace ValuePortal.Tests.Milestones;

/// <summary>Who sees which task, what waits for what, and what is next. Today is Monday, 15 June 2026.</summary>
public sealed class TaskTests : IAsyncLifetime
{
    private readonly TestPortal portal = new();
    private Guid account;
    private Viewer csm = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        account = (await portal.OpenAccountAsync("fabrikam", "Fabrikam Retail")).AccountId;
        csm = TestPortal.Csm(account);
    }

    public ValueTask DisposeAsync() => portal.DisposeAsync();

    [Fact]
    public async Task A_task_is_internal_until_it_is_shared()
    {
        var secret = await AddAsync("Check the contract", "2026-06-20");
        var shared = await AddAsync("Name the key users", "2026-06-22", shared: true);

        Assert.Equal([shared], (await PlanAsync(TestPortal.AdminOf(account))).Tasks.Select(task => task.Id));
        Assert.Equal([shared], (await PlanAsync(csm)).AsCustomerSees.Tasks.Select(task => task.Id));
        Assert.Equal([secret, shared], (await PlanAsync(csm)).Tasks.Select(task => task.Id));
        Assert.IsType<Refusal.NotFound>(Refused(await portal.Get<CompleteTask>().RunAsync(TestPortal.AdminOf(account), account, secret, true, Ct)));
        Assert.IsType<Refusal.NotAllowed>(Refused(await portal.Get<ShareTask>().RunAsync(TestPortal.AdminOf(account), account, secret, true, Ct)));

        Done(await portal.Get<ShareTask>().RunAsync(csm, account, secret, true, Ct));
        Assert.Equal([secret, shared], (await PlanAsync(TestPortal.MemberOf(account))).Tasks.Select(task => task.Id));
    }

    [Fact]
    public async Task What_the_customer_sees_never_waits_for_what_it_does_not_see()
    {
        var secret = await AddAsync("Check the contract", "2026-06-20");

        Assert.Equal("AfterId", Assert.Single(Assert.IsType<Refusal.Invalid>(Refused(await portal.Get<AddTask>().RunAsync(
            csm, account, new("Sign it", Day("2026-06-25"), Shared: true, AfterId: secret), Ct))).Errors.Keys));
        var waiting = await AddAsync("Sign it", "2026-06-25", after: secret);
        Assert.IsType<Refusal.Conflict>(Refused(await portal.Get<ShareTask>().RunAsync(csm, account, waiting, true, Ct)));
        Done(await portal.Get<ShareTask>().RunAsync(csm, account, secret, true, Ct));
        Done(await portal.Get<ShareTask>().RunAsync(csm, account, waiting, true, Ct));
        Assert.IsType<Refusal.Conflict>(Refused(await portal.Get<ShareTask>().RunAsync(csm, account, secret, false, Ct)));
    }

    [Fact]
    public async Task A_late_task_moves_what_comes_after_it_by_the_planned_distance()
    {
        var milestone = Done(await portal.Get<AddMilestone>().RunAsync(csm, account, new("Go-live", Day("2026-06-24")), Ct));
        var data = await AddAsync("Send the data", "2026-06-05", shared: true, side: Side.Customer);
        var import = await AddAsync("Import the data", "2026-06-12", shared: true, after: data);
        await AddAsync("Train the team", "2026-06-22", shared: true, after: import, milestone: milestone);

        var plan = await PlanAsync(TestPortal.MemberOf(account));

        // Ten days late and still open: expected today, then seven and ten days after it.
        Assert.Equal(["2026-06-15", "2026-06-22", "2026-07-02"], plan.Tasks.Select(task => Iso(task.ExpectedOn)));
        Assert.Equal(("2026-07-02", 8), (Iso(plan.Milestones[0].ExpectedOn!.Value), plan.Milestones[0].Slip));
        Assert.Equal("2 Jul 2026, 8 days late", portal.Get<PlanPhrases>().Expected(plan.Milestones[0]));
        Assert.Equal("Waiting for “Send the data” (Fabrikam Retail); expected 22 Jun 2026", portal.Get<PlanPhrases>().Waiting(plan.Tasks[1], "Fabrikam Retail"));

        portal.Clock.Advance(TimeSpan.FromDays(1));
        Done(await portal.Get<CompleteTask>().RunAsync(csm, account, data, true, Ct));
        Assert.Equal("2026-07-03", Iso((await PlanAsync(csm)).Milestones[0].ExpectedOn!.Value));
    }

    [Theory]
    [InlineData(10, 100, "2026-06-01", "2026-06-10", "2026-09-08")] // 10 in 10 days: 90 more in 90 days
    [InlineData(99, 100, "2026-06-01", "2026-06-14", "2026-06-15")] // not before today
    [InlineData(7, 10, "2026-06-01", "2026-06-10", "2026-06-15")] // 4.3 days more are 5: the 15th
    [InlineData(0, 100, "2026-06-01", "2026-06-10", null)]
    [InlineData(1, 1_000_000, "2026-06-01", "2026-06-10", null)] // further away than anybody plans
    [InlineData(10, 100, "2026-06-12", "2026-06-10", null)] // no day counted yet
    public void A_measured_milestone_is_expected_at_the_pace_so_far(long value, long target, string from, string until, string? expected) =>
        Assert.Equal(
            expected,
            SlipForecast.Of(Day("2026-06-30"), new Criterion { Target = target, CountsFrom = Day(from) }, new Progress(value, target), Day(until), Day("2026-06-15"), []) is { } day ? Iso(day) : null);

    [Fact]
    public async Task The_next_step_is_this_persons_own()
    {
        var admin = TestPortal.ViewerOf(await portal.AddCustomerAsync(account, "anna@fabrikam.example"));
        var member = TestPortal.ViewerOf(await portal.AddCustomerAsync(account, "ben@fabrikam.example", PersonRole.CustomerMember));
        Assert.Null((await PlanAsync(admin)).Step);
        var milestone = Done(await portal.Get<AddMilestone>().RunAsync(csm, account, new("Goals agreed", Day("2026-06-10")), Ct));
        Assert.Equal((NextStepKind.Milestone, milestone), await StepAsync(member));

        var open = await AddAsync("Name the key users", "2026-06-30", shared: true, side: Side.Customer);
        await AddAsync("Prepare the training", "2026-06-16", shared: true, side: Side.Vendor);
        Done(await portal.Get<SignOffMilestone>().RunAsync(csm, account, milestone, new(true, Day("2026-06-12")), Ct));
        Assert.Equal((NextStepKind.SignOff, milestone), await StepAsync(admin));
        Assert.Equal((NextStepKind.OpenTask, open), await StepAsync(member));

        var first = await AddAsync("Send the data", "2026-07-10", shared: true, side: Side.Customer, person: member.PersonId);
        var waiting = await AddAsync("Check the data", "2026-07-01", shared: true, side: Side.Customer, person: member.PersonId, after: first);
        Assert.Equal((NextStepKind.OwnTask, first), await StepAsync(member));
        Done(await portal.Get<CompleteTask>().RunAsync(member, account, first, true, Ct));
        Assert.Equal((NextStepKind.OwnTask, waiting), await StepAsync(member));
        Assert.Null((await PlanAsync(csm)).Step);
        Assert.IsType<Refusal.Invalid>(Refused(await portal.Get<AddTask>().RunAsync(csm, account, new("x", Day("2026-07-01"), Side.Vendor, PersonId: member.PersonId), Ct)));
    }

    [Fact]
    public async Task The_customer_rates_what_was_reached_and_the_vendor_cannot()
    {
        var id = Done(await portal.Get<AddMilestone>().RunAsync(csm, account, new("One person", Day("2026-06-10"), Measure: UsageMeasure.ActiveUsers, Target: 1, CountsFrom: Day("2026-06-01")), Ct));
        var (anna, ben) = (TestPortal.AdminOf(account), TestPortal.MemberOf(account));
        Assert.IsType<Refusal.Conflict>(Refused(await RateAsync(anna, id, 5, null)));
        await Use.StoreAsync(portal.Services, "fabrikam", ("2026-06-02T08:00", "ann", null));

        Done(await RateAsync(anna, id, 2, "Slow start"));
        Done(await RateAsync(ben, id, 3, null));
        Done(await RateAsync(anna, id, 4, "Good in the end"));

        var ratings = Done(await portal.Get<ReadMilestone>().RunAsync(csm, id, Ct)).Ratings;
        Assert.Equal([(3, null), (4, "Good in the end")], ratings.Select(rating => (rating.Stars, rating.Word)).Order());
        Assert.IsType<Refusal.NotAllowed>(Refused(await RateAsync(csm, id, 5, null)));
        Assert.IsType<Refusal.Invalid>(Refused(await RateAsync(anna, id, 6, null)));
        Assert.IsType<Refusal.NotFound>(Refused(await RateAsync(TestPortal.AdminOf((await portal.OpenAccountAsync("contoso")).AccountId), id, 5, null)));
    }

    private async Task<Guid> AddAsync(
        string title, string due, bool shared = false, Side side = Side.Vendor, Guid? after = null, Guid? person = null, Guid? milestone = null)
    {
        portal.Clock.Advance(TimeSpan.FromMilliseconds(1));
        return Done(await portal.Get<AddTask>().RunAsync(csm, account, new(title, Day(due), side, null, milestone, person, shared, after), Ct));
    }

    private async Task<PlanReport> PlanAsync(Viewer viewer) => Done(await portal.Get<ReadPlan>().RunAsync(viewer, Ct));

    private async Task<(NextStepKind, Guid)> StepAsync(Viewer viewer) => (await PlanAsync(viewer)).Step is { } step ? (step.Kind, step.Id) : throw new InvalidOperationException("Nothing is next.");

    private Task<Outcome<Guid>> RateAsync(Viewer viewer, Guid milestone, int stars, string? word) => portal.Get<RateMilestone>().RunAsync(viewer, milestone, new(stars, word), Ct);

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static DateOnly Day(string written) => DateOnly.ParseExact(written, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static T Done<T>(Outcome<T> outcome) => outcome.Match(done => done, refusal => throw new InvalidOperationException(refusal.Message));

    private static Refusal Refused<T>(Outcome<T> outcome) => outcome.Match(done => throw new InvalidOperationException($"Granted: {done}"), refusal => refusal);
}
