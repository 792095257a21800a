using ValuePortal.FeatureRequests;
using ValuePortal.FeatureRequests.Desk;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Tests.Support;

namespace ValuePortal.Tests.FeatureRequests;

public sealed class RequestTests : IDisposable
{
    private readonly TestPortal portal = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => portal.Dispose();

    [Fact]
    public async Task Whoever_asks_wants_it()
    {
        var ann = await portal.MemberAsync((await portal.OpenAccountAsync()).AccountId);
        await portal.AskAsync(ann, "  Export   usage\r\nfigures to a file ", " Line one.\r\nLine two.\r\n\r\n\r\n\r\nLine three.\0 ");

        var row = Assert.Single((await ListAsync(ann)).Rows);

        Assert.Equal(("Export usage figures to a file", 1, true, true, false), (row.Title, row.Votes, row.VotedByMe, row.FromMyCompany, row.IsPublished));
        Assert.Equal("Line one.\nLine two.\n\nLine three.", (await ReadAsync(ann, row.Id)).Need);
    }

    [Fact]
    public async Task The_same_form_sent_at_once_makes_one_request()
    {
        var ann = await portal.MemberAsync((await portal.OpenAccountAsync()).AccountId);
        var input = new SubmitRequest.Input(Asking.Title, Asking.Need, Guid.CreateVersion7());

        var ids = await Task.WhenAll(Enumerable.Range(0, 20).Select(turn => Task.Run(async () =>
        {
            await using var scope = portal.Services.CreateAsyncScope();
            var outcome = await scope.ServiceProvider.GetRequiredService<SubmitRequest>().RunAsync(ann, input, Ct);
            Assert.True(outcome.Is(out var id, out _));
            return id;
        }, Ct)));

        Assert.Single(ids.Distinct());
        Assert.Equal(1, Assert.Single((await ListAsync(ann)).Rows).Votes);
    }

    [Fact]
    public async Task The_same_words_in_a_form_opened_anew_make_one_request()
    {
        var ann = await portal.MemberAsync((await portal.OpenAccountAsync()).AccountId);

        Assert.Equal(await portal.AskAsync(ann), await portal.AskAsync(ann));
        Assert.Single((await ListAsync(ann)).Rows);
    }

    [Fact]
    public async Task Other_words_in_the_same_form_are_another_request()
    {
        var ann = await portal.MemberAsync((await portal.OpenAccountAsync()).AccountId);
        var key = Guid.CreateVersion7();

        await portal.Get<SubmitRequest>().RunAsync(ann, new(Asking.Title, Asking.Need, key), Ct);
        await portal.Get<SubmitRequest>().RunAsync(ann, new("Import usage figures from a file", Asking.Need, key), Ct);

        Assert.Equal(2, (await ListAsync(ann)).Total);
    }

    [Theory]
    [InlineData("Too short", Asking.Need, "Title")]
    [InlineData("          x          ", Asking.Need, "Title")]
    [InlineData(null, Asking.Need, "Title")]
    [InlineData(Asking.Title, "  \r\n ", "Need")]
    [InlineData(Asking.Title, null, "Need")]
    public async Task What_is_not_filled_in_is_said_at_its_field(string? title, string? need, string field)
    {
        var ann = await portal.MemberAsync((await portal.OpenAccountAsync()).AccountId);

        var outcome = await portal.Get<SubmitRequest>().RunAsync(ann, new(title, need, Guid.CreateVersion7()), Ct);

        Assert.False(outcome.Is(out _, out var refusal));
        Assert.Equal([field], Assert.IsType<Refusal.Invalid>(refusal).Errors.Keys);
        Assert.Equal(0, (await ListAsync(ann)).Total);
    }

    [Theory]
    [InlineData(100, 4000, true)]
    [InlineData(101, 4000, false)]
    [InlineData(100, 4001, false)]
    public async Task Lengths_have_limits(int title, int need, bool taken)
    {
        var ann = await portal.MemberAsync((await portal.OpenAccountAsync()).AccountId);

        var outcome = await portal.Get<SubmitRequest>().RunAsync(ann, new(new string('t', title), new string('需', need), Guid.CreateVersion7()), Ct);

        Assert.Equal(taken, outcome.Is(out _, out _));
    }

