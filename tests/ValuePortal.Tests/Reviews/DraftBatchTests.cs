using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Jobs;
using ValuePortal.Reviews;
using ValuePortal.Reviews.Bulk;
using ValuePortal.Tests.Milestones;
using ValuePortal.Tests.Support;

namespace ValuePortal.Tests.Reviews;

/// <summary>Drafts for all accounts of a tier: written in turns in the background, stopped by who asked, nobody's twice.</summary>
public sealed class DraftBatchTests : IAsyncLifetime
{
    private readonly TestPortal portal = new();
    private readonly List<Guid> accounts = [];
    private Viewer csm = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private WorkOnJobs Node => portal.Get<WorkOnJobs>();

    public async ValueTask InitializeAsync()
    {
        var person = await portal.AddStaffAsync("csm@vendor.example", PersonRole.Csm);
        for (var i = 0; i < 7; i++)
        {
            var account = await portal.OpenAccountAsync($"shop-{i}", $"Shop {i}");
            accounts.Add(account.AccountId);
            await portal.Factory.GiveCareAsync(account.AccountId, person.Id, portal.Clock.Now);
            if (i > 0)
            {
                await Use.StoreAsync(portal.Services, account.ExternalId, ("2026-04-10T08:00:00", "u1", "reports"), ("2026-05-04T08:00:00", "u1", "reports"));
            }
        }

        csm = TestPortal.ViewerOf(person, [.. accounts]);
    }

    public ValueTask DisposeAsync() => portal.DisposeAsync();

    [Fact]
    public async Task Who_chose_a_tier_gets_its_drafts_once_when_the_quarter_is_over()
    {
        var schedule = portal.Get<ScheduleDrafts>();
        portal.Clock.Now = new(2026, 6, 15, 8, 0, 0, TimeSpan.Zero);
        ReviewWorld.Done(await schedule.SetAsync(csm, ["Regular", "nonsense"], Ct));
        Assert.Equal([ValuePortal.Accounts.Tier.Regular], await schedule.ReadAsync(csm, Ct));

        // The quarter before was over when it was chosen.
        Assert.Equal(0, await schedule.RunAsync(Ct));
        portal.Clock.Now = new(2026, 6, 30, 23, 30, 0, TimeSpan.Zero);
        Assert.Equal(0, await schedule.RunAsync(Ct));
        portal.Clock.Now = new(2026, 7, 1, 0, 30, 0, TimeSpan.Zero);
        Assert.Equal(1, await schedule.RunAsync(Ct));
        Assert.Equal(0, await schedule.RunAsync(Ct));

        var batch = Assert.Single(await portal.Get<ReadDraftBatches>().RunAsync(csm, Ct));
        Assert.Equal((new DateOnly(2026, 4, 1), new DateOnly(2026, 6, 30), 7), (batch.From, batch.To, batch.Lines.Count));

        ReviewWorld.Done(await schedule.SetAsync(csm, [], Ct));
        portal.Clock.Now = new(2026, 10, 1, 0, 30, 0, TimeSpan.Zero);
        Assert.Equal(0, await schedule.RunAsync(Ct));
        Assert.IsType<Refusal.NotAllowed>((await schedule.SetAsync(TestPortal.AdminOf(accounts[0]), ["Key"], Ct)).Match(_ => throw new InvalidOperationException("It was not refused."), refusal => refusal));
    }

    [Fact]
    public async Task Every_account_of_the_tier_gets_one_draft_in_turns_with_others()
    {
        // One has a draft of the period already, one has no data.
        var there = ReviewWorld.Done(await portal.Get<ComposeReview>().RunAsync(
            csm, accounts[1], new() { From = "2026-04-01", To = "2026-05-31", Language = "en", Title = "By hand" }, Ct));
        ReviewWorld.Done(await AskAsync());

        Assert.True(await Node.RunNextAsync(Ct));
        Assert.Equal(2, Count(await LinesAsync(), DraftOutcome.Waiting));
        Assert.True(await Node.RunNextAsync(Ct));
        Assert.False(await Node.RunNextAsync(Ct));

        var lines = await LinesAsync();
        Assert.Equal(5, Count(lines, DraftOutcome.Drafted));
        var skipped = lines.Single(line => line.Outcome is DraftOutcome.Skipped);
        Assert.Equal((accounts[1], there), (skipped.AccountId, skipped.ReviewId!.Value));
        var refused = lines.Single(line => line.Outcome is DraftOutcome.Refused);
        Assert.Equal(accounts[0], refused.AccountId);
        Assert.Contains("no usage data", refused.Why, StringComparison.Ordinal);
        Assert.Single(await portal.Get<ListReviews>().RunAsync(csm.NarrowTo(accounts[3])!, Ct));

        // Asked again: all of them are there.
        portal.Clock.Advance(TimeSpan.FromMinutes(1));
        ReviewWorld.Done(await AskAsync());
        Assert.True(await Node.RunNextAsync(Ct));
        Assert.True(await Node.RunNextAsync(Ct));
        Assert.Equal(6, Count(await LinesAsync(), DraftOutcome.Skipped));
        Assert.Single(await portal.Get<ListReviews>().RunAsync(csm.NarrowTo(accounts[3])!, Ct));
    }

    [Fact]
    public async Task Who_asked_can_stop_it_between_turns()
    {
        var batch = ReviewWorld.Done(await AskAsync());
        Assert.True(await Node.RunNextAsync(Ct));
        ReviewWorld.Done(await portal.Get<CancelJob>().RunAsync(csm, batch, Ct));
        Assert.False(await Node.RunNextAsync(Ct));
        Assert.Equal(2, Count(await LinesAsync(), DraftOutcome.Waiting));
    }

    [Fact]
    public async Task Only_who_works_on_accounts_asks_and_only_for_those_in_care()
    {
        var ask = portal.Get<AskForDrafts>();
        Assert.False((await ask.RunAsync(TestPortal.AdminOf(accounts[0]), Input(), Ct)).Is(out _, out var refusal));
        Assert.IsType<Refusal.NotAllowed>(refusal);
        Assert.False((await ask.RunAsync(TestPortal.ViewerOf(await portal.AddStaffAsync("new@vendor.example", PersonRole.Csm)), Input(), Ct)).Is(out _, out refusal));
        Assert.Contains("Tier", Assert.IsType<Refusal.Invalid>(refusal).Errors.Keys);
    }

    private static AskForDrafts.Input Input() => new() { Tier = "Regular", From = "2026-04-01", To = "2026-05-31" };

    private Task<Outcome<Guid>> AskAsync() => portal.Get<AskForDrafts>().RunAsync(csm, Input(), Ct);

    private async Task<IReadOnlyList<ReadDraftBatches.Line>> LinesAsync() => (await portal.Get<ReadDraftBatches>().RunAsync(csm, Ct))[0].Lines;

    private static int Count(IReadOnlyList<ReadDraftBatches.Line> lines, DraftOutcome outcome) => lines.Count(line => line.Outcome == outcome);
}
