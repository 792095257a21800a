using ValuePortal.FeatureRequests;
using ValuePortal.FeatureRequests.Comments;
using ValuePortal.FeatureRequests.Desk;
using ValuePortal.FeatureRequests.Following;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Tests.Support;

namespace ValuePortal.Tests.FeatureRequests;

public sealed class CommentTests : IDisposable
{
    private readonly TestPortal portal = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => portal.Dispose();

    [Fact]
    public async Task Words_to_the_company_stay_in_it_and_words_to_all_name_nobody_to_others()
    {
        var (fabrikam, contoso) = ((await portal.OpenAccountAsync()).AccountId, (await portal.OpenAccountAsync()).AccountId);
        var (ann, bob, product) = (await portal.MemberAsync(fabrikam, "Ann"), await portal.MemberAsync(contoso, "Bob"), await portal.ProductManagerAsync());
        var request = await portal.AskAsync(ann);
        await portal.PublishAsync(product, request);

        await SayAsync(ann, request, "Between us", toAll: false);
        await SayAsync(bob, request, "We too", toAll: true);
        await SayAsync(bob, request, "Only Contoso", toAll: false);
        await SayAsync(product, request, "To Fabrikam alone", toAll: false);
        await SayAsync(product, request, "Hello all", toAll: true);

        Assert.Equal(
            [("Between us", ann.Name, false), ("We too", null, false), ("To Fabrikam alone", product.Name, true), ("Hello all", product.Name, true)],
            (await ListAsync(ann, request)).Select(row => (row.Text, row.Author, row.OfVendor)));
        Assert.Equal([("We too", bob.Name), ("Only Contoso", bob.Name), ("Hello all", product.Name)], (await ListAsync(bob, request)).Select(row => (row.Text, row.Author)));
        Assert.Equal(5, (await ListAsync(product, request)).Count);
    }

    [Fact]
    public async Task A_request_one_does_not_see_has_no_comments_and_takes_none()
    {
        var (fabrikam, contoso) = ((await portal.OpenAccountAsync()).AccountId, (await portal.OpenAccountAsync()).AccountId);
        var (ann, bob) = (await portal.MemberAsync(fabrikam), await portal.MemberAsync(contoso));
        var request = await portal.AskAsync(ann);
        var comment = await SayAsync(ann, request, "Ours", toAll: true);

        Assert.Empty(await ListAsync(bob, request));
        Assert.False((await portal.Get<AddComment>().RunAsync(bob, request, new("Hi", true, Guid.CreateVersion7()), Ct)).Is(out _, out var refusal));
        Assert.IsType<Refusal.NotFound>(refusal);
        Assert.False((await portal.Get<RemoveComment>().RunAsync(bob, comment, Ct)).Is(out _, out _));
        Assert.False((await ListAsync(ann, request)).Single().ToAll); // nobody else sees the request
    }

    [Fact]
    public async Task The_same_form_sent_twice_is_one_comment_and_what_is_removed_leaves_its_place()
    {
        var account = (await portal.OpenAccountAsync()).AccountId;
        var (ann, carl) = (await portal.MemberAsync(account), await portal.MemberAsync(account, "Carl"));
        var request = await portal.AskAsync(ann);
        var key = Guid.CreateVersion7();
        var ids = await Task.WhenAll(Enumerable.Range(0, 8).Select(turn => Task.Run(async () =>
        {
            await using var scope = portal.Services.CreateAsyncScope();
            return (await scope.ServiceProvider.GetRequiredService<AddComment>().RunAsync(ann, request, new("Once", false, key), Ct)).Is(out var id, out _) ? id : Guid.Empty;
        })));

        Assert.Single(ids.Distinct());
        Assert.False((await portal.Get<RemoveComment>().RunAsync(carl, ids[0], Ct)).Is(out _, out _));
        Assert.True((await portal.Get<RemoveComment>().RunAsync(ann, ids[0], Ct)).Is(out _, out _));
        Assert.Null(Assert.Single(await ListAsync(carl, request)).Text);
    }