    [Fact]
    public async Task A_request_is_seen_by_its_own_company_until_staff_publish_it()
    {
        var (fabrikam, contoso) = ((await portal.OpenAccountAsync()).AccountId, (await portal.OpenAccountAsync()).AccountId);
        var (ann, bob) = (await portal.MemberAsync(fabrikam), await portal.MemberAsync(contoso, "Bob"));
        var request = await portal.AskAsync(ann);
        Assert.Equal(0, (await ListAsync(bob)).Total);
        Assert.False((await portal.Get<ReadRequest>().RunAsync(bob, request, Ct)).Is(out _, out var refusal));
        Assert.IsType<Refusal.NotFound>(refusal);

        await portal.PublishAsync(await portal.ProductManagerAsync(), request);

        var seen = await ReadAsync(bob, request);
        Assert.Equal((Asking.Title, Asking.Need, null, false, true), (seen.Title, seen.Need, seen.RaisedBy, seen.FromMyCompany, seen.IsPublished));
        Assert.StartsWith("Ann", (await ReadAsync(ann, request)).RaisedBy, StringComparison.Ordinal);
        Assert.False(Assert.Single((await ListAsync(bob)).Rows).FromMyCompany);

        await portal.Get<PublishRequest>().RunAsync(await portal.ProductManagerAsync(), request, toAll: false, Ct);
        Assert.Equal(0, (await ListAsync(bob)).Total);
    }

    [Fact]
    public async Task The_list_is_narrowed_by_words_status_and_whose()
    {
        var (fabrikam, contoso) = ((await portal.OpenAccountAsync()).AccountId, (await portal.OpenAccountAsync()).AccountId);
        var (ann, bob) = (await portal.MemberAsync(fabrikam), await portal.MemberAsync(contoso, "Bob"));
        var product = await portal.ProductManagerAsync();
        var csv = await portal.AskAsync(ann, "Export figures to CSV files", "100% of our reports_are copied [by hand].");
        var chinese = await portal.AskAsync(bob, "把使用数据导出到 Excel 表格", "每月手工复制。");
        await portal.PublishAsync(product, chinese);
        await portal.Get<AnswerRequest>().RunAsync(product, chinese, new(RequestStatus.Planned, null, 1), Ct);
        await portal.Get<CastVote>().RunAsync(ann, chinese, true, Ct);
        await portal.Get<CastVote>().RunAsync(ann, csv, false, Ct);

        Assert.Equal([csv], await IdsAsync(ann, new(Words: "export FIGURES")));
        Assert.Equal([csv], await IdsAsync(ann, new(Words: "100% reports_are [by")));
        Assert.Empty(await IdsAsync(ann, new(Words: "reports-are")));
        Assert.Empty(await IdsAsync(ann, new(Words: "%%%")));
        Assert.Equal([chinese], await IdsAsync(ann, new(Words: "导出")));
        Assert.Equal([chinese], await IdsAsync(ann, new(Status: RequestStatus.Planned)));
        Assert.Equal([csv], await IdsAsync(ann, new(Whose: ListRequests.Whose.Company)));
        Assert.Equal([chinese], await IdsAsync(ann, new(Whose: ListRequests.Whose.Wanted)));
        Assert.Equal([chinese], await IdsAsync(bob, new()));
    }

    [Fact]
    public async Task Open_requests_with_most_votes_come_first_or_the_newest_do()
    {
        var fabrikam = (await portal.OpenAccountAsync()).AccountId;
        var (ann, bob) = (await portal.MemberAsync(fabrikam), await portal.MemberAsync(fabrikam, "Bob"));
        var released = await portal.AskAsync(ann, "This one is released already");
        portal.Clock.Advance(TimeSpan.FromDays(1));
        var wanted = await portal.AskAsync(ann, "This one is wanted by two people");
        portal.Clock.Advance(TimeSpan.FromDays(1));
        var newest = await portal.AskAsync(ann, "This one was asked for last");
        foreach (var request in new[] { released, wanted })
        {
            await portal.Get<CastVote>().RunAsync(bob, request, true, Ct);
        }

        await portal.Get<AnswerRequest>().RunAsync(await portal.ProductManagerAsync(), released, new(RequestStatus.Released, "It is there.", 0), Ct);

        Assert.Equal([wanted, newest, released], await IdsAsync(ann, new()));
        Assert.Equal([newest, wanted, released], await IdsAsync(ann, new(Order: ListRequests.Order.Newest)));
    }

