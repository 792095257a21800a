using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using ValuePortal.Accounts;
using ValuePortal.Identity.Keys;
using ValuePortal.Tests.Support;

namespace ValuePortal.Tests.Roi.Sheets;

/// <summary>Value models in and out over HTTP, and every figure they come to. The clock stands on 15 June 2026.</summary>
public sealed class ValueApiTests : IAsyncLifetime
{
    private const string Model = "/api/v1/accounts/fabrikam/value-model";
    private const string Value = "/api/v1/accounts/fabrikam/value";

    private readonly PortalServer server = new();
    private Account account = null!;
    private HttpClient client = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        account = await server.OpenAccountAsync("fabrikam", "Fabrikam");
        client = await ClientAsync(KeyScope.Value);
    }

    public ValueTask DisposeAsync()
    {
        client.Dispose();
        return server.DisposeAsync();
    }

    public static TheoryData<string> Headings() => [.. DocumentExamples.All.Select(example => example.Heading)];

    [Fact]
    public void The_page_has_its_examples() => Assert.True(DocumentExamples.All.Count >= 5 && DocumentExamples.All.All(example => example.Figures.Count >= 5));

    [Theory]
    [MemberData(nameof(Headings))]
    public async Task An_example_of_the_documentation_comes_to_what_it_says_and_back_as_it_was(string heading)
    {
        var example = DocumentExamples.All.Single(each => each.Heading == heading);

        using var stored = await PutAsync(example.Json);
        using var read = await client.GetAsync(Model, Ct);
        var answer = await JsonAsync(await client.GetAsync(Value, Ct));

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.OK), (stored.StatusCode, read.StatusCode));
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(example.Json), await JsonAsync(read)), "The document came back otherwise.");
        Assert.Equal(stored.Headers.ETag, read.Headers.ETag);
        Assert.All(example.Figures, figure => Assert.Equal((figure.Id, figure.Here), (figure.Id, DocumentExamples.ValueOf(answer, figure.Id)!.Value)));
    }

    [Fact]
    public async Task What_is_sent_back_as_it_was_read_changes_nothing()
    {
        foreach (var example in DocumentExamples.All)
        {
            using var first = await PutAsync(example.Json);
            using var again = await PutAsync(await first.Content.ReadAsStringAsync(Ct));
            Assert.Equal((HttpStatusCode.OK, first.Headers.ETag), (again.StatusCode, again.Headers.ETag));
        }
    }

    [Fact]
    public async Task Who_read_an_older_model_replaces_nothing()
    {
        using var first = await PutAsync(DocumentExamples.All[0].Json, ("If-None-Match", "*"));
        using var twice = await PutAsync(DocumentExamples.All[0].Json, ("If-None-Match", "*"));
        using var second = await PutAsync(DocumentExamples.All[1].Json, ("If-Match", first.Headers.ETag!.Tag));
        using var late = await PutAsync(DocumentExamples.All[2].Json, ("If-Match", first.Headers.ETag.Tag));
        using var unchanged = await SendAsync(HttpMethod.Get, null, ("If-None-Match", second.Headers.ETag!.Tag));

        Assert.Equal(
            (HttpStatusCode.Created, HttpStatusCode.PreconditionFailed, HttpStatusCode.OK, HttpStatusCode.PreconditionFailed, HttpStatusCode.NotModified),
            (first.StatusCode, twice.StatusCode, second.StatusCode, late.StatusCode, unchanged.StatusCode));
        Assert.Equal("application/problem+json", late.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task A_refused_document_names_the_row_and_leaves_the_model_as_it_was()
    {
        using var good = await PutAsync(DocumentExamples.All[1].Json);
        using var bad = await PutAsync(DocumentExamples.All[1].Json.Replace("A6*A7", "A6*A9", StringComparison.Ordinal));
        using var after = await client.GetAsync(Model, Ct);

        Assert.Equal(HttpStatusCode.BadRequest, bad.StatusCode);
        Assert.Equal("Row At of table A: There is no row “A9”.", (string?)(await JsonAsync(bad))["errors"]!["tables[0].rows[7].formula"]![0]);
        Assert.Equal(good.Headers.ETag, after.Headers.ETag);
    }

    [Theory]
    [InlineData("{", "")]
    [InlineData("[]", "")]
    [InlineData("{\"version\":1,\"year\":3}", "year")]
    [InlineData("{\"version\":1,\"version\":1}", "version")]
    [InlineData("{\"version\":1,\"years\":\"3\"}", "years")]
    [InlineData("{\"version\":1,\"discount_rate\":\"a tenth\"}", "discount_rate")]
    [InlineData("{\"version\":1,\"tables\":[{\"id\":\"A\",\"rows\":[{\"id\":\"A1\",\"valeu\":1}]}]}", "tables[0].rows[0].valeu")]
    public async Task A_document_is_read_strictly(string json, string place)
    {
        using var answer = await PutAsync(json);
        var problem = await JsonAsync(answer);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(problem["errors"]!.AsObject(), error => error.Key.EndsWith(place, StringComparison.Ordinal) && ((string?)error.Value![0])!.Contains("Line 1: ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Keys_open_what_they_are_for()
    {
        using var stored = await PutAsync(DocumentExamples.All[3].Json);
        using var reader = await ClientAsync(KeyScope.Read);
        using var sender = await ClientAsync(KeyScope.Ingest);
        var other = await server.OpenAccountAsync("contoso", "Contoso");
        using var foreign = await ClientAsync(KeyScope.Value, other.AccountId);

        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(reader, Model));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(sender, Model));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(sender, Value));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(client, "/api/v1/usage?bucket=month&from=2026-01-01&to=2026-06-30&zone=UTC"));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(foreign, Model));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(foreign, Value));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(foreign, "/api/v1/accounts/contoso/value-model"));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(client, "/api/v1/accounts/nobody/value"));
        Assert.Equal(HttpStatusCode.BadRequest, await StatusAsync(client, Value + "?from=June"));
        Assert.Equal(HttpStatusCode.BadRequest, await StatusAsync(client, Value + "?from=2026-06-01&to=2026-05-01"));

        // A read key sees hours, and no amount anywhere.
        var hours = await JsonAsync(await reader.GetAsync(Value, Ct));
        Assert.False((bool)hours["with_amounts"]!);
        Assert.Equal(["roi.hours_saved"], hours["figures"]!.AsArray().Select(figure => (string?)figure!["figure"]));
        Assert.Empty(hours["by_year"]!.AsArray());
        Assert.Null(hours["drivers"]![0]!["benefit"]);
    }

    [Fact]
    public async Task Every_figure_says_its_state_its_inputs_and_what_it_means()
    {
        using var stored = await PutAsync(DocumentExamples.All[3].Json);
        var answer = await JsonAsync(await client.GetAsync(Value + "?from=2026-01-01&to=2026-02-28", Ct));

        Assert.All(answer["figures"]!.AsArray(), figure =>
        {
            Assert.True((string?)figure!["state"] is "estimated" or "partly_measured" or "measured" or "confirmed" or "disputed");
            Assert.NotEmpty(figure["inputs"]!.AsArray());
            Assert.False(string.IsNullOrWhiteSpace((string?)figure["definition"]));
        });

        // January is as agreed, February was measured: 1,687.50 each.
        Assert.Equal(3375m, DocumentExamples.ValueOf(answer, "roi.benefit"));
        Assert.Equal(1687.50m, DocumentExamples.ValueOf(answer, "roi.measured_benefit"));
        Assert.Equal("partly_measured", (string?)answer["drivers"]![0]!["state"]);
        Assert.Equal(9000m, DocumentExamples.ValueOf(answer, "roi.cost"));
    }

    [Fact]
    public async Task Sums_of_the_lines_are_the_totals()
    {
        foreach (var example in DocumentExamples.All)
        {
            using var stored = await PutAsync(example.Json);
            var answer = await JsonAsync(await client.GetAsync(Value, Ct));
            var years = answer["by_year"]!.AsArray();

            Assert.Equal(DocumentExamples.ValueOf(answer, "roi.pv_benefits"), years.Sum(year => (decimal)year!["present_benefit"]!));
            Assert.Equal(DocumentExamples.ValueOf(answer, "roi.pv_costs"), years.Sum(year => (decimal)year!["present_cost"]!));
            Assert.Equal(DocumentExamples.ValueOf(answer, "roi.npv"), years.Sum(year => (decimal)year!["present_net"]!));
            Assert.Equal((decimal)years[^1]!["cumulative_present_net"]!, DocumentExamples.ValueOf(answer, "roi.npv"));
            Assert.Equal(DocumentExamples.ValueOf(answer, "roi.benefit"), answer["months"]!.AsArray().Sum(month => (decimal)month!["benefit"]!));
            Assert.Equal(DocumentExamples.ValueOf(answer, "roi.cost"), answer["months"]!.AsArray().Sum(month => (decimal)month!["cost"]!));
        }
    }

    private async Task<HttpClient> ClientAsync(KeyScope scope, Guid? bound = null)
    {
        await using var services = server.Services.CreateAsyncScope();
        var key = (await services.ServiceProvider.GetRequiredService<MakeKey>().RunAsync(TestPortal.VendorAdmin(bound is { } one ? [one] : []), new(scope.Word, scope, bound), Ct))
            .Match(made => made.Text, refusal => throw new InvalidOperationException(refusal.Message));
        var made = server.Stranger();
        made.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return made;
    }

    private Task<HttpResponseMessage> PutAsync(string json, params (string Name, string Value)[] headers) => SendAsync(HttpMethod.Put, json, headers);

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string? json, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, Model);
        request.Content = json is null ? null : new StringContent(json, Encoding.UTF8, "application/json");
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await client.SendAsync(request, Ct);
    }

    private static async Task<JsonNode> JsonAsync(HttpResponseMessage answer) => JsonNode.Parse(await answer.Content.ReadAsStringAsync(Ct))!;

    private static async Task<HttpStatusCode> StatusAsync(HttpClient from, string address)
    {
        using var answer = await from.GetAsync(address, Ct);
        return answer.StatusCode;
    }
}
