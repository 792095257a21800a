using System.Net;
using AngleSharp.Html.Parser;
using ValuePortal.Milestones.Plans;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Reviews;
using ValuePortal.Reviews.Promises;
using ValuePortal.Tests.Platform.Pdf;
using ValuePortal.Tests.Support;

namespace ValuePortal.Tests.Reviews;

/// <summary>What was agreed in one review opens the next, with what became of it and who said so.</summary>
public sealed class PromiseTests : IAsyncLifetime
{
    private readonly PortalServer server = new();
    private AsyncServiceScope scope;
    private ReviewWorld world = null!;
    private HttpClient desk = null!;
    private HttpClient customer = null!;
    private Viewer admin = null!;
    private Viewer member = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private Guid Account => world.Account.AccountId;

    public async ValueTask InitializeAsync()
    {
        var account = await server.OpenAccountAsync("fabrikam", "Fabrikam");
        var csm = await server.AddStaffAsync("csm@vendor.example", PersonRole.Csm);
        await server.Portal.GiveCareAsync(account.AccountId, csm.Id, server.Clock.Now);
        var (one, two) = (await server.AddCustomerAsync(account.AccountId, "admin@fabrikam.example"), await server.AddCustomerAsync(account.AccountId, "member@fabrikam.example", PersonRole.CustomerMember));
        scope = server.Services.CreateAsyncScope();
        world = new ReviewWorld(scope.ServiceProvider, account, TestPortal.ViewerOf(csm, account.AccountId));
        await world.FillAsync(TestPortal.ViewerOf(two), TestPortal.ViewerOf(await server.AddStaffAsync("pm@vendor.example", PersonRole.ProductManager)));
        (desk, customer, admin, member) = (server.ClientOf(csm), server.ClientOf(one), TestPortal.ViewerOf(one), TestPortal.ViewerOf(two));
    }

    public async ValueTask DisposeAsync()
    {
        desk.Dispose();
        customer.Dispose();
        await scope.DisposeAsync();
        await server.DisposeAsync();
    }

    [Fact]
    public async Task Next_steps_of_one_review_open_the_next_with_what_became_of_them()
    {
        var first = await world.DraftAsync();
        var deskPage = $"/desk/accounts/{Account}/reviews/{first}";
        foreach (var (text, owner, due) in new[] { ("Train the night shift", "Customer", "2026-06-28"), ("Bring the export in spring", "Vendor", "2026-06-29"), ("Nobody needs this", "Vendor", "2026-06-30") })
        {
            Assert.Equal(HttpStatusCode.Redirect, (await desk.SubmitAsync(deskPage, "make-promise", ("PromiseText", text), ("PromiseOwner", owner), ("PromiseDue", due))).StatusCode);
        }

        // Steps of a draft are nobody's promises yet, and can be taken out again.
        Assert.Empty((await ListAsync(admin)).Rows);
        var page = await new HtmlParser().ParseDocumentAsync(await desk.GetStringAsync(deskPage, Ct), Ct);
        var take = page.QuerySelectorAll("form").Single(form => form.QuerySelector("button[aria-label*='Nobody needs this']") is not null);
        Assert.Equal(HttpStatusCode.Redirect, (await desk.SubmitAsync(deskPage, take.QuerySelector("input[name=_handler]")!.GetAttribute("value")!)).StatusCode);
        ReviewWorld.Done(await Get<PublishReview>().RunAsync(world.Csm, Account, first, 0, Ct));

        var opened = ReviewWorld.Done(await world.ReadAsync(admin, first));
        Assert.Null(opened.Snapshot.Promises);
        Assert.Equal(["Train the night shift", "Bring the export in spring"], opened.Snapshot.Steps!.Select(step => step.Text));
        var rows = (await ListAsync(member)).Rows;
        var (ours, theirs) = (rows.Single(row => row.Side is Side.Customer), rows.Single(row => row.Side is Side.Vendor));

        server.Clock.Advance(TimeSpan.FromDays(1));

        // The customer's admin marks its own side, on its own page; nobody there marks the vendor's, and a member marks nothing.
        Assert.Equal(HttpStatusCode.Redirect, (await customer.SubmitAsync("/reviews", $"promise-{ours.Id:N}", ("PromiseVersion", "0"), ("PromiseMark", "Kept"), ("PromiseNote", "All twelve."))).StatusCode);
        Assert.IsType<Refusal.NotAllowed>(Refused(await Mark(admin, theirs.Id, 0, PromiseState.Kept)));
        Assert.IsType<Refusal.NotAllowed>(Refused(await Mark(member, ours.Id, 1, PromiseState.Missed)));
        server.Clock.Advance(TimeSpan.FromDays(20));
        ReviewWorld.Done(await Mark(world.Csm, theirs.Id, 0, PromiseState.Missed));
        Assert.IsType<Refusal.Conflict>(Refused(await Mark(world.Csm, theirs.Id, 0, PromiseState.Kept)));

        var second = await world.PublishedAsync();
        var snapshot = ReviewWorld.Done(await world.ReadAsync(admin, second)).Snapshot;
        Assert.Equal(ReviewSection.Promises, snapshot.Shown.First());
        Assert.Equal([1m, 1m, 0m], snapshot.Promises!.Tiles.Select(tile => tile.Figure.Value));
        Assert.Equal(["Kept", "Missed"], snapshot.Promises.Rows.Select(row => row.State));
        Assert.Contains("All twelve.", snapshot.Promises.Rows[0].Note, StringComparison.Ordinal);
        var text1 = await customer.GetStringAsync($"/reviews/{second}", Ct);
        var pdf = await PdfTools.ReadTextAsync(ReviewWorld.Done(await world.PdfAsync(admin, second)).Content);
        foreach (var shown in new[] { "What was promised last time", "Train the night shift", "All twelve.", "Marked by" })
        {
            Assert.Contains(shown, text1, StringComparison.Ordinal);
            Assert.Contains(shown, pdf.ReplaceLineEndings(" "), StringComparison.Ordinal);
        }

        server.Clock.Advance(TimeSpan.FromDays(1));

        // What was settled then is not told a third time, and what is marked later leaves the published review as it is.
        ReviewWorld.Done(await Mark(world.Csm, ours.Id, 1, PromiseState.Dropped));
        Assert.Equal(["Kept", "Missed"], ReviewWorld.Done(await world.ReadAsync(admin, second)).Snapshot.Promises!.Rows.Select(row => row.State));
        var third = ReviewWorld.Done(await world.ReadAsync(world.Csm, await world.DraftAsync())).Snapshot;
        Assert.Equal("Dropped", Assert.Single(third.Promises!.Rows).State);
        Assert.Equal([PromiseState.Dropped, PromiseState.Kept], (await ListAsync(member)).Rows.Single(row => row.Id == ours.Id).Marks.Select(mark => mark.State));
    }

