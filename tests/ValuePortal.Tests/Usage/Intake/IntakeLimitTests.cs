using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using ValuePortal.Identity.Keys;
using ValuePortal.Tests.Support;
using ValuePortal.Usage.Intake;

namespace ValuePortal.Tests.Usage.Intake;

/// <summary>What one key may send, and that it never takes the way in from another.</summary>
public sealed class IntakeLimitTests : IAsyncLifetime
{
    private readonly PortalServer server = new() { Settings = { ["ValuePortal:Usage:EventsPerKeyPerSecond"] = "250" } };
    private HttpClient client = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        client = server.Stranger();
        await server.OpenAccountAsync("acme", "Acme");
    }

    public ValueTask DisposeAsync()
    {
        client.Dispose();
        return server.DisposeAsync();
    }

    [Fact]
    public async Task A_key_that_sends_too_much_is_told_when_to_come_again_and_another_is_heard_meanwhile()
    {
        var (wild, calm) = (await MakeKeyAsync("wild"), await MakeKeyAsync("calm"));
        using var first = await SendAsync(wild, "a", 2000);
        Assert.Equal((HttpStatusCode.OK, "\"ingest\";q=2500;w=10", "\"ingest\";r=500;t=8"), (first.StatusCode, Header(first, "RateLimit-Policy"), Header(first, "RateLimit")));

        using var second = await SendAsync(wild, "b", 1000);
        Assert.Equal(HttpStatusCode.TooManyRequests, second.StatusCode);
        Assert.Equal("application/problem+json", second.Content.Headers.ContentType?.MediaType);
        Assert.Equal(("2", "2"), (Header(second, "Retry-After"), Header(second, "X-RateLimit-Reset")));
        using (var other = await SendAsync(calm, "c", 2000))
        {
            Assert.Equal(HttpStatusCode.OK, other.StatusCode);
        }

        server.Clock.Advance(TimeSpan.FromSeconds(2));
        using var again = await SendAsync(wild, "b", 1000);
        using var answer = JsonDocument.Parse(await again.Content.ReadAsStringAsync(Ct));
        Assert.Equal((1000, 0), (answer.RootElement.GetProperty("accepted").GetInt32(), answer.RootElement.GetProperty("duplicate").GetInt32()));
    }

    [Fact]
    public async Task A_full_batch_is_always_taken_in_the_end()
    {
        var key = await MakeKeyAsync("product");
        using (await SendAsync(key, "a", 2500))
        {
            server.Clock.Advance(TimeSpan.FromSeconds(10));
        }

        using var next = await SendAsync(key, "b", 2500);

        Assert.Equal((HttpStatusCode.OK, "\"ingest\";r=0;t=10"), (next.StatusCode, Header(next, "RateLimit")));
    }

    [Fact]
    public async Task What_waits_of_one_key_leaves_room_for_another()
    {
        var source = await server.Services.GetRequiredService<Sources>().FindOrAddAsync("product", Ct);
        var call = BatchReader.Read("""{"batch":[{"type":"identify","userId":"u-9"}]}"""u8.ToArray(), "batch", server.Clock.Now)!.Calls[0].Event!;
        using var idle = new Inbox(server.Services.GetRequiredService<EventIntake>(), server.Clock, NullLogger<Inbox>.Instance);
        var (wild, calm) = (Guid.CreateVersion7(server.Clock.Now), Guid.CreateVersion7(server.Clock.Now));

        var waiting = 0;
        while (idle.TryStore(new IncomingBatch(source, [call]), wild) is not null)
        {
            waiting++;
        }

        Assert.Equal(Inbox.Capacity / 2, waiting);
        Assert.NotNull(idle.TryStore(new IncomingBatch(source, [call]), calm));
    }

    private static string? Header(HttpResponseMessage answer, string name) => answer.Headers.TryGetValues(name, out var values) ? string.Join(',', values) : null;

    private async Task<HttpResponseMessage> SendAsync(string key, string run, int events)
    {
        var calls = Enumerable.Range(0, events).Select(no => $$$"""{"type":"track","messageId":"{{{run}}}-{{{no}}}","userId":"u","event":"Used","context":{"groupId":"acme"}}""");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/batch") { Content = new StringContent($$"""{"batch":[{{string.Join(',', calls)}}]}""", Encoding.UTF8) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return await client.SendAsync(request, Ct);
    }

    private async Task<string> MakeKeyAsync(string name)
    {
        await using var services = server.Services.CreateAsyncScope();
        var made = await services.ServiceProvider.GetRequiredService<MakeKey>().RunAsync(TestPortal.VendorAdmin(), new(name, KeyScope.Ingest), Ct);
        return made.Match(key => key.Text, refusal => throw new InvalidOperationException(refusal.Message));
    }
}
