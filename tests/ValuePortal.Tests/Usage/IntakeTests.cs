using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using ValuePortal.Identity.Keys;
using ValuePortal.Tests.Support;

namespace ValuePortal.Tests.Usage;

/// <summary>Events as real clients send them, over HTTP, until the figures that programs read.</summary>
public sealed class IntakeTests : IAsyncLifetime
{
    // A second less than the default, so that a busy machine does not decide whether five seconds are kept.
    private readonly PortalServer server = new() { Settings = { ["ValuePortal:Database:CommandTimeout"] = "2" } };
    private HttpClient client = null!;
    private string writeKey = "";
    private string readKey = "";
    private int next;

    private static CancellationToken Ct => Xunit.TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        client = server.Stranger();
        writeKey = await MakeKeyAsync("product", KeyScope.Ingest);
        readKey = await MakeKeyAsync("reader", KeyScope.Read);
        await server.OpenAccountAsync("acme", "Acme");
    }

    public ValueTask DisposeAsync()
    {
        client.Dispose();
        return server.DisposeAsync();
    }

    [Fact]
    public async Task A_batch_as_the_segment_client_sends_it_is_counted()
    {
        var answer = await SendAsync("/v1/batch", Batch(Track("u1", "acme"), Track("u2", "acme"), Track("u1", "acme")), Basic(writeKey));

        Assert.Equal((3, 0, 0), (Int(answer, "accepted"), Int(answer, "unassigned"), Int(answer, "duplicate")));
        Assert.Equal("acme,2026-06,3,2,1,1", await FiguresAsync());
    }

    [Fact]
    public async Task Packed_and_mislabelled_as_a_form_as_rudder_sends_it_it_is_counted_all_the_same()
    {
        using var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            await gzip.WriteAsync(Encoding.UTF8.GetBytes(Batch(Track("u1", "acme"))), Ct);
        }

        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/batch") { Content = new ByteArrayContent(packed.ToArray()) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/x-www-form-urlencoded");
        request.Content.Headers.ContentEncoding.Add("gzip");
        request.Headers.Authorization = Basic(writeKey);
        using var response = await client.SendAsync(request, Ct);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("acme,2026-06,1,1,1,1", await FiguresAsync());
    }

    [Fact]
    public async Task A_browser_that_sends_plain_text_with_the_key_in_the_body_is_heard()
    {
        var call = $"{{\"writeKey\":\"{writeKey}\",{Track("u1", "acme")[1..]}";
        using var content = new StringContent(call, Encoding.UTF8, "text/plain");
        using var response = await client.PostAsync("/v1/t", content, Ct);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("acme,2026-06,1,1,1,1", await FiguresAsync());
    }

    [Fact]
    public async Task The_same_batch_twice_is_counted_once()
    {
        var batch = Batch(Track("u1", "acme"), Track("u2", "acme"));

        await SendAsync("/v1/batch", batch, Basic(writeKey));
        var again = await SendAsync("/v1/batch", batch, Basic(writeKey));

        Assert.Equal((0, 2), (Int(again, "accepted"), Int(again, "duplicate")));
        Assert.Equal("acme,2026-06,2,2,1,1", await FiguresAsync());
    }

    [Fact]
    public async Task One_bad_event_does_not_cost_its_neighbours_and_is_named()
    {
        var answer = await SendAsync(
            "/v1/batch",
            Batch(Track("u1", "acme"), """{"type":"track","messageId":"bad-1","userId":"u1"}""", Track("u1", "acme", padding: 40_000), "42", Deep(), Track("u2", "acme")),
            Basic(writeKey));

        Assert.Equal(2, Int(answer, "accepted"));
        Assert.Equal(
            ["1 missing_event", "2 too_large", "3 not_an_object", "4 too_deep"],
            answer.GetProperty("refused").EnumerateArray().Select(call => $"{call.GetProperty("index")} {call.GetProperty("reason")}"));
    }

    [Theory]
    [InlineData("nonsense", HttpStatusCode.BadRequest)]
    [InlineData("[]", HttpStatusCode.BadRequest)]
    [InlineData("{\"batch\":{}}", HttpStatusCode.BadRequest)]
    [InlineData("", HttpStatusCode.BadRequest)]
    public async Task A_body_that_is_no_batch_is_refused_as_a_problem(string body, HttpStatusCode expected)
    {
        using var response = await PostAsync("/v1/batch", body, Basic(writeKey));

        Assert.Equal(expected, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task A_body_over_500_kB_is_refused_packed_or_not()
    {
        var body = Batch([.. Enumerable.Range(0, 30).Select(_ => Track("u1", "acme", padding: 20_000))]);
        using var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            await gzip.WriteAsync(Encoding.UTF8.GetBytes(body), Ct);
        }

        using var plain = await PostAsync("/v1/batch", body, Basic(writeKey));
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/batch") { Content = new ByteArrayContent(packed.ToArray()) };
        request.Content.Headers.ContentEncoding.Add("gzip");
        request.Headers.Authorization = Basic(writeKey);
        using var small = await client.SendAsync(request, Ct);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, plain.StatusCode);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, small.StatusCode);
    }

    [Fact]
    public async Task A_key_that_is_not_known_or_only_reads_is_refused()
    {
        using var unknown = await PostAsync("/v1/batch", Batch(Track("u1", "acme")), Basic("vp_unknown"));
        using var reading = await PostAsync("/v1/batch", Batch(Track("u1", "acme")), Basic(readKey));
        using var writing = await client.SendAsync(Get("/api/v1/usage?bucket=month&from=2026-01-01&to=2026-12-31&zone=UTC", writeKey), Ct);

        Assert.Equal(HttpStatusCode.Unauthorized, unknown.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, reading.StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, writing.StatusCode);
    }

    [Fact]
    public async Task Events_of_an_account_nobody_knows_are_kept_apart()
    {
        var answer = await SendAsync("/v1/batch", Batch(Track("u1", "nobody"), Track("u2", group: null)), Basic(writeKey));

        Assert.Equal((0, 2), (Int(answer, "accepted"), Int(answer, "unassigned")));
        Assert.Equal("", await FiguresAsync());
    }

    [Fact]
    public async Task A_person_put_into_a_group_is_counted_for_its_account()
    {
        await SendAsync("/v1/group", """{"messageId":"g1","userId":"u7","groupId":"acme"}""", Basic(writeKey));

        await SendAsync("/v1/track", Track("u7", group: null), Basic(writeKey));

        Assert.Equal("acme,2026-06,1,1,1,1", await FiguresAsync());
    }

    [Fact]
    public async Task A_key_bound_to_an_account_counts_for_it_alone()
    {
        var other = await server.OpenAccountAsync("other", "Other");
        var bound = await MakeKeyAsync("other's product", KeyScope.Ingest, other.AccountId);

        var answer = await SendAsync("/v1/batch", Batch(Track("u1", group: null), Track("u1", "acme"), Track("u1", "other")), Basic(bound));

        Assert.Equal(2, Int(answer, "accepted"));
        Assert.Equal("foreign_account", answer.GetProperty("refused")[0].GetProperty("reason").GetString());
        Assert.Equal("other,2026-06,2,1,1,1", await FiguresAsync());
    }

    [Fact]
    public async Task Page_screen_and_alias_are_kept_and_count_for_nothing()
    {
        var answer = await SendAsync(
            "/v1/batch",
            Batch(
                """{"type":"page","messageId":"p1","userId":"u1","name":"Home","context":{"groupId":"acme"}}""",
                """{"type":"screen","messageId":"p2","userId":"u1","name":"Home"}""",
                """{"type":"alias","messageId":"p3","userId":"u1","previousId":"a1"}"""),
            Basic(writeKey));

        Assert.Equal((0, 3), (Int(answer, "accepted"), Int(answer, "ignored")));
        Assert.Equal("", await FiguresAsync());
    }

    [Fact]
    public async Task A_clock_that_is_wrong_is_put_right_by_the_time_of_sending()
    {
        // The sender's clock is a year behind: it says 2025-06-15, and sends at once.
        var call = """{"type":"track","messageId":"c1","userId":"u1","event":"Used","timestamp":"2025-06-15T09:00:00Z","context":{"groupId":"acme"}}""";

        await SendAsync("/v1/batch", $$"""{"batch":[{{call}}],"sentAt":"2025-06-15T09:00:00Z"}""", Basic(writeKey));

        Assert.Equal("acme,2026-06,1,1,0,1", await FiguresAsync());
    }

    [Fact]
    public async Task While_another_process_holds_the_database_senders_are_told_within_five_seconds_to_come_again()
    {
        Assert.SkipWhen(server.Folder.DatabaseFile is not { } file || !File.Exists(file), "This test locks the embedded database.");
        await using var connection = new SqliteConnection($"Data Source={server.Folder.DatabaseFile};Pooling=False");
        await connection.OpenAsync(Ct);
        var transaction = connection.BeginTransaction(deferred: false);

        var watch = System.Diagnostics.Stopwatch.StartNew();
        using var refused = await PostAsync("/v1/batch", Batch(Track("u1", "acme")), Basic(writeKey));
        var took = watch.Elapsed;
        await transaction.DisposeAsync();
        var after = await SendAsync("/v1/batch", Batch(Track("u2", "acme")), Basic(writeKey));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        Assert.NotNull(refused.Headers.RetryAfter);
        Assert.True(took < TimeSpan.FromSeconds(5), $"It took {took}.");
        Assert.Equal(1, Int(after, "accepted"));
    }

    [Fact]
    public async Task Many_senders_at_once_lose_nothing_and_count_nothing_twice()
    {
        var batches = Enumerable.Range(0, 40).Select(_ => Batch([.. Enumerable.Range(0, 25).Select(i => Track($"u{i}", "acme"))])).ToList();

        await Task.WhenAll(batches.Concat(batches).Select(batch => SendAsync("/v1/batch", batch, Basic(writeKey))));

        Assert.Equal("acme,2026-06,1000,25,1,1", await FiguresAsync());
    }

    private static string Batch(params string[] calls) => $$"""{"batch":[{{string.Join(',', calls)}}],"sentAt":"2026-06-15T09:00:00Z"}""";

    private static string Deep() => $$"""{"type":"track","messageId":"deep","userId":"u1","event":"Used","x":{{new string('[', 200)}}{{new string(']', 200)}}}""";

    private static AuthenticationHeaderValue Basic(string key) => new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(key + ":")));

    private static int Int(JsonElement answer, string name) => answer.GetProperty(name).GetInt32();

    private static HttpRequestMessage Get(string path, string key)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/csv"));
        return request;
    }

    private string Track(string user, string? group, int padding = 0) => JsonSerializer.Serialize(new
    {
        type = "track",
        messageId = $"m-{next++}",
        userId = user,
        @event = "Report Viewed",
        timestamp = "2026-06-14T12:00:00.000Z",
        context = group is null ? null : new { groupId = group },
        properties = new { feature = "reports", note = new string('x', padding) },
    });

    private async Task<string> MakeKeyAsync(string name, KeyScope scope, Guid? account = null)
    {
        await using var services = server.Services.CreateAsyncScope();
        var made = await services.ServiceProvider.GetRequiredService<MakeKey>()
            .RunAsync(TestPortal.VendorAdmin(account is { } id ? [id] : []), new(name, scope, account), Ct);
        return made.Match(key => key.Text, refusal => throw new InvalidOperationException(refusal.Message));
    }

    private async Task<HttpResponseMessage> PostAsync(string path, string body, AuthenticationHeaderValue key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Authorization = key;
        return await client.SendAsync(request, Ct);
    }

    private async Task<JsonElement> SendAsync(string path, string body, AuthenticationHeaderValue key)
    {
        using var response = await PostAsync(path, body, key);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await response.Content.ReadFromJsonAsync<JsonElement>(Ct);
    }

    /// <summary>The rows of the read API without their heading.</summary>
    private async Task<string> FiguresAsync()
    {
        using var response = await client.SendAsync(Get("/api/v1/usage?bucket=month&from=2026-01-01&to=2026-12-31&zone=UTC", readKey), Ct);
        var lines = (await response.Content.ReadAsStringAsync(Ct)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("account,bucket,events,active_users,distinct_features,active_days", lines[0]);
        return string.Join('|', lines.Skip(1));
    }
}