    [Fact]
    public async Task A_promise_names_a_day_an_owner_of_its_side_and_no_amount()
    {
        var make = Get<MakePromise>();
        var input = new MakePromise.Input("Open the warehouse", Side.Customer, new DateOnly(2026, 7, 1));

        Assert.Contains("Text", Wrong(await make.RunAsync(world.Csm, Account, input with { Text = "Pay USD 500 less" }, Ct)));
        Assert.Contains("DueOn", Wrong(await make.RunAsync(world.Csm, Account, input with { DueOn = null }, Ct)));
        Assert.Contains("PersonId", Wrong(await make.RunAsync(world.Csm, Account, input with { PersonId = world.Csm.PersonId }, Ct)));
        Assert.IsType<Refusal.NotFound>(Refused(await make.RunAsync(world.Csm, Account, input with { ReviewId = Guid.CreateVersion7() }, Ct)));
        Assert.IsType<Refusal.NotAllowed>(Refused(await make.RunAsync(admin, Account, input, Ct)));

        // Outside a draft both sides see it at once; of another company nobody does.
        var id = ReviewWorld.Done(await make.RunAsync(world.Csm, Account, input with { PersonId = admin.PersonId, MeetingId = Guid.CreateVersion7() }, Ct));
        Assert.Equal(admin.Name, Assert.Single((await ListAsync(member)).Rows).Owner);
        var other = await server.OpenAccountAsync("contoso");
        var stranger = TestPortal.AdminOf(other.AccountId);
        Assert.Empty((await ListAsync(stranger)).Rows);
        Assert.IsType<Refusal.NotFound>(Refused(await Mark(stranger, id, 0, PromiseState.Kept)));
        Assert.IsType<Refusal.NotFound>(Refused(await Get<MarkPromise>().RunAsync(stranger, other.AccountId, id, 0, PromiseState.Kept, null, Ct)));
    }

    private Task<ListPromises.Result> ListAsync(Viewer viewer) => Get<ListPromises>().RunAsync(viewer, Ct);

    private Task<Outcome<Guid>> Mark(Viewer viewer, Guid id, int version, PromiseState state) => Get<MarkPromise>().RunAsync(viewer, Account, id, version, state, null, Ct);

    private static IEnumerable<string> Wrong<T>(Outcome<T> outcome) => Assert.IsType<Refusal.Invalid>(Refused(outcome)).Errors.Keys;

    private static Refusal Refused<T>(Outcome<T> outcome)
    {
        Assert.False(outcome.Is(out _, out var refusal));
        return refusal!;
    }

    private T Get<T>()
        where T : notnull => scope.ServiceProvider.GetRequiredService<T>();
}
