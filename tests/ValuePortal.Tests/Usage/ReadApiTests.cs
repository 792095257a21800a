using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using ValuePortal.Identity.Keys;
using ValuePortal.Platform.Api;
using ValuePortal.Tests.Support;
using ValuePortal.Usage.Import;

namespace ValuePortal.Tests.Usage;

/// <summary>What a program with a read key gets: lists page by page, what is left of its limit, and problems it can read.</summary>
public sealed class ReadApiTests : IAsyncLifetime
{
    private readonly PortalServer server = new();
    private HttpClient client = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await server.OpenAccountAsync("acme", "Acme", "Europe/Berlin");
        await server.OpenAccountAsync("other & sons", "其他公司");
        await server.OpenAccountAsync("zeta", "Zeta");
        client = await ClientWithKeyAsync("reader");
        var log = Path.Combine(server.Folder.Path, "log.ndjson");
        Directory.CreateDirectory(server.Folder.Path);
        await File.WriteAllLinesAsync(
            log,
            new[] { ("u1", "acme", "orders"), ("u2", "acme", "orders"), ("u1", "acme", "orders"), ("u1", "zeta", "alerts") }.Select((call, i) =>
                $$$"""{"type":"track","messageId":"m{{{i}}}","userId":"{{{call.Item1}}}","event":"Used","timestamp":"2026-06-10T08:0{{{i}}}:00Z","context":{"groupId":"{{{call.Item2}}}"},"properties":{"feature":"{{{call.Item3}}}"}}"""),
            Ct);
        await using var services = server.Services.CreateAsyncScope();
        var read = await services.ServiceProvider.GetRequiredService<ImportUsage>().RunAsync(new(log, "product", CreateAccounts: false, server.Clock.Now), ct: Ct);
        Assert.True(read.Is(out _, out var refusal), refusal?.Message);
    }

    public ValueTask DisposeAsync()
    {
        client.Dispose();
        return server.DisposeAsync();
    }

    [Fact]
    public async Task Accounts_are_read_page_by_page_along_the_links()
    {
        var seen = new List<string>();
        string? next = "/api/v1/accounts?limit=1";
        while (next is not null)
        {
            using var answer = await client.GetAsync(next, Ct);
            var rows = await answer.Content.ReadFromJsonAsync<JsonElement>(Ct);
            seen.AddRange(rows.EnumerateArray().Select(row => $"{row.GetProperty("external_id")} {row.GetProperty("name")} {row.GetProperty("time_zone")}"));
            next = answer.Headers.TryGetValues("Link", out var links) ? links.Single().Split('>')[0][1..] : null;
        }

        Assert.Equal(["acme Acme Europe/Berlin", "other & sons 其他公司 UTC", "zeta Zeta UTC"], seen);
    }

    [Fact]
    public async Task A_key_of_one_account_lists_no_other()
    {
        var account = await server.OpenAccountAsync("bound", "Bound");
        using var bound = await ClientWithKeyAsync("bound", account.AccountId);

        var accounts = await bound.GetFromJsonAsync<JsonElement>("/api/v1/accounts", Ct);
        using var foreign = await bound.GetAsync("/api/v1/features?account=acme", Ct);

        Assert.Equal("bound", accounts.EnumerateArray().Single().GetProperty("external_id").GetString());
        Assert.Equal(HttpStatusCode.NotFound, foreign.StatusCode);
    }

    [Fact]
    public async Task Features_come_with_their_use_by_account_when_days_are_named()
    {
        var plain = await client.GetFromJsonAsync<JsonElement>("/api/v1/features", Ct);
        var used = await client.GetFromJsonAsync<JsonElement>("/api/v1/features?from=2026-06-01&to=2026-06-30&zone=UTC", Ct);

        Assert.Equal(["alerts", "orders"], plain.EnumerateArray().Select(feature => feature.GetProperty("key").GetString()));
        Assert.Equal(JsonValueKind.Null, plain[0].GetProperty("accounts").ValueKind);
        Assert.Equal("""[{"account":"zeta","events":1,"users":1}]""", used[0].GetProperty("accounts").GetRawText());
        Assert.Equal("""[{"account":"acme","events":3,"users":2}]""", used[1].GetProperty("accounts").GetRawText());
    }

    [Fact]
    public async Task Each_answer_says_what_is_left_and_the_one_too_many_when_to_come_again()
    {
        for (var i = 1; i < ReadLimit.PerMinute; i++)
        {
            using var within = await client.GetAsync("/api/v1/accounts?limit=0", Ct);
        }

        using var last = await client.GetAsync("/api/v1/accounts", Ct);
        using var tooMany = await client.GetAsync("/api/v1/accounts", Ct);
        server.Clock.Now = server.Clock.Now.AddMinutes(1);
        using var later = await client.GetAsync("/api/v1/accounts", Ct);

        Assert.Equal(["\"read\";q=600;w=60"], last.Headers.GetValues("RateLimit-Policy"));
        Assert.Equal(["\"read\";r=0;t=60"], last.Headers.GetValues("RateLimit"));
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.TooManyRequests, HttpStatusCode.OK), (last.StatusCode, tooMany.StatusCode, later.StatusCode));
        Assert.Equal(TimeSpan.FromSeconds(60), tooMany.Headers.RetryAfter?.Delta);
        Assert.Equal(["\"read\";r=599;t=60"], later.Headers.GetValues("RateLimit"));
    }

    [Theory]
    [InlineData("/api/v1/accounts?limit=201", HttpStatusCode.BadRequest)]
    [InlineData("/api/v1/accounts?limit=many", HttpStatusCode.BadRequest)]
    [InlineData("/api/v1/features?from=2026-06-30&to=2026-06-01&zone=UTC", HttpStatusCode.BadRequest)]
    [InlineData("/api/v1/features?from=2026-06-01", HttpStatusCode.BadRequest)]
    [InlineData("/api/v1/features?account=nobody", HttpStatusCode.NotFound)]
    [InlineData("/api/v1/nothing", HttpStatusCode.NotFound)]
    public async Task What_is_refused_is_refused_as_a_problem(string address, HttpStatusCode expected)
    {
        using var answer = await client.GetAsync(address, Ct);
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>(Ct);

        Assert.Equal(expected, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal((int)expected, problem.GetProperty("status").GetInt32());
        Assert.NotEmpty(problem.GetProperty("title").GetString()!);
    }

    private async Task<HttpClient> ClientWithKeyAsync(string name, Guid? account = null)
    {
        await using var services = server.Services.CreateAsyncScope();
        var made = await services.ServiceProvider.GetRequiredService<MakeKey>()
            .RunAsync(TestPortal.VendorAdmin(account is { } id ? [id] : []), new(name, KeyScope.Read, account), Ct);
        var reader = server.Stranger();
        reader.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Bearer", made.Match(key => key.Text, refusal => throw new InvalidOperationException(refusal.Message)));
        return reader;
    }
}
