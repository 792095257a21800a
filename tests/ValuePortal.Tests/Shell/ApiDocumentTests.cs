using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using ValuePortal.Identity.Keys;
using ValuePortal.Tests.Architecture;
using ValuePortal.Tests.Support;

namespace ValuePortal.Tests.Shell;

/// <summary>
/// <c>docs/openapi.json</c> is what the portal serves. Write it anew with
/// <c>VALUEPORTAL_WRITE_DOCS=1 dotnet test tests/ValuePortal.Tests --filter ApiDocumentTests</c>, and look at what changed.
/// </summary>
public sealed class ApiDocumentTests : IAsyncDisposable
{
    private static readonly JsonSerializerOptions s_indented = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly string s_file = Path.Combine(Repository.Root, "docs", "openapi.json");

    private readonly PortalServer server = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task The_document_in_the_docs_is_the_one_that_is_served()
    {
        using var client = server.Stranger();
        var served = (await client.GetFromJsonAsync<JsonNode>("/openapi/v1.json", Ct))!.ToJsonString(s_indented) + "\n";
        if (Environment.GetEnvironmentVariable("VALUEPORTAL_WRITE_DOCS") is not null)
        {
            await File.WriteAllTextAsync(s_file, served, Ct);
        }

        var written = (await File.ReadAllTextAsync(s_file, Ct)).ReplaceLineEndings("\n");
        Assert.True(written == served, "docs/openapi.json is not what is served. VALUEPORTAL_WRITE_DOCS=1 dotnet test tests/ValuePortal.Tests --filter ApiDocumentTests writes it anew.");
    }

    [Fact]
    public async Task It_is_of_OpenAPI_3_1_and_holds_the_addresses_for_keys_and_no_other()
    {
        var document = await DocumentAsync();

        Assert.StartsWith("3.1.", (string?)document["openapi"], StringComparison.Ordinal);
        Assert.Equal(
            [
                "/api/v1/accounts", "/api/v1/accounts/{external_id}/annotations", "/api/v1/accounts/{external_id}/engagement", "/api/v1/accounts/{external_id}/features",
                "/api/v1/accounts/{external_id}/first-value", "/api/v1/accounts/{external_id}/retention", "/api/v1/accounts/{external_id}/seats",
                "/api/v1/accounts/{external_id}/value", "/api/v1/accounts/{external_id}/value-model",
                "/api/v1/features", "/api/v1/releases", "/api/v1/requests", "/api/v1/reviews/{id}", "/api/v1/usage", "/api/v1/usage/active-users",
            ],
            document["paths"]!.AsObject().Select(path => path.Key).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_linter_finds_no_error_in_it() => await NodeClients.RunAsync("lint-openapi.mjs", s_file);

    [Theory]
    [InlineData(null, "/api/v1/usage", "/api/v1/usage", 401)]
    [InlineData(KeyScope.Ingest, "/api/v1/accounts", "/api/v1/accounts", 403)]
    [InlineData(KeyScope.Read, "/api/v1/accounts?limit=0", "/api/v1/accounts", 400)]
    [InlineData(KeyScope.Read, "/api/v1/features?limit=many", "/api/v1/features", 400)]
    [InlineData(KeyScope.Read, "/api/v1/usage?bucket=month&from=2026-01-01&to=2026-06-30&zone=Berlin", "/api/v1/usage", 400)]
    [InlineData(KeyScope.Read, "/api/v1/usage/active-users?day=2026-06-30", "/api/v1/usage/active-users", 400)]
    [InlineData(KeyScope.Read, "/api/v1/usage/active-users?day=2026-06-30&zone=UTC&account=nobody", "/api/v1/usage/active-users", 404)]
    [InlineData(KeyScope.Value, "/api/v1/usage", "/api/v1/usage", 403)]
    [InlineData(KeyScope.Value, "/api/v1/accounts/nobody/value?from=soon", "/api/v1/accounts/{external_id}/value", 400)]
    [InlineData(KeyScope.Value, "/api/v1/accounts/nobody/value", "/api/v1/accounts/{external_id}/value", 404)]
    [InlineData(KeyScope.Read, "/api/v1/accounts/nobody/value-model", "/api/v1/accounts/{external_id}/value-model", 403)]
    [InlineData(KeyScope.Value, "/api/v1/accounts/nobody/value-model", "/api/v1/accounts/{external_id}/value-model", 404)]
    [InlineData(KeyScope.Read, "/api/v1/reviews/019a0f6e-7c1f-7a53-b0c5-0d6ba2bd4c11", "/api/v1/reviews/{id}", 404)]
    public async Task A_refusal_reads_as_its_example_does(KeyScope? scope, string address, string path, int status)
    {
        using var client = server.Stranger();
        client.DefaultRequestHeaders.Authorization = scope is { } held ? new AuthenticationHeaderValue("Bearer", await MakeKeyAsync(held)) : null;

        using var answer = await client.GetAsync(address, Ct);
        var problem = await answer.Content.ReadFromJsonAsync<JsonNode>(Ct);
        var documented = (await DocumentAsync())["paths"]![path]!["get"]!["responses"]![$"{status}"]!["content"]!.AsObject().Single();
        var example = documented.Value!["example"]!;

        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal(documented.Key, answer.Content.Headers.ContentType?.MediaType);
        (problem!["trace_id"], example["trace_id"]) = (null, null);
        Assert.Equal(example.ToJsonString(s_indented), problem.ToJsonString(s_indented));
    }

    private async Task<string> MakeKeyAsync(KeyScope scope)
    {
        await using var services = server.Services.CreateAsyncScope();
        return (await services.ServiceProvider.GetRequiredService<MakeKey>().RunAsync(TestPortal.VendorAdmin(), new("program", scope, null), Ct))
            .Match(key => key.Text, refusal => throw new InvalidOperationException(refusal.Message));
    }

    private async Task<JsonNode> DocumentAsync()
    {
        using var client = server.Stranger();
        return (await client.GetFromJsonAsync<JsonNode>("/openapi/v1.json", Ct))!;
    }
}
