using System.Globalization;
using Microsoft.EntityFrameworkCore;
using ValuePortal.Accounts;
using ValuePortal.Milestones.Plans;
using ValuePortal.Milestones.Templates;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Audit;
using ValuePortal.Tests.Support;
using ValuePortal.Usage.Reports;

namespace ValuePortal.Tests.Milestones;

/// <summary>Today is Monday, 15 June 2026.</summary>
public sealed class PlanTests : IDisposable
{
    private readonly TestPortal portal = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => portal.Dispose();

    [Theory]
    [InlineData("2028-01-30", "2028-02-02,2028-02-09,2028-02-19,2028-02-29,2028-02-29")]
    [InlineData("2026-01-31", "2026-02-03,2026-02-10,2026-02-20,2026-03-02,2026-03-02")]
    [InlineData("2028-02-29", "2028-03-03,2028-03-10,2028-03-20,2028-03-30,2028-03-30")]
    [InlineData("2026-12-31", "2027-01-03,2027-01-10,2027-01-20,2027-01-30,2027-01-30")]
    public async Task An_applied_template_gives_due_days(string start, string due)
    {
        var account = await OpenAsync();

        Done(await Apply(TestPortal.Csm(account), account, new(BuiltInTemplates.FirstThirtyDays, Day(start))));

        var plan = Done(await portal.Get<ReadPlan>().RunAsync(TestPortal.MemberOf(account), Ct));
        Assert.Equal(due, string.Join(',', plan.Milestones.Select(milestone => milestone.DueOn.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))));
        Assert.All(plan.Milestones.Where(milestone => milestone.Criterion is not null), milestone => Assert.Equal(Day(start), milestone.Criterion!.CountsFrom));
        Assert.Equal(["10 active days", "First results reviewed together"], plan.Milestones.TakeLast(2).Select(milestone => milestone.Title));
    }

    [Fact]
    public async Task Without_a_start_the_plan_starts_on_the_go_live_day()
    {
        var account = await OpenAsync(goLive: "2026-05-04");

        Done(await Apply(TestPortal.Csm(account), account, new(BuiltInTemplates.FirstThirtyDays)));
        Done(await Apply(TestPortal.Csm(account), account, new(BuiltInTemplates.FirstQuarter, Day("2026-06-01"))));

        var plan = Done(await portal.Get<ReadPlan>().RunAsync(TestPortal.MemberOf(account), Ct));
        Assert.Equal(Day("2026-05-07"), plan.Milestones[0].DueOn);
        Assert.Equal(
            [Day("2026-05-04"), Day("2026-06-01")],
            plan.Milestones.Select(milestone => milestone.Criterion).OfType<Criterion>().Select(criterion => criterion.CountsFrom).Distinct().Order());
    }

    [Fact]
    public async Task An_account_without_a_go_live_day_asks_for_the_start()
    {
        var account = await OpenAsync();

        var refusal = Refused(await Apply(TestPortal.Csm(account), account, new(BuiltInTemplates.FirstThirtyDays)));

        Assert.Equal("StartsOn", Assert.Single(Assert.IsType<Refusal.Invalid>(refusal).Errors.Keys));
    }

    [Fact]
    public async Task The_same_template_with_the_same_start_is_applied_once()
    {
        var account = await OpenAsync();
        var csm = TestPortal.Csm(account);

        Done(await Apply(csm, account, new(BuiltInTemplates.FirstThirtyDays, Day("2026-06-01"))));
        Assert.IsType<Refusal.Conflict>(Refused(await Apply(csm, account, new(BuiltInTemplates.FirstThirtyDays, Day("2026-06-01")))));
        Done(await Apply(csm, account, new(BuiltInTemplates.FirstThirtyDays, Day("2026-06-02"))));

        Assert.Equal(10, Done(await portal.Get<ReadPlan>().RunAsync(TestPortal.MemberOf(account), Ct)).Milestones.Count);
    }

    [Theory]
    [InlineData("no-such-template", "2026-06-01", "Template")]
    [InlineData(BuiltInTemplates.FirstQuarter, "0001-01-01", "StartsOn")]
    [InlineData(BuiltInTemplates.FirstQuarter, "9999-12-31", "StartsOn")]
    public async Task A_template_with_a_wrong_field_is_refused_at_that_field(string template, string start, string field)
    {
        var account = await OpenAsync();

        var refusal = Refused(await Apply(TestPortal.Csm(account), account, new(template, Day(start))));

        Assert.Equal(field, Assert.Single(Assert.IsType<Refusal.Invalid>(refusal).Errors.Keys));
    }

    [Fact]
    public async Task Templates_for_the_accounts_tier_stand_first()
    {
        var account = await OpenAsync(tier: Tier.Key);

        var templates = await portal.Get<ListTemplates>().RunAsync(TestPortal.Csm(account), account, Ct);

        Assert.Equal(
            [BuiltInTemplates.SteadyUse, BuiltInTemplates.ThirtySixtyNinety, BuiltInTemplates.FirstThirtyDays, BuiltInTemplates.FirstQuarter], templates.Select(template => template.Key));
        Assert.Equal(templates.Count, (await portal.Get<ListTemplates>().RunAsync(TestPortal.Csm(account), account, Ct)).Count);
        Assert.Empty(await portal.Get<ListTemplates>().RunAsync(TestPortal.AdminOf(account), account, Ct));
    }

    [Fact]
    public async Task A_measured_milestone_is_reached_on_the_day_the_usage_says()
    {
        var account = await OpenAsync();
        await AddMeasuredAsync(account, UsageMeasure.ActiveUsers, 3, dueOn: "2026-06-12", from: "2026-06-01");
        await Use.StoreAsync(
            portal.Services, "fabrikam",
            ("2026-05-30T10:00:00", "early-bird", null), // before counting begins
            ("2026-06-02T10:00:00", "ann", null),
            ("2026-06-03T10:00:00", "ann", null),
            ("2026-06-04T10:00:00", "ben", null));

        var before = Assert.Single(Done(await portal.Get<ReadPlan>().RunAsync(TestPortal.MemberOf(account), Ct)).Milestones);
        Assert.Equal((null, new Progress(2, 3), MilestoneState.Late), (before.ReachedOn, before.Progress, before.Standing.State));

        await Use.StoreAsync(portal.Services, "fabrikam", ("2026-06-14T10:00:00", "dora", null), ("2026-06-08T10:00:00", "carl", null));

        var after = Assert.Single(Done(await portal.Get<ReadPlan>().RunAsync(TestPortal.MemberOf(account), Ct)).Milestones);
        Assert.Equal((Day("2026-06-08"), new Progress(4, 3), MilestoneState.Reached), (after.ReachedOn, after.Progress, after.Standing.State));
    }

    [Fact]
    public async Task The_day_is_the_accounts_own()
    {
        var account = await OpenAsync(timeZone: "Asia/Shanghai");
        await AddMeasuredAsync(account, UsageMeasure.Events, 1, dueOn: "2026-06-30", from: "2026-06-10");

        await Use.StoreAsync(portal.Services, "fabrikam", ("2026-06-10T16:30:00", "ann", null));

        Assert.Equal(Day("2026-06-11"), Assert.Single(Done(await portal.Get<ReadPlan>().RunAsync(TestPortal.MemberOf(account), Ct)).Milestones).ReachedOn);
    }

    [Fact]
    public async Task A_milestone_of_one_feature_counts_that_feature_only()
    {
        var account = await OpenAsync();
        await Use.StoreAsync(
            portal.Services, "fabrikam",
            ("2026-06-02T10:00:00", "ann", "export"), ("2026-06-03T10:00:00", "ann", "search"), ("2026-06-05T10:00:00", "ann", "export"));
        await AddMeasuredAsync(account, UsageMeasure.Events, 2, dueOn: "2026-06-30", from: "2026-06-01", feature: "export");

        var milestone = Assert.Single(Done(await portal.Get<ReadPlan>().RunAsync(TestPortal.MemberOf(account), Ct)).Milestones);

        Assert.Equal(Day("2026-06-05"), milestone.ReachedOn);
        Assert.Equal("2 of 2 events with “export”", portal.Get<PlanPhrases>().Progress(milestone));

        await Use.StoreAsync(portal.Services, "fabrikam", ("2026-06-06T10:00:00", "ann", "export"));
        Assert.Equal(
            "3 events with “export”, target 2",
            portal.Get<PlanPhrases>().Progress(Assert.Single(Done(await portal.Get<ReadPlan>().RunAsync(TestPortal.MemberOf(account), Ct)).Milestones)));
    }

    [Fact]
    public async Task Without_any_usage_progress_is_a_gap_and_no_zero()
    {
        var account = await OpenAsync();
        await AddMeasuredAsync(account, UsageMeasure.Events, 100, dueOn: "2026-06-30", from: "2026-06-01");

        var plan = Done(await portal.Get<ReadPlan>().RunAsync(TestPortal.MemberOf(account), Ct));

        Assert.Null(plan.DataUntil);
        Assert.Null(plan.Milestones[0].Progress);
        Assert.Equal("No usage data yet", portal.Get<PlanPhrases>().Progress(plan.Milestones[0]));
    }

    [Theory]
    [InlineData("", "2026-06-30", 5L, null, "Title")]
    [InlineData("a\nb", "2026-06-30", 5L, null, "Title")]
    [InlineData("Go", null, 5L, null, "DueOn")]
    [InlineData("Go", "2026-06-30", null, null, "Target")]
    [InlineData("Go", "2026-06-30", 0L, null, "Target")]
    [InlineData("Go", "2026-06-30", -1L, null, "Target")]
    [InlineData("Go", "2026-06-30", long.MaxValue, null, "Target")]
    [InlineData("Go", "2026-06-30", 5L, "no-such-feature", "Feature")]
    public async Task A_milestone_with_a_wrong_field_is_refused_at_that_field(string title, string? dueOn, long? target, string? feature, string field)
    {
        var account = await OpenAsync();

        var refusal = Refused(await portal.Get<AddMilestone>().RunAsync(
            TestPortal.Csm(account), account, new(title, dueOn is null ? null : Day(dueOn), Measure: UsageMeasure.Events, Target: target, Feature: feature), Ct));

        Assert.Equal(field, Assert.Single(Assert.IsType<Refusal.Invalid>(refusal).Errors.Keys));
    }

    [Fact]
    public async Task A_milestone_without_a_measure_is_reached_when_both_sides_have_signed_the_same_day()
    {
        var account = await OpenAsync();
        var (csm, admin, phrases) = (TestPortal.Csm(account), TestPortal.AdminOf(account), portal.Get<PlanPhrases>());
        var id = Done(await portal.Get<AddMilestone>().RunAsync(csm, account, new("Training held", Day("2026-06-10")), Ct));

        Assert.Equal("This day is in the future.", Assert.IsType<Refusal.Invalid>(Refused(await SignAsync(csm, account, id, "2026-06-16"))).Errors["ReachedOn"][0]);
        Done(await SignAsync(csm, account, id, "2026-06-12"));
        var half = Assert.Single(Done(await portal.Get<ReadPlan>().RunAsync(admin, Ct)).Milestones);
        Assert.Equal((MilestoneState.Late, "CSM signed it off as reached on 12 Jun 2026; waiting for Fabrikam Retail"), (half.Standing.State, phrases.Progress(half)));

        // What one side says can be taken back as long as the other has not said the same, and nobody signs a day that was not shown.
        portal.Clock.Advance(TimeSpan.FromSeconds(1));
        Done(await portal.Get<SignOffMilestone>().RunAsync(csm, account, id, new(false), Ct));
        Done(await SignAsync(csm, account, id, "2026-06-11"));
        Assert.IsType<Refusal.Conflict>(Refused(await SignAsync(admin, account, id, "2026-06-12")));
        Done(await SignAsync(admin, account, id, "2026-06-11"));

        var whole = Done(await portal.Get<ReadMilestone>().RunAsync(TestPortal.MemberOf(account), id, Ct));
        Assert.Equal(
            ("Reached on 11 Jun 2026, 1 day late", "Signed off by CSM and Customer admin", "Customer admin, signed on 15 Jun 2026"),
            (phrases.When(whole.Milestone), phrases.Progress(whole.Milestone), phrases.Signature(whole.Milestone.SignOffs!, Side.Customer)));
        Assert.Equal(
            ["SignedOff 2026-06-11 Customer", "SignedOff 2026-06-11 Vendor", "Withdrawn 2026-06-12 Vendor", "SignedOff 2026-06-12 Vendor"],
            whole.History.Select(line => string.Create(CultureInfo.InvariantCulture, $"{line.Kind} {line.Day:yyyy-MM-dd} {line.Side}")));
        Assert.IsType<Refusal.Conflict>(Refused(await portal.Get<SignOffMilestone>().RunAsync(csm, account, id, new(false), Ct)));
        Assert.IsType<Refusal.Conflict>(Refused(await portal.Get<SignOffMilestone>().RunAsync(admin, account, id, new(false), Ct)));
        Assert.Equal(4, (await LinesAsync(account)).Count(action => action == "milestone-signed"));
    }

    [Fact]
    public async Task A_customer_may_sign_first_and_a_member_does_not_sign_at_all()
    {
        var account = await OpenAsync();
        var id = Done(await portal.Get<AddMilestone>().RunAsync(TestPortal.Csm(account), account, new("Goals agreed", Day("2026-06-10")), Ct));

        Assert.IsType<Refusal.NotAllowed>(Refused(await SignAsync(TestPortal.MemberOf(account), account, id, "2026-06-09")));
        Done(await SignAsync(TestPortal.AdminOf(account), account, id, "2026-06-09"));
        Done(await SignAsync(TestPortal.VendorAdmin(account), account, id, "2026-06-09"));

        Assert.Equal(Day("2026-06-09"), Assert.Single(Done(await portal.Get<ReadPlan>().RunAsync(TestPortal.MemberOf(account), Ct)).Milestones).ReachedOn);
    }

    [Fact]
    public async Task Of_two_who_sign_and_take_back_at_once_one_is_told()
    {
        var account = await OpenAsync();
        var (csm, admin) = (TestPortal.Csm(account), TestPortal.AdminOf(account));
        var id = Done(await portal.Get<AddMilestone>().RunAsync(csm, account, new("Goals agreed", Day("2026-06-10")), Ct));
        Done(await SignAsync(csm, account, id, "2026-06-09"));
        await using var late = portal.Factory.For(csm);
        var seen = await late.Set<Milestone>().SingleAsync(row => row.AccountId == account && row.Id == id, Ct);

        Done(await SignAsync(admin, account, id, "2026-06-09"));
        seen.Withdraw(Side.Vendor, csm, portal.Clock.Now);

        await Assert.ThrowsAsync<DbUpdateConcurrencyException>(() => late.SaveChangesAsync(Ct));
    }

    [Fact]
    public async Task A_measured_milestone_cannot_be_signed_off()
    {
        var account = await OpenAsync();
        var id = await AddMeasuredAsync(account, UsageMeasure.Events, 100, dueOn: "2026-06-30", from: "2026-06-01");

        Assert.IsType<Refusal.Conflict>(Refused(await SignAsync(TestPortal.Csm(account), account, id, "2026-06-10")));
    }

    [Fact]
    public async Task The_summary_tells_what_is_done_what_is_due_and_what_is_next()
    {
        var account = await OpenAsync();
        var csm = TestPortal.Csm(account);
        Done(await Apply(csm, account, new(BuiltInTemplates.FirstThirtyDays, Day("2026-06-01"), "Mei Lin", "Carl Voss")));
        await Use.StoreAsync(portal.Services, "fabrikam", ("2026-06-02T10:00:00", "ann", "export"), ("2026-06-03T10:00:00", "ben", "search"), ("2026-06-04T10:00:00", "carl", "search"));

        var plan = Done(await portal.Get<ReadPlan>().RunAsync(TestPortal.MemberOf(account), Ct));
        var phrases = portal.Get<PlanPhrases>();
        var summary = phrases.Summary(plan);

        // Due until today are the kick-off (4 June, not marked) and three people (11 June, reached on the 4th).
        Assert.Equal((1, 2, 5), (summary.Done, summary.Due, summary.Total));
        Assert.Equal(("Kick-off held, goals agreed", "Carl Voss", "11 days late"), (summary.Next!.Title, summary.Next.Owner, summary.Next.When));

        var features = plan.Milestones[2];
        Assert.Equal(("2 of 3 features used", "Due in 6 days", MilestoneState.OnTrack, 0.666m), (phrases.Progress(features), phrases.When(features), features.Standing.State, features.Progress!.Share));
        Assert.Equal("Mei Lin (your team)", phrases.OwnerAndSide(features));
    }

    [Fact]
    public async Task Of_those_reached_the_latest_three_stand_in_the_strip_and_the_others_behind_it()
    {
        var account = await OpenAsync();
        var csm = TestPortal.Csm(account);
        for (var day = 1; day <= 5; day++)
        {
            var id = Done(await portal.Get<AddMilestone>().RunAsync(csm, account, new($"Step {day}", new DateOnly(2026, 6, day)), Ct));
            Done(await SignAsync(csm, account, id, $"2026-06-0{day}"));
            Done(await SignAsync(TestPortal.AdminOf(account), account, id, $"2026-06-0{day}"));
        }

        Done(await portal.Get<AddMilestone>().RunAsync(csm, account, new("Step 6", Day("2026-06-02")), Ct));

        var plan = Done(await portal.Get<ReadPlan>().RunAsync(TestPortal.MemberOf(account), Ct));
        Assert.Equal(["Step 1", "Step 2"], plan.Earlier.Select(milestone => milestone.Title));
        Assert.Equal(["Step 6", "Step 3", "Step 4", "Step 5"], plan.Near.Select(milestone => milestone.Title));
        Assert.Equal("Step 6", plan.Next?.Title);
    }

    [Fact]
    public async Task In_chinese_titles_and_phrases_are_chinese()
    {
        var account = await OpenAsync();
        Done(await Apply(TestPortal.Csm(account), account, new(BuiltInTemplates.FirstThirtyDays, Day("2026-06-01"))));
        await Use.StoreAsync(portal.Services, "fabrikam", ("2026-06-02T10:00:00", "ann", "export"));
        var (culture, words) = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("zh-CN");

            var plan = Done(await portal.Get<ReadPlan>().RunAsync(TestPortal.MemberOf(account), Ct));

            var phrases = portal.Get<PlanPhrases>();
            Assert.Equal(
                ("召开启动会，确认目标", "已逾期 11 天", "首批 3 人开始使用", "活跃人数：1（目标 3 人）"),
                (plan.Milestones[0].Title, phrases.When(plan.Milestones[0]), plan.Milestones[1].Title, phrases.Progress(plan.Milestones[1])));
        }
        finally
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (culture, words);
        }
    }

    [Fact]
    public async Task Tasks_stand_by_due_day_with_done_ones_last_and_setting_twice_is_once()
    {
        var account = await OpenAsync();
        var csm = TestPortal.Csm(account);
        var late = Done(await portal.Get<AddTask>().RunAsync(csm, account, new("Send the list of users", Day("2026-06-10"), Side.Customer, "Mei", Shared: true), Ct));
        var later = Done(await portal.Get<AddTask>().RunAsync(csm, account, new("Prepare the training", Day("2026-07-01"), Side.Vendor, Shared: true), Ct));
        var soon = Done(await portal.Get<AddTask>().RunAsync(csm, account, new("Name the key users", Day("2026-06-16"), Shared: true), Ct));

        Done(await portal.Get<CompleteTask>().RunAsync(TestPortal.MemberOf(account), account, late, true, Ct));
        portal.Clock.Advance(TimeSpan.FromDays(1));
        Done(await portal.Get<CompleteTask>().RunAsync(TestPortal.MemberOf(account), account, late, true, Ct));

        var tasks = Done(await portal.Get<ReadPlan>().RunAsync(TestPortal.MemberOf(account), Ct)).Tasks;
        Assert.Equal([soon, later, late], tasks.Select(task => task.Id));
        Assert.Equal(["Due today", "Due in 15 days", "Done on 15 Jun 2026"], tasks.Select(portal.Get<PlanPhrases>().When));

        Done(await portal.Get<CompleteTask>().RunAsync(csm, account, late, false, Ct));
        Assert.Equal(late, Done(await portal.Get<ReadPlan>().RunAsync(TestPortal.MemberOf(account), Ct)).Tasks[0].Id);
    }

    [Fact]
    public async Task A_customer_sets_its_own_tasks_only_and_changes_nothing_else()
    {
        var account = await OpenAsync();
        var csm = TestPortal.Csm(account);
        var ours = Done(await portal.Get<AddTask>().RunAsync(csm, account, new("Prepare the training", Day("2026-07-01"), Side.Vendor, Shared: true), Ct));
        foreach (var customer in new[] { TestPortal.AdminOf(account), TestPortal.MemberOf(account) })
        {
            Assert.IsType<Refusal.NotAllowed>(Refused(await portal.Get<CompleteTask>().RunAsync(customer, account, ours, true, Ct)));
            Assert.IsType<Refusal.NotAllowed>(Refused(await portal.Get<AddTask>().RunAsync(customer, account, new("x", Day("2026-07-01")), Ct)));
            Assert.IsType<Refusal.NotAllowed>(Refused(await portal.Get<AddMilestone>().RunAsync(customer, account, new("x", Day("2026-07-01")), Ct)));
            Assert.IsType<Refusal.NotAllowed>(Refused(await Apply(customer, account, new(BuiltInTemplates.FirstQuarter, Day("2026-06-01")))));
        }
    }

    [Fact]
    public async Task A_foreign_account_is_a_missing_one_and_a_product_manager_sees_nothing()
    {
        var account = await OpenAsync();
        var other = (await portal.OpenAccountAsync("contoso")).AccountId;
        var csm = TestPortal.Csm(account);
        var milestone = Done(await portal.Get<AddMilestone>().RunAsync(csm, account, new("Training held", Day("2026-06-10")), Ct));
        var task = Done(await portal.Get<AddTask>().RunAsync(csm, account, new("Prepare", Day("2026-07-01"), Shared: true), Ct));
        foreach (var viewer in new[] { TestPortal.Csm(other), TestPortal.AdminOf(other), TestPortal.ProductManager() })
        {
            foreach (var id in new[] { account, Guid.CreateVersion7() })
            {
                Assert.Equal(
                    [new Refusal.NotFound("This account does not exist."), new Refusal.NotFound("This account does not exist."), new Refusal.NotFound("This milestone does not exist."),
                        new Refusal.NotFound("This account does not exist."), new Refusal.NotFound("This task does not exist.")],
                    new[]
                    {
                        Refused(await Apply(viewer, id, new(BuiltInTemplates.FirstQuarter, Day("2026-06-01")))),
                        Refused(await portal.Get<AddMilestone>().RunAsync(viewer, id, new("x", Day("2026-07-01")), Ct)),
                        Refused(await SignAsync(viewer, id, milestone, "2026-06-01")),
                        Refused(await portal.Get<AddTask>().RunAsync(viewer, id, new("x", Day("2026-07-01")), Ct)),
                        Refused(await portal.Get<CompleteTask>().RunAsync(viewer, id, task, true, Ct)),
                    });
                Assert.Empty(await portal.Get<ListTemplates>().RunAsync(viewer, id, Ct));
            }
        }

        // Rows of the first account under the name of the second are missing too.
        var both = TestPortal.Csm(account, other);
        Assert.IsType<Refusal.NotFound>(Refused(await SignAsync(both, other, milestone, "2026-06-01")));
        Assert.IsType<Refusal.NotFound>(Refused(await portal.Get<CompleteTask>().RunAsync(both, other, task, true, Ct)));
        Assert.IsType<Refusal.Invalid>(Refused(await portal.Get<AddTask>().RunAsync(both, other, new("x", Day("2026-07-01"), MilestoneId: milestone), Ct)));
        Assert.Empty(Done(await portal.Get<ReadPlan>().RunAsync(TestPortal.AdminOf(other), Ct)).Milestones);
        Assert.IsType<Refusal.NotFound>(Refused(await portal.Get<ReadPlan>().RunAsync(TestPortal.ProductManager(), Ct)));
        Assert.IsType<Refusal.NotFound>(Refused(await portal.Get<ReadPlan>().RunAsync(both, Ct)));
    }

    [Fact]
    public async Task That_staff_read_a_plan_is_noted_and_a_customers_reading_is_not()
    {
        var account = await OpenAsync();

        Done(await portal.Get<ReadPlan>().RunAsync(TestPortal.MemberOf(account), Ct));
        Assert.Empty(await LinesAsync(account));

        Done(await portal.Get<ReadPlan>().RunAsync(TestPortal.Csm(account), Ct));
        Assert.Equal([AuditAction.StaffRead], await LinesAsync(account));
    }

    private async Task<List<string>> LinesAsync(Guid account)
    {
        await using var db = portal.Factory.ForSystem(account);
        return await db.Set<AuditEntry>().OrderBy(line => line.Id).Select(line => line.Action).ToListAsync(Ct);
    }

    private async Task<Guid> OpenAsync(string timeZone = "UTC", string? goLive = null, Tier tier = Tier.Regular)
    {
        var account = await portal.OpenAccountAsync("fabrikam", "Fabrikam Retail", timeZone);
        await using var db = portal.Factory.ForSystem(account.AccountId);
        var row = await db.Set<Account>().SingleAsync(a => a.AccountId == account.AccountId, Ct);
        row.GoLiveOn = goLive is null ? null : Day(goLive);
        row.Tier = tier;
        await db.SaveChangesAsync(Ct);
        return account.AccountId;
    }

    private Task<Outcome<Guid>> Apply(Viewer viewer, Guid account, ApplyTemplate.Input input) => portal.Get<ApplyTemplate>().RunAsync(viewer, account, input, Ct);

    [Fact]
    public async Task A_measured_milestone_stands_on_the_time_line_on_the_day_it_was_reached()
    {
        var account = await OpenAsync();
        await AddMeasuredAsync(account, UsageMeasure.Events, 2, dueOn: "2026-06-30", from: "2026-06-01");
        await Use.StoreAsync(portal.Services, await ExternalIdAsync(account), ("2026-06-03T08:00", "ann", "orders"), ("2026-06-10T08:00", "ann", "orders"));
        var note = portal.Get<NoteReached>();

        Assert.Equal(1, await note.RunAsync(Ct));
        Assert.Equal(0, await note.RunAsync(Ct));
        Assert.Equal(["2026-06-10 Milestone"], await TimeLineAsync());

        // Use that came late says that it was earlier.
        await Use.StoreAsync(portal.Services, await ExternalIdAsync(account), ("2026-06-04T08:00", "bob", "orders"));
        await note.RunAsync(Ct);
        Assert.Equal(["2026-06-04 Milestone"], await TimeLineAsync());

        async Task<IEnumerable<string>> TimeLineAsync() =>
            (await portal.Get<ValuePortal.Usage.Adoption.Annotations.ListAnnotations>().RunAsync(TestPortal.MemberOf(account), new(Day("2026-06-01"), Day("2026-06-30")), Ct))
                .Select(row => string.Create(CultureInfo.InvariantCulture, $"{row.Day:yyyy-MM-dd} {row.Kind}"));
    }

    [Fact]
    public async Task Corrected_data_open_a_milestone_again_and_it_says_so()
    {
        var account = await OpenAsync();
        var id = await AddMeasuredAsync(account, UsageMeasure.Events, 10, dueOn: "2026-06-30", from: "2026-06-01");
        await ImportAsync("fabrikam,2026-06-03,orders,4", "fabrikam,2026-06-04,orders,6");
        await portal.Get<NoteReached>().RunAsync(Ct);
        Assert.Equal(Day("2026-06-04"), (await ReadAsync()).Milestone.ReachedOn);

        // The vendor finds that the file was wrong, and imports the right one.
        portal.Clock.Advance(TimeSpan.FromDays(1));
        await ImportAsync("fabrikam,2026-06-03,orders,4", "fabrikam,2026-06-04,orders,5");
        var before = (await ReadAsync()).Milestone;
        await portal.Get<NoteReached>().RunAsync(Ct);
        await portal.Get<NoteReached>().RunAsync(Ct);
        portal.Clock.Advance(TimeSpan.FromDays(1));
        var after = await ReadAsync();

        Assert.Equal((null, new Reopening(Day("2026-06-04"), Day("2026-06-16"))), (after.Milestone.ReachedOn, after.Milestone.Reopened));
        Assert.Equal(after.Milestone.Reopened, before.Reopened);
        Assert.Equal(
            ["2026-06-16 Reopened 2026-06-04", "2026-06-15 Reached 2026-06-04"],
            after.History.Select(line => string.Create(CultureInfo.InvariantCulture, $"{line.At:yyyy-MM-dd} {line.Kind} {line.Day:yyyy-MM-dd}")));
        Assert.Equal(
            "It counted as reached on 4 Jun 2026. The usage data were corrected, so it has been open again since 16 Jun 2026.",
            portal.Get<PlanPhrases>().Reopened(after.Milestone));

        await ImportAsync("fabrikam,2026-06-05,orders,1");
        Assert.Equal((Day("2026-06-05"), null), ((await ReadAsync()).Milestone.ReachedOn, (await ReadAsync()).Milestone.Reopened));

        async Task<MilestoneReport> ReadAsync() => Done(await portal.Get<ReadMilestone>().RunAsync(TestPortal.MemberOf(account), id, Ct));
    }

    [Fact]
    public async Task A_template_and_a_criterion_are_tried_on_the_usage_so_far_and_nothing_is_stored()
    {
        var account = await OpenAsync();
        var csm = TestPortal.Csm(account);
        await Use.StoreAsync(
            portal.Services, "fabrikam",
            ("2026-05-02T08:00", "ann", "orders"), ("2026-05-04T08:00", "bob", "orders"), ("2026-05-20T08:00", "carl", "bills"), ("2026-05-21T08:00", "carl", "search"));

        var plan = Done(await portal.Get<ApplyTemplate>().PreviewAsync(csm, account, new(BuiltInTemplates.FirstThirtyDays, Day("2026-05-01")), Ct));
        var goal = Done(await portal.Get<AddMilestone>().PreviewAsync(
            csm, account, new("Two bills", Day("2026-06-30"), Measure: UsageMeasure.Events, Feature: "bills", Target: 2, CountsFrom: Day("2026-05-01")), Ct));

        var phrases = portal.Get<PlanPhrases>();
        Assert.Equal(
            ["Not measured: both sides sign it off", "Would have been reached on 20 May 2026, 9 days late", "Would have been reached on 21 May 2026, in time",
                "Would not have been reached yet", "Not measured: both sides sign it off"],
            plan.Rows.Select(phrases.WouldBe));
        Assert.Equal("1 of 2 events with “bills”", phrases.Progress(Assert.Single(goal.Rows)));
        Assert.Empty(Done(await portal.Get<ReadPlan>().RunAsync(TestPortal.MemberOf(account), Ct)).Milestones);
        Assert.IsType<Refusal.NotAllowed>(Refused(await portal.Get<AddMilestone>().PreviewAsync(TestPortal.AdminOf(account), account, new("x", Day("2026-07-01")), Ct)));
        Assert.IsType<Refusal.NotFound>(Refused(await portal.Get<ApplyTemplate>().PreviewAsync(TestPortal.Csm(), account, new(BuiltInTemplates.FirstQuarter, Day("2026-05-01")), Ct)));
    }

    private async Task ImportAsync(params string[] lines)
    {
        var path = Path.Combine(portal.Folder.Path, "table.csv");
        await File.WriteAllLinesAsync(path, ["account,day,feature,count", .. lines], Ct);
        var code = await ValuePortal.Platform.Verbs.CommandLine.Parse(["import", "usage-table", path, "--source", "nova", "--map", "account=account,day=day,feature=feature,count=count"])
            .RunAsync(portal.Services, TextWriter.Null, TextWriter.Null, Ct);
        Assert.Equal(0, code);
    }

    private async Task<string> ExternalIdAsync(Guid account) => (await portal.Get<AccountDirectory>().FindAsync(account, Ct))!.ExternalId;

    private async Task<Guid> AddMeasuredAsync(Guid account, UsageMeasure measure, long target, string dueOn, string from, string? feature = null) =>
        Done(await portal.Get<AddMilestone>().RunAsync(
            TestPortal.Csm(account), account, new("A goal", Day(dueOn), Measure: measure, Target: target, Feature: feature, CountsFrom: Day(from)), Ct));

    private Task<Outcome<Guid>> SignAsync(Viewer viewer, Guid account, Guid milestone, string day)
    {
        portal.Clock.Advance(TimeSpan.FromSeconds(1)); // the history stands in the order of time
        return portal.Get<SignOffMilestone>().RunAsync(viewer, account, milestone, new(true, Day(day)), Ct);
    }

    private static DateOnly Day(string written) => DateOnly.ParseExact(written, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static T Done<T>(Outcome<T> outcome) => outcome.Match(done => done, refusal => throw new InvalidOperationException(refusal.Message));

    private static Refusal Refused<T>(Outcome<T> outcome) => outcome.Match(done => throw new InvalidOperationException($"Granted: {done}"), refusal => refusal);
}
