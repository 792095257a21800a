using System.Net;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using ValuePortal.Platform.Access;
using ValuePortal.Tests.Support;
using static ValuePortal.Tests.Support.Wrongs;

namespace ValuePortal.Tests.Architecture;

public sealed class EndpointTests : IAsyncLifetime
{
    /// <summary>The framework's own: the script, the connection of a page that is live, and the answer to a file that is not there.</summary>
    private static readonly string[] s_framework = ["/_blazor", "/_framework", "/{**path:file}"];

    /// <summary>Programs come here with a key, and a key is not sent by a browser that was led astray.</summary>
    private static readonly string[] s_byKey = ["/v1/", "/api/"];

    private readonly PortalServer server = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public void Every_endpoint_says_who_may_call_it()
    {
        var endpoints = Endpoints();
        var exempt = endpoints.Where(endpoint => s_framework.Any(prefix => Address(endpoint).StartsWith(prefix, StringComparison.Ordinal))).ToList();
        TestContext.Current.SendDiagnosticMessage("Exempt as the framework's own: {0}", string.Join(", ", exempt.Select(Address).Distinct()));

        Assert.NotEmpty(endpoints);
        Assert.Contains(endpoints, endpoint => Address(endpoint) == "/health/live");
        AssertNone(endpoints.Except(exempt)
            .Where(endpoint => endpoint.Metadata.GetMetadata<IAllowAnonymous>() is null
                && endpoint.Metadata.GetMetadata<AuthorizationPolicy>() is null
                && !endpoint.Metadata.GetOrderedMetadata<IAuthorizeData>().Any(data => !string.IsNullOrEmpty(data.Policy)))
            .Select(endpoint => $"{endpoint.DisplayName} names no policy and does not say that anybody may call it."));
    }

    [Fact]
    public async Task A_form_without_its_token_is_refused()
    {
        var ct = TestContext.Current.CancellationToken;
        var account = await server.OpenAccountAsync();
        Person[] people =
        [
            await server.AddCustomerAsync(account.AccountId, "admin@fabrikam.example"),
            await server.AddCustomerAsync(account.AccountId, "member@fabrikam.example", PersonRole.CustomerMember),
            await server.AddStaffAsync("admin@northwind.example"),
            await server.AddStaffAsync("csm@northwind.example", PersonRole.Csm),
            await server.AddStaffAsync("product@northwind.example", PersonRole.ProductManager),
        ];
        var addresses = Endpoints().Where(IsForm).Select(AddressWithValues).Distinct().ToList();
        var wrongs = new List<string>();
        foreach (var address in addresses)
        {
            var answers = new List<HttpStatusCode>();
            foreach (var person in people)
            {
                using var client = server.ClientOf(person);
                using var form = new FormUrlEncodedContent([KeyValuePair.Create("any", "thing")]);
                answers.Add((await client.PostAsync(address, form, ct)).StatusCode);
            }

            if (!answers.Contains(HttpStatusCode.BadRequest) || answers.Any(answer => (int)answer < 300 || (int)answer >= 500))
            {
                wrongs.Add($"POST {address} without a token answered {string.Join(", ", answers.Distinct())}.");
            }
        }

        Assert.NotEmpty(addresses);
        AssertNone(wrongs);
    }

    [Fact]
    public void Nothing_is_changed_by_reading()
    {
        // A GET cannot be told from a link that somebody was led to: an address that changes something takes POST.
        string[] changing = ["delete", "remove", "vote", "sign-out", "logout", "publish"];

        AssertNone(Endpoints()
            .Where(endpoint => endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Contains("GET") == true
                && endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods.Contains("POST") is false
                && changing.Any(word => Address(endpoint).Split('/')[^1] == word))
            .Select(endpoint => $"GET {Address(endpoint)} sounds as if it changed something."));
    }

    private static bool IsForm(RouteEndpoint endpoint) =>
        endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Contains("POST") == true
        && !s_framework.Concat(s_byKey).Any(prefix => Address(endpoint).StartsWith(prefix, StringComparison.Ordinal));

    private static string Address(RouteEndpoint endpoint) => "/" + endpoint.RoutePattern.RawText?.TrimStart('/');

    private static string AddressWithValues(RouteEndpoint endpoint) =>
        "/" + string.Join('/', endpoint.RoutePattern.PathSegments.Select(segment => string.Concat(segment.Parts.Select(part => part switch
        {
            RoutePatternLiteralPart literal => literal.Content,
            RoutePatternSeparatorPart separator => separator.Content,
            RoutePatternParameterPart parameter when parameter.ParameterPolicies.Any(policy => policy.Content is "int" or "long") => "1",
            _ => Guid.CreateVersion7(FixedClock.Monday).ToString(),
        }))));

    private List<RouteEndpoint> Endpoints() => server.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().ToList();
}
