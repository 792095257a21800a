using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using ValuePortal.Identity.Keys;
using ValuePortal.Tests.Support;
using ValuePortal.Usage.Intake;

namespace ValuePortal.Tests.Usage;

/// <summary>The addresses of the Segment interface: every way in which clients write them, and what browsers ask first.</summary>
public sealed class IntakeSurfaceTests : IAsyncLifetime
{
    private readonly PortalServer server = new() { Settings = { ["ValuePortal:PublicUrl"] = "https://portal.northwind.example" } };
    private HttpClient client = null!;
    private string writeKey = "";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        client = server.Stranger();
        await server.OpenAccountAsync("acme", "Acme");
        writeKey = await MakeKeyAsync(KeyScope.Ingest);
    }

    public ValueTask DisposeAsync()
    {
        client.Dispose();
        return server.DisposeAsync();
    }

    [Theory]
    [InlineData("track", "t")]
    [InlineData("identify", "i")]
    [InlineData("group", "g")]
    [InlineData("page", "p")]
    [InlineData("screen", "s")]
    [InlineData("alias", "a")]
    [InlineData("batch", "b")]
    public async Task Each_address_is_heard_with_its_letter_and_with_a_slash_at_the_end(string kind, string letter)
    {
        var call = """{"userId":"u1","event":"Used","name":"Home","groupId":"acme","previousId":"a1","context":{"groupId":"acme"}}""";
        var body = kind == "batch" ? """{"batch":[{"type":"track","userId":"u1","event":"Used"}]}""" : call;

        foreach (var path in new[] { kind, letter, kind + "/", letter + "/" })
        {
            using var answer = await PostAsync("/v1/" + path, Encoding.UTF8.GetBytes(body));
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }

        var source = await server.Services.GetRequiredService<Sources>().FindOrAddAsync("product", Ct);
        var calls = await server.Services.GetRequiredService<RecentCalls>().ReadAsync(source.Id, Ct);
        Assert.Equal(4, calls.Count(call => call.Verdict is not Verdict.Refused && call.Kind == (kind == "batch" ? "track" : kind)));
    }

    [Theory]
    [InlineData("br")]
    [InlineData("gzip")]
    [InlineData("deflate")]
    public async Task A_small_packed_body_that_unpacks_to_40_megabytes_is_refused(string encoding)
    {
        using var packed = new MemoryStream();
        await using (Stream packer = encoding switch
        {
            "br" => new BrotliStream(packed, CompressionLevel.Fastest, leaveOpen: true),
            "gzip" => new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true),
            _ => new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true),
        })
        {
            var zeros = new byte[1024 * 1024];
            for (var i = 0; i < 40; i++)
            {
                await packer.WriteAsync(zeros, Ct);
            }
        }

        using var answer = await PostAsync("/v1/batch", packed.ToArray(), encoding);

        Assert.InRange(packed.Length, 1, 480 * 1024);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
    }

    [Theory]
    [InlineData("br")]
    [InlineData("deflate")]
    public async Task Packed_in_another_way_than_gzip_it_is_heard_as_well(string encoding)
    {
        using var packed = new MemoryStream();
        await using (Stream packer = encoding == "br" ? new BrotliStream(packed, CompressionLevel.Fastest, true) : new ZLibStream(packed, CompressionLevel.Fastest, true))
        {
            await packer.WriteAsync("""{"userId":"u1","event":"Used"}"""u8.ToArray(), Ct);
        }

        using var answer = await PostAsync("/v1/track", packed.ToArray(), encoding);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Theory]
    [InlineData("/v1/t", "POST")]
    [InlineData("/v1/batch", "POST")]
    [InlineData("/v1/projects/any/settings", "GET")]
    public async Task A_browser_that_asks_whether_it_may_send_is_told_for_ten_minutes(string path, string method)
    {
        using var answer = await PreflightAsync(path, method);

        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        Assert.Equal("*", Header(answer, "Access-Control-Allow-Origin"));
        Assert.Equal("authorization,content-type", Header(answer, "Access-Control-Allow-Headers"));
        Assert.Equal("600", Header(answer, "Access-Control-Max-Age"));
        Assert.False(answer.Headers.Contains("Access-Control-Allow-Credentials"));
    }

    [Theory]
    [InlineData("/api/v1/usage", "GET")]
    [InlineData("/account/login", "POST")]
    [InlineData("/desk/connect", "GET")]
    public async Task No_other_address_answers_pages_of_other_origins(string path, string method)
    {
        using var answer = await PreflightAsync(path, method);

        Assert.DoesNotContain(answer.Headers, header => header.Key.StartsWith("Access-Control", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_browser_client_is_told_to_send_here()
    {
        var settings = await client.GetFromJsonAsync<JsonElement>($"/v1/projects/{writeKey}/settings", Ct);

        var target = settings.GetProperty("integrations").GetProperty("Segment.io");
        Assert.Equal(
            (writeKey, "portal.northwind.example/v1", "https"),
            (target.GetProperty("apiKey").GetString(), target.GetProperty("apiHost").GetString(), target.GetProperty("protocol").GetString()));
        foreach (var wrong in new[] { "vp_unknown", await MakeKeyAsync(KeyScope.Read) })
        {
            using var answer = await client.GetAsync($"/v1/projects/{wrong}/settings", Ct);
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        }
    }

    [Fact]
    public async Task Refusals_are_problems_that_a_page_of_another_origin_can_read()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/t") { Content = new StringContent("""{"userId":"u1","event":"Used","writeKey":"vp_wrong"}""") };
        request.Headers.Add("Origin", "https://shop.example");
        using var answer = await client.SendAsync(request, Ct);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal("*", Header(answer, "Access-Control-Allow-Origin"));
    }

    private static string? Header(HttpResponseMessage answer, string name) => answer.Headers.TryGetValues(name, out var values) ? string.Join(',', values) : null;

    private async Task<HttpResponseMessage> PreflightAsync(string path, string method)
    {
        using var request = new HttpRequestMessage(HttpMethod.Options, path);
        request.Headers.Add("Origin", "https://shop.example");
        request.Headers.Add("Access-Control-Request-Method", method);
        request.Headers.Add("Access-Control-Request-Headers", "authorization,content-type");
        return await client.SendAsync(request, Ct);
    }

    private async Task<HttpResponseMessage> PostAsync(string path, byte[] body, string? encoding = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(body) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(writeKey + ":")));
        if (encoding is not null)
        {
            request.Content.Headers.ContentEncoding.Add(encoding);
        }

        return await client.SendAsync(request, Ct);
    }

    private async Task<string> MakeKeyAsync(KeyScope scope)
    {
        await using var services = server.Services.CreateAsyncScope();
        var made = await services.ServiceProvider.GetRequiredService<MakeKey>().RunAsync(TestPortal.VendorAdmin(), new("product", scope), Ct);
        return made.Match(key => key.Text, refusal => throw new InvalidOperationException(refusal.Message));
    }
}
