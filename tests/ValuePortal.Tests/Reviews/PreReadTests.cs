using System.Net;
using ValuePortal.Notifications;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Reviews;
using ValuePortal.Reviews.Comments;
using ValuePortal.Reviews.PreRead;
using ValuePortal.Reviews.Promises;
using ValuePortal.Tests.Support;

namespace ValuePortal.Tests.Reviews;

/// <summary>A second look at a draft, two editors at once, the pre-read with its receipts, and comments. The clock stands on 15 June 2026, nine o'clock.</summary>
public sealed class PreReadTests : IAsyncLifetime
{
    private readonly PortalServer server = new();
    private AsyncServiceScope scope;
    private ReviewWorld world = null!;
    private HttpClient desk = null!;
    private HttpClient customer = null!;
    private Viewer admin = null!;
    private Viewer member = null!;
    private Viewer colleague = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private Guid Account => world.Account.AccountId;

    public async ValueTask InitializeAsync()
    {
        var account = await server.OpenAccountAsync("fabrikam", "Fabrikam");
        var (csm, other) = (await server.AddStaffAsync("csm@vendor.example", PersonRole.Csm), await server.AddStaffAsync("other@vendor.example", PersonRole.Csm));
        await server.Portal.GiveCareAsync(account.AccountId, csm.Id, server.Clock.Now);
        await server.Portal.GiveCareAsync(account.AccountId, other.Id, server.Clock.Now);
        var (one, two) = (await server.AddCustomerAsync(account.AccountId, "admin@fabrikam.example"), await server.AddCustomerAsync(account.AccountId, "member@fabrikam.example", PersonRole.CustomerMember));
        scope = server.Services.CreateAsyncScope();
        world = new ReviewWorld(scope.ServiceProvider, account, TestPortal.ViewerOf(csm, account.AccountId));
        (admin, member, colleague) = (TestPortal.ViewerOf(one), TestPortal.ViewerOf(two), TestPortal.ViewerOf(other, account.AccountId));
        await world.FillAsync(member, TestPortal.ViewerOf(await server.AddStaffAsync("pm@vendor.example", PersonRole.ProductManager)));
        (desk, customer) = (server.ClientOf(csm), server.ClientOf(one));
    }

    public async ValueTask DisposeAsync()
    {
        desk.Dispose();
        customer.Dispose();
        await scope.DisposeAsync();
        await server.DisposeAsync();
    }

    [Fact]
    public async Task A_second_person_says_ready_and_every_change_ends_it()
    {
        var id = await world.DraftAsync();
        var mark = Get<MarkReady>();
        Assert.IsType<Refusal.NotAllowed>(Refused(await mark.RunAsync(world.Csm, Account, id, 0, ready: true, Ct)));

        ReviewWorld.Done(await mark.RunAsync(colleague, Account, id, 0, ready: true, Ct));
        Assert.Equal(colleague.Name, ReviewWorld.Done(await world.ReadAsync(world.Csm, id)).Ready?.By);
        ReviewWorld.Done(await Get<EditDraft>().RunAsync(world.Csm, Account, id, 1, ReviewWorld.Text(), Ct));
        Assert.Null(ReviewWorld.Done(await world.ReadAsync(world.Csm, id)).Ready);

        ReviewWorld.Done(await mark.RunAsync(colleague, Account, id, 2, ready: true, Ct));
        ReviewWorld.Done(await Get<MakePromise>().RunAsync(world.Csm, Account, new("A step", ValuePortal.Milestones.Plans.Side.Vendor, new(2026, 7, 1), ReviewId: id), Ct));
        var page = await desk.GetStringAsync($"/desk/accounts/{Account}/reviews/{id}", Ct);
        Assert.Contains("No second person has looked at this draft yet", page, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, (await desk.SubmitAsync($"/desk/accounts/{Account}/reviews/{id}", "publish-review", ("PublishVersion", "3"))).StatusCode);
    }

