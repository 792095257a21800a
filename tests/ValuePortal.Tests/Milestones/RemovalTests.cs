using System.Globalization;
using ValuePortal.Accounts.Desk;
using ValuePortal.Milestones.Plans;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Tests.Support;
using ValuePortal.Usage.Reports;
using static ValuePortal.Tests.Roi.ValueWorld;

namespace ValuePortal.Tests.Milestones;

/// <summary>What is taken out of a plan and put back, tasks that change, and the share of seats as a criterion. Today is Monday, 15 June 2026.</summary>
public sealed class RemovalTests : IAsyncLifetime
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
    public async Task A_milestone_is_out_of_the_plan_until_it_is_put_back_and_one_that_both_signed_stays()
    {
        var milestone = Done(await portal.Get<AddMilestone>().RunAsync(csm, account, new("Go-live", Day("2026-06-24")), Ct));
        var task = Done(await portal.Get<AddTask>().RunAsync(csm, account, new("Sign the contract", Day("2026-06-20"), MilestoneId: milestone), Ct));

        Done(await portal.Get<RemoveMilestone>().RunAsync(csm, account, milestone, true, Ct));
        Done(await portal.Get<RemoveTask>().RunAsync(csm, account, task, true, Ct));
        Assert.Empty((await PlanAsync()).Milestones);
        Assert.Empty((await PlanAsync()).Tasks);
        Assert.Equal(["Go-live", "Sign the contract"], (await portal.Get<ListRemoved>().RunAsync(csm, Ct)).Select(row => row.Title));
        Assert.Empty(await portal.Get<ListRemoved>().RunAsync(TestPortal.AdminOf(account), Ct));
        Assert.IsType<Refusal.NotFound>(Refused(await portal.Get<CompleteTask>().RunAsync(csm, account, task, true, Ct)));
        Assert.IsType<Refusal.NotFound>(Refused(await portal.Get<RemoveMilestone>().RunAsync(TestPortal.Csm(Guid.CreateVersion7()), account, milestone, false, Ct)));

        Done(await portal.Get<RemoveMilestone>().RunAsync(csm, account, milestone, false, Ct));
        Done(await portal.Get<RemoveTask>().RunAsync(csm, account, task, false, Ct));
        Assert.Equal(milestone, Assert.Single((await PlanAsync()).Tasks).MilestoneId);
        var history = Done(await portal.Get<ReadMilestone>().RunAsync(csm, milestone, Ct)).History;
        Assert.Equal([HistoryKind.PutBack, HistoryKind.Removed], history.Select(line => line.Kind).Order().Reverse());

        Done(await portal.Get<SignOffMilestone>().RunAsync(csm, account, milestone, new(true, Day("2026-06-14")), Ct));
        Done(await portal.Get<SignOffMilestone>().RunAsync(TestPortal.AdminOf(account), account, milestone, new(true, Day("2026-06-14")), Ct));
        Assert.IsType<Refusal.Conflict>(Refused(await portal.Get<RemoveMilestone>().RunAsync(csm, account, milestone, true, Ct)));
    }

    [Fact]
    public async Task The_last_change_of_a_milestone_is_kept_to_be_undone()
    {
        var milestone = Done(await portal.Get<AddMilestone>().RunAsync(csm, account, new("Go-live", Day("2026-06-24"), ExpectedValue: 12000), Ct));
        Done(await portal.Get<ChangeMilestone>().RunAsync(csm, account, milestone, new("Go-live in all stores", null, Day("2026-07-01"), Side.Customer, null, 0, 9000), Ct));

        var now = (await portal.Get<ChangeMilestone>().ReadAsync(csm, account, milestone, Ct))!;
        Assert.Equal(("Go-live", Day("2026-06-24"), 12000m), (now.Before!.Title, now.Before.DueOn, now.Before.ExpectedValue!.Value));
        Assert.Null((await portal.Get<ChangeMilestone>().ReadAsync(csm with { SeesMoney = false }, account, milestone, Ct))!.Before!.ExpectedValue);
    }

    [Fact]
    public async Task A_tasks_day_and_person_change_and_who_comes_second_is_told()
    {
        var ada = await portal.AddCustomerAsync(account, "ada@fabrikam.example");
        var task = Done(await portal.Get<AddTask>().RunAsync(csm, account, new("Name the key users", Day("2026-06-20")), Ct));

        Done(await portal.Get<ChangeTask>().RunAsync(csm, account, task, new("Name key users", Day("2026-06-25"), Side.Customer, ada.Id, 0), Ct));
        var row = Assert.Single((await PlanAsync()).Tasks);
        Assert.Equal(("Name key users", Day("2026-06-25"), ada.Id), (row.Title, row.DueOn, row.PersonId!.Value));
        Assert.IsType<Refusal.Conflict>(Refused(await portal.Get<ChangeTask>().RunAsync(csm, account, task, new("Else", Day("2026-06-26"), Side.Customer, null, 0), Ct)));
        Assert.IsType<Refusal.Invalid>(Refused(await portal.Get<ChangeTask>().RunAsync(csm, account, task, new("Else", Day("2026-06-26"), Side.Vendor, ada.Id, 1), Ct)));
    }

    /// <summary>Ten seats, from 10 May on twenty: 40 % are four people, then eight. By hand: seven days up to the 8th hold a, b, c, d.</summary>
    [Theory]
    [InlineData(40, "2026-05-08")]
    [InlineData(41, null)]
    public async Task A_share_of_seats_is_reached_on_the_first_day_whose_week_comes_to_it(int target, string? on)
    {
        Done(await portal.Get<StateSeats>().RunAsync(csm, account, new(2026, 1, 1), 10, Ct));
        Done(await portal.Get<StateSeats>().RunAsync(csm, account, new(2026, 5, 10), 20, Ct));
        await Use.StoreAsync(
            portal.Services, "fabrikam",
            ("2026-05-01T10:00:00", "a", "orders"), ("2026-05-02T10:00:00", "b", "orders"), ("2026-05-04T10:00:00", "c", "orders"), ("2026-05-08T10:00:00", "a", "orders"), ("2026-05-08T11:00:00", "d", "orders"),
            ("2026-05-11T10:00:00", "e", "orders"), ("2026-05-12T10:00:00", "f", "orders"));
        var milestone = Done(await portal.Get<AddMilestone>().RunAsync(
            csm, account, new("Seats in use", Day("2026-07-01"), Measure: UsageMeasure.SeatShare, Target: target, CountsFrom: Day("2026-05-01")), Ct));

        var row = Assert.Single((await PlanAsync()).Milestones);

        Assert.Equal(milestone, row.Id);
        Assert.Equal(on is null ? null : Day(on), row.ReachedOn);
        Assert.Equal(20, row.Progress!.Value); // on the last day with data, the 12th: a, d, e, f of twenty
        Assert.Null(row.ExpectedOn);
    }

    [Fact]
    public async Task A_share_above_one_hundred_is_refused() => Assert.Equal("Target", Assert.Single(Assert.IsType<Refusal.Invalid>(Refused(await portal.Get<AddMilestone>().RunAsync(
        csm, account, new("Seats in use", Day("2026-07-01"), Measure: UsageMeasure.SeatShare, Target: 101, CountsFrom: Day("2026-05-01")), Ct))).Errors.Keys));

    private async Task<PlanReport> PlanAsync() => Done(await portal.Get<ReadPlan>().RunAsync(csm, Ct));

    private static DateOnly Day(string written) => DateOnly.ParseExact(written, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
