using System.Net;
using System.Text;
using ValuePortal.Identity.Keys;
using ValuePortal.Platform.Access;
using ValuePortal.Tests.Support;
using ValuePortal.Usage.Connect;
using ValuePortal.Usage.Intake;

namespace ValuePortal.Tests.Usage.Connect;

/// <summary>The vendor's admin makes, rolls and closes keys on the page, and reads what became of calls.</summary>
public sealed class ConnectTests : IAsyncLifetime
{
    private readonly PortalServer server = new();
    private HttpClient admin = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await server.OpenAccountAsync("acme", "Acme");
        admin = server.ClientOf(await server.AddStaffAsync("admin@northwind.example"));
    }

    public ValueTask DisposeAsync()
    {
        admin.Dispose();
        return server.DisposeAsync();
    }

    [Fact]
    public async Task A_key_made_on_the_page_is_shown_once_and_opens_the_way_in()
    {
        var (page, key) = await MakeKeyAsync("product");

        Assert.DoesNotContain(key, await admin.GetStringAsync(page, Ct), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, await SendAsync(key, """{"messageId":"m1","userId":"u1","event":"Used","context":{"groupId":"acme"}}"""));
        Assert.Contains("product", await admin.GetStringAsync("/desk/connect", Ct), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_rolled_on_the_page_keeps_its_source_and_a_revoked_one_is_refused()
    {
        var (page, old) = await MakeKeyAsync("product");
        const string Call = """{"messageId":"m1","userId":"u1","event":"Used","context":{"groupId":"acme"}}""";
        await SendAsync(old, Call);

        var rolled = await admin.SubmitAsync(page, "roll-key", ("Overlap", "24"));
        var (next, fresh) = await ReadFreshAsync(rolled);
        Assert.Equal(HttpStatusCode.OK, await SendAsync(fresh, Call));
        Assert.Equal(HttpStatusCode.OK, await SendAsync(old, Call));
        await admin.SubmitAsync(next, "revoke-key");

        Assert.Equal(HttpStatusCode.Unauthorized, await SendAsync(fresh, Call));
        var calls = await CallsAsync();
        Assert.Equal([Verdict.Duplicate, Verdict.Duplicate, Verdict.Accepted], calls.Select(call => call.Verdict));
    }

    [Fact]
    public async Task The_debugger_says_of_each_call_what_became_of_it_and_why()
    {
        var (_, key) = await MakeKeyAsync("product");
        await SendAsync(key, """{"messageId":"good-1","userId":"u1","event":"Used","context":{"groupId":"acme"}}""");
        await SendAsync(key, """{"messageId":"good-1","userId":"u1","event":"Used","context":{"groupId":"acme"}}""");
        await SendAsync(key, """{"messageId":"lost-1","userId":"u1","event":"Used","context":{"groupId":"nobody"}}""");
        await SendAsync(key, """{"messageId":"bad-1","userId":"u1"}""");
        Assert.Equal(HttpStatusCode.BadRequest, await SendAsync(key, "not json"));

        var all = WebUtility.HtmlDecode(await admin.GetStringAsync("/desk/connect/calls", Ct));
        var refused = WebUtility.HtmlDecode(await admin.GetStringAsync("/desk/connect/calls?verdict=Refused", Ct));
        var one = WebUtility.HtmlDecode(await admin.GetStringAsync("/desk/connect/calls?id=LOST", Ct));

        Assert.All(new[] { "good-1", "lost-1", "bad-1", "5 calls" }, text => Assert.Contains(text, all, StringComparison.Ordinal));
        Assert.Contains("needs the name of its event", refused, StringComparison.Ordinal);
        Assert.Contains("not valid JSON", refused, StringComparison.Ordinal);
        Assert.DoesNotContain("good-1", refused, StringComparison.Ordinal);
        Assert.Contains("its account is not known", one, StringComparison.Ordinal);
        Assert.DoesNotContain("bad-1", one, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Events_of_an_unknown_group_are_given_to_an_account_on_the_page()
    {
        var (_, key) = await MakeKeyAsync("product");
        await SendAsync(key, """{"messageId":"m1","userId":"u1","event":"Used","context":{"groupId":"acme & sons"}}""");
        Assert.Contains("acme & sons", WebUtility.HtmlDecode(await admin.GetStringAsync("/desk/connect/unassigned", Ct)), StringComparison.Ordinal);
        var account = await server.OpenAccountAsync("fabrikam", "Fabrikam");

        var answer = await admin.SubmitAsync("/desk/connect/unassigned?group=acme%20%26%20sons", "assign", ("Group", "acme & sons"), ("Account", account.AccountId.ToString()));

        Assert.EndsWith("/desk/connect/unassigned?moved=1", answer.Headers.Location?.OriginalString, StringComparison.Ordinal);
        Assert.Contains("Every event has its account", await admin.GetStringAsync("/desk/connect/unassigned?moved=1", Ct), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Calls_are_remembered_over_a_restart_and_beside_another_server()
    {
        var (_, key) = await MakeKeyAsync("product");
        await SendAsync(key, """{"messageId":"m1","userId":"u1","event":"Used","context":{"groupId":"acme"}}""");
        var source = await SourceAsync();
        await server.Services.GetRequiredService<RecentCalls>().FlushAsync(Ct);
        var elsewhere = new RecentCalls(server.Portal, server.Clock);
        elsewhere.Note(source, 1, trouble: false, no => [new RecentCall(no + 5, "track", "m2", "Used", "acme", null, Verdict.Accepted, null)]);
        await elsewhere.FlushAsync(Ct);

        var after = new RecentCalls(server.Portal, server.Clock);

        Assert.Equal(["m2", "m1"], (await after.ReadAsync(source, Ct)).Select(call => call.MessageId));
    }

    [Fact]
    public void A_busy_source_does_not_wash_away_what_was_refused()
    {
        var calls = Enumerable.Range(0, 5_000)
            .Select(i => new RecentCall(i, "track", $"m{i}", null, null, null, i == 7 ? Verdict.Refused : Verdict.Accepted, i == 7 ? RefusalReason.MissingEvent : null));

        var kept = RecentCalls.Merge([], calls);

        Assert.Equal(RecentCalls.Most + 1, kept.Count);
        Assert.Equal(("m7", "m4999"), (kept[0].MessageId, kept[^1].MessageId));
    }

    [Theory]
    [InlineData("/desk/connect")]
    [InlineData("/desk/connect/calls")]
    [InlineData("/desk/connect/unassigned")]
    public async Task Nobody_but_the_vendors_admin_opens_these_pages(string page)
    {
        using var csm = server.ClientOf(await server.AddStaffAsync("csm@northwind.example", PersonRole.Csm));

        Assert.Equal(HttpStatusCode.Redirect, (await csm.GetAsync(page, Ct)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await admin.GetAsync(page, Ct)).StatusCode);
        await using var scope = server.Services.CreateAsyncScope();
        Assert.Empty(await scope.ServiceProvider.GetRequiredService<ListCalls>().RunAsync(TestPortal.Csm(), new(1), Ct));
        Assert.Empty(await scope.ServiceProvider.GetRequiredService<ListSources>().RunAsync(TestPortal.Csm(), Ct));
    }

    [Fact]
    public async Task A_key_that_does_not_exist_is_missing() =>
        Assert.Equal(HttpStatusCode.NotFound, (await admin.GetAsync($"/desk/connect/keys/{Guid.CreateVersion7()}", Ct)).StatusCode);

    private async Task<(string Page, string Key)> MakeKeyAsync(string name) =>
        await ReadFreshAsync(await admin.SubmitAsync("/desk/connect", "make-key", ("Name", name), ("Scope", "ingest"), ("Account", "")));

    private async Task<(string Page, string Key)> ReadFreshAsync(HttpResponseMessage answer)
    {
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        var page = new Uri(server.ClientOptions.BaseAddress, answer.Headers.Location!).PathAndQuery;
        var html = await admin.GetStringAsync(page, Ct);
        // A form token before it may hold these letters by chance.
        var start = html.IndexOf("vp_", html.IndexOf("the-key", StringComparison.Ordinal), StringComparison.Ordinal);
        return (page, html.Substring(start, 46));
    }

    private async Task<HttpStatusCode> SendAsync(string key, string call)
    {
        using var client = server.Stranger();
        client.DefaultRequestHeaders.Authorization = new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(key + ":")));
        using var content = new StringContent(call);
        return (await client.PostAsync("/v1/track", content, Ct)).StatusCode;
    }

    private async Task<int> SourceAsync()
    {
        await using var scope = server.Services.CreateAsyncScope();
        return (await scope.ServiceProvider.GetRequiredService<ListSources>().RunAsync(TestPortal.VendorAdmin(), Ct)).Single().Id;
    }

    private async Task<IReadOnlyList<RecentCall>> CallsAsync() => await server.Services.GetRequiredService<RecentCalls>().ReadAsync(await SourceAsync(), Ct);
}