    [Fact]
    public async Task Of_two_who_change_a_draft_at_once_neither_loses_a_word()
    {
        var id = await world.DraftAsync();
        var theirs = ReviewWorld.Text();
        theirs.Summary = "What the colleague wrote.";
        ReviewWorld.Done(await Get<EditDraft>().RunAsync(colleague, Account, id, 0, theirs, Ct));

        var page = $"/desk/accounts/{Account}/reviews/{id}";
        var mine = ReviewWorld.Text();
        var answer = await desk.SubmitAsync(page, "edit-review",
            ("Version", "0"), ("Draft.From", mine.From!), ("Draft.To", mine.To!), ("Draft.Language", "en"), ("Draft.Title", mine.Title!), ("Draft.Summary", "What I wrote."), ("Draft.MoneySummary", mine.MoneySummary!));
        var html = await answer.TextAsync();
        Assert.Contains("What the colleague wrote.", html, StringComparison.Ordinal);
        Assert.Contains("What I wrote.", html, StringComparison.Ordinal);
        Assert.Contains("name=\"Version\" value=\"1\"", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_pre_read_goes_out_48_hours_ahead_and_the_desk_sees_who_opened_it()
    {
        var id = await world.PublishedAsync();
        var page = $"/desk/accounts/{Account}/reviews/{id}";
        var past = await desk.SubmitAsync(page, "set-meeting", ("MeetingAt", "2026-06-01T10:00"));
        Assert.Contains("still to come", await past.TextAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, (await desk.SubmitAsync(page, "set-meeting", ("MeetingAt", "2026-06-18T10:00"))).StatusCode);

        var send = Get<SendPreReads>();
        Assert.Equal(0, await send.RunAsync(Ct));
        server.Clock.Advance(TimeSpan.FromHours(30));
        Assert.Equal(2, await send.RunAsync(Ct));
        Assert.Equal(0, await send.RunAsync(Ct));
        Assert.Contains(await InboxAsync(admin), line => line.Contains("before the meeting on 18 Jun 2026, 10:00", StringComparison.Ordinal));

        // Moved: told anew.
        ReviewWorld.Done(await Get<SetMeeting>().RunAsync(world.Csm, Account, id, "2026-06-18T11:30", Ct));
        Assert.Equal(2, await send.RunAsync(Ct));

        // The desk looking at it is no reader; the customer's admin is one, once.
        Assert.Contains("Opened by 0 of 2", await desk.GetStringAsync(page, Ct), StringComparison.Ordinal);
        await customer.GetStringAsync($"/reviews/{id}", Ct);
        (await customer.GetAsync($"/reviews/{id}.pdf", Ct)).EnsureSuccessStatusCode();
        Assert.Contains("Opened by 1 of 2", await desk.GetStringAsync(page, Ct), StringComparison.Ordinal);
        Assert.Null(await Get<ReadAttention>().RunAsync(admin, Account, id, Ct));
    }

    [Fact]
    public async Task Comments_stand_beside_the_review_and_the_other_side_is_told()
    {
        var id = await world.PublishedAsync();
        var before = ReviewWorld.Done(await world.ReadAsync(admin, id)).Json;
        Assert.Equal(HttpStatusCode.Redirect, (await customer.SubmitAsync($"/reviews/{id}", "comment-Usage", ("ReviewComment", "Why does it fall in June?\nWe had no holidays."))).StatusCode);
        var comment = Get<CommentOnReview>();
        Assert.IsType<Refusal.Invalid>(Refused(await comment.RunAsync(member, Account, id, "Usage", "That is USD 500 too much.", Ct)));
        Assert.IsType<Refusal.Invalid>(Refused(await comment.RunAsync(member, Account, id, "Nonsense", "Hm.", Ct)));
        Assert.Contains(await InboxAsync(colleague), line => line.Contains("Fabrikam commented on “Review of May”", StringComparison.Ordinal));

        ReviewWorld.Done(await comment.RunAsync(world.Csm, Account, id, "Usage", "June is not over.", Ct));
        Assert.Contains(await InboxAsync(admin), line => line.Contains("answered your comment", StringComparison.Ordinal));
        Assert.DoesNotContain(await InboxAsync(member), line => line.Contains("answered your comment", StringComparison.Ordinal));
        var page = await customer.GetStringAsync($"/reviews/{id}", Ct);
        Assert.Contains("June is not over.", page, StringComparison.Ordinal);
        Assert.Equal(before, ReviewWorld.Done(await world.ReadAsync(admin, id)).Json);

        // Nobody of another company, and nothing to a draft.
        var stranger = TestPortal.AdminOf((await server.OpenAccountAsync("contoso")).AccountId);
        Assert.IsType<Refusal.NotFound>(Refused(await comment.RunAsync(stranger, Account, id, "Usage", "Hello.", Ct)));
        Assert.Empty(await Get<ListComments>().RunAsync(stranger, Account, id, Ct));
        Assert.IsType<Refusal.NotFound>(Refused(await comment.RunAsync(admin, Account, await world.DraftAsync(), "Usage", "Hello.", Ct)));
    }

    private async Task<IEnumerable<string>> InboxAsync(Viewer viewer) => (await Get<ReadInbox>().RunAsync(viewer, ct: Ct)).Rows.Select(row => row.Sentence);

    private static Refusal Refused<T>(Outcome<T> outcome)
    {
        Assert.False(outcome.Is(out _, out var refusal));
        return refusal!;
    }

    private T Get<T>()
        where T : notnull => scope.ServiceProvider.GetRequiredService<T>();
}