    [Fact]
    public async Task Ones_own_words_are_edited_which_all_see_and_what_they_were_the_vendor_alone()
    {
        var account = (await portal.OpenAccountAsync()).AccountId;
        var (ann, carl, product) = (await portal.MemberAsync(account), await portal.MemberAsync(account, "Carl"), await portal.ProductManagerAsync());
        var request = await portal.AskAsync(ann);
        await portal.PublishAsync(product, request);
        var comment = await SayAsync(ann, request, "We need it in May", toAll: true);
        var edit = portal.Get<EditComment>();

        Assert.IsType<Refusal.NotFound>(RefusalOf(await edit.RunAsync(carl, comment, new("Mine now", 0), Ct)));
        Assert.IsType<Refusal.NotFound>(RefusalOf(await edit.RunAsync(product, comment, new("Ours now", 0), Ct)));
        Assert.Null(RefusalOf(await edit.RunAsync(ann, comment, new("We need it in June", 0), Ct)));
        Assert.IsType<Refusal.Conflict>(RefusalOf(await edit.RunAsync(ann, comment, new("From a page of before", 0), Ct)));

        var seen = Assert.Single(await ListAsync(carl, request));
        Assert.Equal(("We need it in June", 1, true, 0), (seen.Text, seen.Edition, seen.EditedOn is not null, seen.Before.Count));
        Assert.Equal(["We need it in May"], Assert.Single(await ListAsync(product, request)).Before);
        Assert.True((await portal.Get<RemoveComment>().RunAsync(ann, comment, Ct)).Is(out _, out _));
        Assert.Empty(Assert.Single(await ListAsync(product, request)).Before);
    }

    private static Refusal? RefusalOf<T>(Outcome<T> outcome) => outcome.Match<Refusal?>(_ => null, refusal => refusal);

    [Fact]
    public async Task A_colleague_who_is_named_follows_and_one_who_wants_nothing_is_left_alone()
    {
        var (account, other) = ((await portal.OpenAccountAsync()).AccountId, (await portal.OpenAccountAsync()).AccountId);
        var ann = await portal.MemberAsync(account);
        var (carl, dora) = (await portal.AddCustomerAsync(account, "carl@customer.example"), await portal.AddCustomerAsync(account, "dora@customer.example"));
        var stranger = await portal.AddCustomerAsync(other, "eve@elsewhere.example");
        var request = await portal.AskAsync(ann);
        await portal.Get<FollowRequest>().RunAsync(TestPortal.ViewerOf(dora), request, FollowLevel.None, Ct);

        await SayAsync(ann, request, "What do you think, @carl@customer.example, @dora@customer.example, @eve@elsewhere.example?", toAll: false);

        Assert.Equal(new[] { ann.PersonId, carl.Id }.Order(), (await portal.Get<ReadFollowers>().RunAsync(request, Ct)).Select(follower => follower.PersonId).Order());
        Assert.NotEqual(stranger.Id, carl.Id);
    }

    [Fact]
    public async Task Internal_notes_are_in_no_answer_that_a_customer_gets()
    {
        const string canary = "CANARY-7431";
        await using var server = new PortalServer();
        var account = await server.OpenAccountAsync("fabrikam", "Fabrikam");
        var admin = await server.AddCustomerAsync(account.AccountId, "ann@fabrikam.example");
        var staff = await server.AddStaffAsync("product@vendor.example", PersonRole.ProductManager);
        Guid request;
        await using (var scope = server.Services.CreateAsyncScope())
        {
            var services = scope.ServiceProvider;
            Assert.True((await services.GetRequiredService<SubmitRequest>().RunAsync(TestPortal.ViewerOf(admin), new(Asking.Title, Asking.Need, Guid.CreateVersion7()), Ct)).Is(out request, out _));
            var product = TestPortal.ViewerOf(staff);
            Assert.True((await services.GetRequiredService<WriteNote>().RunAsync(product, request, canary, Ct)).Is(out _, out _));
            Assert.False((await services.GetRequiredService<WriteNote>().RunAsync(TestPortal.ViewerOf(admin), request, canary, Ct)).Is(out _, out _));
            Assert.Single(await services.GetRequiredService<WriteNote>().ListAsync(product, request, Ct));
            Assert.Empty(await services.GetRequiredService<WriteNote>().ListAsync(TestPortal.ViewerOf(admin), request, Ct));
            await services.GetRequiredService<PublishRequest>().RunAsync(product, request, true, Ct);
        }

        using var browser = server.ClientOf(admin);
        foreach (var address in new[] { "/", "/requests", $"/requests/{request}", "/requests/similar?title=Export usage", "/account/log", "/account/profile/data.json", "/find?q=canary", "/account/people" })
        {
            using var answer = await browser.GetAsync(address, Ct);
            Assert.DoesNotContain(canary, await answer.Content.ReadAsStringAsync(Ct), StringComparison.OrdinalIgnoreCase);
        }

        using var desk = server.ClientOf(staff);
        Assert.Contains(canary, await desk.GetStringAsync($"/desk/requests/{request}", Ct), StringComparison.Ordinal);
    }

    private async Task<Guid> SayAsync(Viewer viewer, Guid request, string words, bool toAll)
    {
        portal.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.True((await portal.Get<AddComment>().RunAsync(viewer, request, new(words, toAll, Guid.CreateVersion7()), Ct)).Is(out var id, out var refusal), refusal?.Message);
        return id;
    }

    private Task<IReadOnlyList<ListComments.Row>> ListAsync(Viewer viewer, Guid request) => portal.Get<ListComments>().RunAsync(viewer, request, Ct);
}
