using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using ValuePortal.Platform.Access;
using ValuePortal.Tests.Architecture;
using ValuePortal.Tests.Support;

namespace ValuePortal.Tests.Access;

/// <summary>
/// <c>docs/permissions.md</c> says what the table says. Write it anew with
/// <c>VALUEPORTAL_WRITE_DOCS=1 dotnet test tests/ValuePortal.Tests --filter PermissionDocs</c>.
/// </summary>
public sealed class PermissionDocsTests : IAsyncLifetime
{
    private static readonly string s_file = Path.Combine(Repository.Root, "docs", "permissions.md");

    private readonly PortalServer server = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public void The_page_of_permissions_is_the_one_that_the_table_makes()
    {
        var page = Page();
        if (Environment.GetEnvironmentVariable("VALUEPORTAL_WRITE_DOCS") is not null)
        {
            File.WriteAllText(s_file, page);
        }

        Assert.Equal(page, File.ReadAllText(s_file).ReplaceLineEndings("\n"));
    }

    [Fact]
    public void Every_policy_that_an_address_names_is_a_row_of_the_table()
    {
        var named = Addresses().Select(address => address.Policy).Where(policy => policy is not null).Distinct().ToList();

        Assert.NotEmpty(named);
        Assert.Empty(named.Except(Permissions.All.Select(permission => permission.Name)));
        Assert.Empty(Permissions.All.Select(permission => permission.Name).Except(named));
    }

    private string Page()
    {
        var page = new StringBuilder("""
            # Permissions

            Written from the one table in the code that also enforces it. A row beyond somebody's reach answers like a row that does not exist.
            Amounts are seen by whom the customer's admin allows, whatever the row says. An address that names no function is closed.

            | function | what it is | member | customer's admin | success manager | product manager | vendor's admin | keys |
            |---|---|---|---|---|---|---|---|

            """.ReplaceLineEndings("\n"));
        foreach (var row in Permissions.All)
        {
            var people = string.Join(" | ", Enum.GetValues<PersonRole>().Select(role => Words(row.ReachOf(role))));
            page.Append(CultureInfo.InvariantCulture, $"| `{row.Name}` | {row.What} | {people} | {(row.KeyScopes is null ? "–" : string.Join(", ", row.KeyScopes))} |\n");
        }

        page.Append("\n## Addresses\n\n| address | function |\n|---|---|\n");
        foreach (var (address, policy) in Addresses())
        {
            page.Append(CultureInfo.InvariantCulture, $"| `{address}` | {(policy is null ? "anybody" : $"`{policy}`")} |\n");
        }

        return page.ToString();
    }

    private static string Words(Reach reach) => reach switch
    {
        Reach.None => "–",
        Reach.Oneself => "oneself",
        Reach.OwnCompany => "own company",
        Reach.InCare => "accounts in care",
        Reach.Vendor => "the product",
        _ => "everything",
    };

    private List<(string Address, string? Policy)> Addresses() => [.. server.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        .Where(endpoint => endpoint.RoutePattern.RawText is { } text && !text.TrimStart('/').StartsWith('_') && !text.Contains("path:file", StringComparison.Ordinal))
        .Where(endpoint => endpoint.Metadata.GetMetadata<Microsoft.AspNetCore.StaticAssets.StaticAssetDescriptor>() is null)
        .SelectMany(endpoint => (endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"]).Select(method => (
            Address: $"{method} /{endpoint.RoutePattern.RawText!.Trim('/')}",
            endpoint.Metadata.GetMetadata<IAllowAnonymous>() is null ? endpoint.Metadata.GetOrderedMetadata<IAuthorizeData>().Select(data => data.Policy).LastOrDefault() : null)))
        .Where(row => !row.Address.StartsWith("HEAD ", StringComparison.Ordinal))
        .DistinctBy(row => row.Address)
        .OrderBy(row => row.Address.Split(' ')[1], StringComparer.Ordinal).ThenBy(row => row.Address, StringComparer.Ordinal)];
}
