using ValuePortal.Announcements.Desk;
using ValuePortal.Announcements.Roadmap;
using ValuePortal.FeatureRequests;
using ValuePortal.FeatureRequests.Desk;
using ValuePortal.Platform.Access;
using ValuePortal.Reviews;
using ValuePortal.Reviews.Snapshots;
using ValuePortal.Tests.FeatureRequests;
using ValuePortal.Tests.Milestones;
using ValuePortal.Tests.Platform.Pdf;
using ValuePortal.Tests.Support;

namespace ValuePortal.Tests.Reviews;

/// <summary>Releases told and used, peers, roadmap, seats and cohorts: shown when there is something, and explained to the desk when there is not.</summary>
public sealed class MoreSectionsTests : IAsyncLifetime
{
    private readonly TestPortal portal = new();
    private ReviewWorld world = null!;
    private Viewer product = null!;
    private Viewer member = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private Guid Account => world.Account.AccountId;

    public async ValueTask InitializeAsync()
    {
        var account = await portal.OpenAccountAsync("fabrikam", "Fabrikam");
        world = new ReviewWorld(portal.Services, account, TestPortal.ViewerOf(await portal.AddStaffAsync("csm@vendor.example", PersonRole.Csm), account.AccountId));
        (member, product) = (await portal.MemberAsync(account.AccountId), await portal.ProductManagerAsync());
        await world.FillAsync(member, product);
    }

    public ValueTask DisposeAsync() => portal.DisposeAsync();

    [Fact]
    public async Task What_was_released_and_what_is_to_come_stand_in_page_and_document()
    {
        var wish = ReviewWorld.Done(await portal.Get<SubmitRequest>().RunAsync(member, new("Orders from the scanner", "We type them.", Guid.CreateVersion7()), Ct));
        ReviewWorld.Done(await portal.Get<AnswerRequest>().RunAsync(product, wish, new(RequestStatus.Planned, "In autumn.", 0), Ct));
        ReviewWorld.Done(await portal.Get<SetTarget>().RunAsync(product, wish, new("2026-4", null, null, 0), Ct));
        var release = ReviewWorld.Done(await portal.Get<SaveRelease>().RunAsync(
            product, null, new() { EnglishTitle = "Excel export", EnglishSolves = "No more copying.", ChineseTitle = "导出 Excel", ChineseSolves = "不用再复制。", Feature = "orders" }, Ct));
        ReviewWorld.Done(await portal.Get<PublishRelease>().RunAsync(product, release, 1, Ct));

        // May is over only when data reach beyond it.
        await Use.StoreAsync(portal.Services, world.Account.ExternalId, ("2026-06-02T08:00:00", "u1", "orders"));
        var id = await world.PublishedAsync();
        var snapshot = ReviewWorld.Done(await world.ReadAsync(TestPortal.AdminOf(Account), id)).Snapshot;
        var released = Assert.Single(Assert.Single(snapshot.TablesOf(ReviewSection.Releases)).Rows);
        Assert.Equal(["Excel export", "15 Jun 2026", "Not yet", "Not used yet"], released.Select(cell => cell.Text));
        var coming = Assert.Single(Assert.Single(snapshot.TablesOf(ReviewSection.Roadmap)).Rows);
        Assert.Equal(["Orders from the scanner", "Planned", "Q4 2026"], coming.Select(cell => cell.Text));
        Assert.Equal("Your company asked for it.", coming[0].More);

        // Of April's person one came again in May; June is not over.
        var cohorts = snapshot.TablesOf(ReviewSection.Usage).Single(table => table.Title == "Who came, and who stayed").Rows;
        Assert.Equal(["Apr 2026", "1", "100%", "–"], cohorts[0].Take(4).Select(cell => cell.Text));

        var text = (await PdfTools.ReadTextAsync(ReviewWorld.Done(await world.PdfAsync(TestPortal.AdminOf(Account), id)).Content)).ReplaceLineEndings(" ");
        foreach (var shown in new[] { "Excel export", "Orders from the scanner", "Q4 2026", "Who came, and who stayed", "of 2 votes" })
        {
            Assert.Contains(shown, text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Peers_are_left_out_with_a_reason_for_the_desk_or_say_it_where_that_was_chosen()
    {
        var id = await world.DraftAsync();
        var draft = ReviewWorld.Done(await world.ReadAsync(world.Csm, id));
        Assert.DoesNotContain(ReviewSection.Benchmark, draft.Snapshot.Shown);
        var why = await portal.Get<ReadLeftOut>().RunAsync(world.Csm, draft, Ct);
        Assert.Contains("does not take part", why.Single(row => row.Section is ReviewSection.Benchmark).Why, StringComparison.Ordinal);
        Assert.Contains(ReviewSection.Incidents, why.Select(row => row.Section));
        Assert.DoesNotContain("does not take part", FrozenSnapshot.Of(draft.Snapshot).Json, StringComparison.Ordinal);

        var input = ReviewWorld.Text();
        input.Places = new() { ["Benchmark"] = "1", ["Milestones"] = "2" };
        input.OnlyIf = new() { ["Milestones"] = "on" };
        ReviewWorld.Done(await portal.Get<EditDraft>().RunAsync(world.Csm, Account, id, 0, input, Ct));
        var chosen = ReviewWorld.Done(await world.ReadAsync(world.Csm, id));
        Assert.Equal([ReviewSection.Benchmark, ReviewSection.Milestones], chosen.Snapshot.Shown);
        Assert.Contains("does not take part", Assert.Single(chosen.Snapshot.TablesOf(ReviewSection.Benchmark)).Lead, StringComparison.Ordinal);
        Assert.Equal([ReviewSection.Milestones], chosen.Draft!.OnlyIf);
    }
}