    [Fact]
    public async Task Pages_hold_twenty_and_end_somewhere()
    {
        var ann = await portal.MemberAsync((await portal.OpenAccountAsync()).AccountId);
        for (var i = 0; i < 41; i++)
        {
            portal.Clock.Advance(TimeSpan.FromMinutes(1));
            await portal.AskAsync(ann, $"Something that we need, number {i}");
        }

        var first = await ListAsync(ann);
        var beyond = await portal.Get<ListRequests>().RunAsync(ann, new(Page: 99), Ct);

        Assert.Equal((20, 41, 1, 3), (first.Rows.Count, first.Total, first.Number, first.Last));
        Assert.Equal((1, 41, 3), (beyond.Rows.Count, beyond.Total, beyond.Number));
    }

    [Fact]
    public async Task Days_are_those_of_the_account()
    {
        portal.Clock.Now = new DateTimeOffset(2026, 6, 15, 20, 0, 0, TimeSpan.Zero);
        var ann = await portal.MemberAsync((await portal.OpenAccountAsync(timeZone: "Asia/Shanghai")).AccountId);
        var request = await portal.AskAsync(ann);

        Assert.Equal(new DateOnly(2026, 6, 16), (await ReadAsync(ann, request)).RaisedOn);
    }

    [Fact]
    public async Task What_became_of_my_requests_and_of_those_I_want_is_told_newest_first()
    {
        var (fabrikam, contoso) = ((await portal.OpenAccountAsync()).AccountId, (await portal.OpenAccountAsync()).AccountId);
        var (ann, bob) = (await portal.MemberAsync(fabrikam), await portal.MemberAsync(contoso, "Bob"));
        var product = await portal.ProductManagerAsync();
        var mine = await portal.AskAsync(ann, "Something that I asked for");
        var theirs = await portal.AskAsync(bob, "Something that others asked for");
        var other = await portal.AskAsync(bob, "Something that I do not want");
        foreach (var request in new[] { theirs, other })
        {
            await portal.PublishAsync(product, request);
            await portal.Get<AnswerRequest>().RunAsync(product, request, new(RequestStatus.Planned, null, 1), Ct);
        }

        Assert.Empty((await VoiceAsync(ann)).Echoes);
        await portal.Get<CastVote>().RunAsync(ann, theirs, true, Ct);
        portal.Clock.Advance(TimeSpan.FromDays(1));
        await portal.Get<AnswerRequest>().RunAsync(product, mine, new(RequestStatus.UnderReview, "We look into it.", 0), Ct);

        var voice = await VoiceAsync(ann);
        Assert.Equal((1, 2), (voice.Raised, voice.Wanted));
        Assert.Equal([(mine, true, true), (theirs, false, false)], voice.Echoes.Select(echo => (echo.Id, echo.RaisedByMe, echo.HasAnswer)));

        portal.Clock.Advance(ReadVoice.News);
        Assert.Equal([mine], (await VoiceAsync(ann)).Echoes.Select(echo => echo.Id));
        portal.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Empty((await VoiceAsync(ann)).Echoes);
    }

    [Fact]
    public async Task Staff_ask_for_nothing_here()
    {
        var outcome = await portal.Get<SubmitRequest>().RunAsync(await portal.ProductManagerAsync(), new(Asking.Title, Asking.Need, Guid.CreateVersion7()), Ct);

        Assert.False(outcome.Is(out _, out var refusal));
        Assert.IsType<Refusal.NotAllowed>(refusal);
    }

    [Theory]
    [InlineData("short", "short")]
    [InlineData("ten letter", "ten letter")]
    [InlineData("one too many", "one too m…")]
    [InlineData("12345678😀0", "12345678…")]
    public void A_beginning_never_ends_within_a_character(string text, string beginning) => Assert.Equal(beginning, PlainText.Beginning(text, 10));

    private Task<ListRequests.Page> ListAsync(Viewer viewer) => portal.Get<ListRequests>().RunAsync(viewer, new(), Ct);

    private Task<ReadVoice.Voice> VoiceAsync(Viewer viewer) => portal.Get<ReadVoice>().RunAsync(viewer, ct: Ct);

    private async Task<IEnumerable<Guid>> IdsAsync(Viewer viewer, ListRequests.Input input) => (await portal.Get<ListRequests>().RunAsync(viewer, input, Ct)).Rows.Select(row => row.Id);

    private async Task<ReadRequest.Details> ReadAsync(Viewer viewer, Guid request)
    {
        Assert.True((await portal.Get<ReadRequest>().RunAsync(viewer, request, Ct)).Is(out var details, out _));
        return details;
    }
}
