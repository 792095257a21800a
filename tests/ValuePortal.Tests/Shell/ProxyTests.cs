using System.Net;
using Microsoft.AspNetCore.Hosting;
using ValuePortal.Identity.Sessions;
using ValuePortal.Tests.Support;

namespace ValuePortal.Tests.Shell;

public sealed class ProxyTests
{
    private const string From = "X-Test-From";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Whoever_writes_another_address_into_a_header_does_not_escape_the_limit_of_the_own()
    {
        await using var server = Behind(proxies: null);
        using var client = server.Stranger();

        var answers = await TryAsync(client, "203.0.113.9", tries: SignInLimits.PerAddressAndMinute + 1, i => $"198.51.100.{i}");

        Assert.Equal(HttpStatusCode.TooManyRequests, answers[^1]);
    }

    [Fact]
    public async Task A_named_proxy_is_believed_and_what_somebody_wrote_before_it_is_not()
    {
        await using var server = Behind("10.0.0.0/8, 192.0.2.7");
        using var client = server.Stranger();

        // Through two proxies of ours; before them stands what the sender invented.
        var one = await TryAsync(client, "192.0.2.7", SignInLimits.PerAddressAndMinute + 1, i => $"198.51.100.{i}, 203.0.113.1, 10.1.2.3");
        var other = await TryAsync(client, "192.0.2.7", 1, _ => "203.0.113.2, 10.1.2.3");

        Assert.Equal(HttpStatusCode.TooManyRequests, one[^1]);
        Assert.NotEqual(HttpStatusCode.TooManyRequests, other[0]);
    }

    [Fact]
    public async Task Under_a_path_of_its_own_the_portal_stays_there()
    {
        await using var server = new PortalServer { Settings = { ["ValuePortal:PublicUrl"] = "https://localhost/value" } };
        var account = await server.OpenAccountAsync();
        using var member = server.ClientOf(await server.AddCustomerAsync(account.AccountId, "admin@fabrikam.example"));
        using var stranger = server.Stranger();

        using var page = await member.GetAsync("/value/usage", Ct);
        using var away = await stranger.GetAsync("/value/usage?from=2026-01-01", Ct);
        using var start = await server.ClientOf(await server.AddStaffAsync("admin@northwind.example")).GetAsync("/value/", Ct);

        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        Assert.Contains("<base href=\"/value/\"", await page.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        Assert.Equal("/value/account/login?returnUrl=%2Fvalue%2Fusage%3Ffrom%3D2026-01-01", away.Headers.Location?.OriginalString);
        Assert.Equal("/value/desk", start.Headers.Location?.IsAbsoluteUri == true ? start.Headers.Location.AbsolutePath : start.Headers.Location?.OriginalString);
    }

    private static PortalServer Behind(string? proxies) => new()
    {
        Settings = { ["ValuePortal:PublicUrl"] = "https://localhost", ["ValuePortal:Proxies"] = proxies },
        More = services => services.AddSingleton<IStartupFilter, ComingFrom>(),
    };

    private static async Task<List<HttpStatusCode>> TryAsync(HttpClient client, string from, int tries, Func<int, string> forwarded)
    {
        List<HttpStatusCode> answers = [];
        for (var i = 1; i <= tries; i++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/account/login") { Content = new FormUrlEncodedContent([new("Email", "somebody@example.com")]) };
            request.Headers.Add(From, from);
            request.Headers.Add("X-Forwarded-For", forwarded(i));
            using var answer = await client.SendAsync(request, Ct);
            answers.Add(answer.StatusCode);
        }

        return answers;
    }

    /// <summary>A request in the same process comes from nowhere: this says from where.</summary>
    private sealed class ComingFrom : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use((http, go) =>
            {
                http.Connection.RemoteIpAddress = IPAddress.Parse(http.Request.Headers[From].ToString());
                return go(http);
            });
            next(app);
        };
    }
}
