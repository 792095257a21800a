using ValuePortal.Accounts;
using ValuePortal.Milestones.Plans;
using ValuePortal.Milestones.Templates;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Tests.Support;
using ValuePortal.Usage.Peers;
using ValuePortal.Usage.Reports;

namespace ValuePortal.Tests.Milestones;

/// <summary>Templates of the vendor's own, and milestones that two people change at once.</summary>
public sealed class TemplateTests : IAsyncLifetime
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
    public async Task A_plan_keeps_the_version_it_came_from()
    {
        var key = Done(await SaveAsync(null, 0, "Retail start", Step("Ten stores connected", 20, UsageMeasure.ActiveUsers, 10), Step("Kick-off", 3)));
        Done(await portal.Get<ApplyTemplate>().RunAsync(csm, account, new(key, new(2026, 6, 1)), Ct));

        Done(await SaveAsync(key, 1, "Retail start", Step("Kick-off", 5), Step("Thirty stores connected", 60, UsageMeasure.ActiveUsers, 30)));
        Done(await portal.Get<ApplyTemplate>().RunAsync(csm, account, new(key, new(2026, 7, 1)), Ct));

        var plan = Done(await portal.Get<ReadPlan>().RunAsync(TestPortal.MemberOf(account), Ct));
        Assert.Equal([("Retail start", 1), ("Retail start", 2)], plan.Templates.Select(template => (template.Name, template.Version)));
        Assert.Equal(
            [("Kick-off", new DateOnly(2026, 6, 4)), ("Ten stores connected", new(2026, 6, 21)), ("Kick-off", new(2026, 7, 6)), ("Thirty stores connected", new(2026, 8, 30))],
            plan.Milestones.Select(milestone => (milestone.Title, milestone.DueOn)));
        Assert.IsType<Refusal.Conflict>(Refused(await portal.Get<ApplyTemplate>().RunAsync(csm, account, new(key, new(2026, 6, 1)), Ct)));
        Assert.Equal([2, 1], (await portal.Get<ReadTemplates>().VersionsAsync(csm, key, Ct)).Select(version => version.Version));
    }

    [Fact]
    public async Task Of_two_who_adapt_the_same_version_the_second_is_told()
    {
        Assert.NotEmpty(await portal.Get<ReadTemplates>().RunAsync(csm, Ct));
        Done(await SaveAsync(BuiltInTemplates.FirstThirtyDays, 1, "First 30 days", Step("Kick-off", 3)));

        Assert.IsType<Refusal.Conflict>(Refused(await SaveAsync(BuiltInTemplates.FirstThirtyDays, 1, "First 30 days", Step("Kick-off", 4))));
        Assert.IsType<Refusal.NotFound>(Refused(await SaveAsync("no-such-template", 1, "x", Step("Kick-off", 4))));
        Assert.IsType<Refusal.NotAllowed>(Refused(await portal.Get<SaveTemplate>().RunAsync(
            TestPortal.AdminOf(account), new(null, 0, "x", null, null, null, [Step("y", 1)]), Ct)));
        Assert.Empty(await portal.Get<ReadTemplates>().RunAsync(TestPortal.AdminOf(account), Ct));
        Assert.Empty(await portal.Get<ReadTemplates>().RunAsync(TestPortal.ProductManager(), Ct));
    }

    [Fact]
    public async Task A_template_for_the_accounts_type_stands_first()
    {
        var key = Done(await portal.Get<SaveTemplate>().RunAsync(csm, new(null, 0, "Retail start", "零售启动", null, "Retail", [Step("Kick-off", 3)]), Ct));
        Assert.NotEqual(key, (await portal.Get<ListTemplates>().RunAsync(csm, account, Ct))[0].Key);

        Done(await portal.Get<SetPeerGroup>().RunAsync(csm, account, "Retail", Ct));

        var first = (await portal.Get<ListTemplates>().RunAsync(csm, account, Ct))[0];
        Assert.Equal((key, "Retail start (for Retail)"), (first.Key, first.Name));
    }

    [Fact]
    public async Task What_is_wrong_with_a_line_is_said_at_its_place()
    {
        var refusal = Refused(await SaveAsync(null, 0, "", Step("Kick-off", 3), Step("People", -1, UsageMeasure.ActiveUsers)));

        Assert.Equal(["EnglishName", "Steps[1].DueAfterDays", "Steps[1].Target"], Assert.IsType<Refusal.Invalid>(refusal).Errors.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Who_changes_a_milestone_second_is_shown_what_the_first_one_wrote()
    {
        var id = Done(await portal.Get<AddMilestone>().RunAsync(csm, account, new("Training held", new(2026, 6, 30)), Ct));
        var seen = await portal.Get<ChangeMilestone>().ReadAsync(csm, account, id, Ct);

        Done(await ChangeAsync(id, "Training held in Munich", seen!.Version));
        var overtaken = Assert.IsType<ChangeMilestone.Overtaken>(Refused(await ChangeAsync(id, "Two trainings held", seen.Version)));

        Assert.Equal("Training held in Munich", overtaken.Theirs.Title);
        Done(await ChangeAsync(id, "Two trainings held", overtaken.Version));
        Done(await portal.Get<SignOffMilestone>().RunAsync(csm, account, id, new(true, new(2026, 6, 14)), Ct));
        var now = await portal.Get<ChangeMilestone>().ReadAsync(csm, account, id, Ct);
        Assert.Equal("Two trainings held", now!.Text.Title);
        Assert.IsType<Refusal.Conflict>(Refused(await ChangeAsync(id, "Nobody signed this", now.Version)));
        Assert.IsType<Refusal.NotAllowed>(Refused(await portal.Get<ChangeMilestone>().RunAsync(
            TestPortal.AdminOf(account), account, id, new("x", null, new(2026, 6, 30), Side.Customer, null, now.Version), Ct)));
        Assert.Null(await portal.Get<ChangeMilestone>().ReadAsync(TestPortal.Csm(), account, id, Ct));
    }

    private static SaveTemplate.StepInput Step(string title, int due, UsageMeasure? measure = null, long? target = null) => new(title, null, due, Side.Customer, measure, null, target);

    private Task<Outcome<string>> SaveAsync(string? key, int version, string name, params SaveTemplate.StepInput[] steps) =>
        portal.Get<SaveTemplate>().RunAsync(csm, new(key, version, name, null, null, null, steps), Ct);

    private Task<Outcome<Guid>> ChangeAsync(Guid id, string title, int version) =>
        portal.Get<ChangeMilestone>().RunAsync(csm, account, id, new(title, null, new(2026, 6, 30), Side.Customer, null, version), Ct);

    private static T Done<T>(Outcome<T> outcome) => outcome.Match(done => done, refusal => throw new InvalidOperationException(refusal.Message));

    private static Refusal Refused<T>(Outcome<T> outcome) => outcome.Match(done => throw new InvalidOperationException($"Granted: {done}"), refusal => refusal);
}
