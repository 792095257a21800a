using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Routing;
using ValuePortal.Platform.Access;
using ValuePortal.Tests.Support;
using static ValuePortal.Tests.Support.Wrongs;

namespace ValuePortal.Tests.Access;

/// <summary>A walk over every address of the portal, over a real connection, with what a scanner would send: wrong methods, ways out of a folder, line breaks, foreign hosts, too much of everything.</summary>
public sealed partial class WalkTests(WalkTests.Listening portal) : IClassFixture<WalkTests.Listening>
{
    private const string Evil = "evil.example";

    private static readonly string[] s_methods = ["GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND"];
    private static readonly string[] s_waysOut = ["..%2f..%2f..%2f..%2fetc%2fpasswd", "..%5c..%5cetc%5cpasswd", "%0d%0aX-Evil:%201", "%27%20OR%201=1--", "%3Cscript%3Ealert(1)%3C%2Fscript%3E"];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private IEnumerable<RouteEndpoint> Endpoints => portal.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().DistinctBy(endpoint => Pattern(endpoint) + Methods(endpoint));

    /// <summary>The server that listens, and two people of it: a customer's admin and the vendor's.</summary>
    public sealed class Listening : PortalServer, IAsyncLifetime
    {
        public Uri Address { get; private set; } = new("http://127.0.0.1");

        public Person Customer { get; private set; } = null!;

        public Person Vendor { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            UseKestrel(0);
            StartServer();
            Address = new Uri(Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
            Customer = await AddCustomerAsync((await OpenAccountAsync("walked", "Walked")).AccountId, "walker@customer.example");
            Vendor = await AddStaffAsync("walker@vendor.example");
        }

        public HttpClient Client(Person? person = null)
        {
            var client = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = Address };

            // Of this machine's own names a browser is not told to use https.
            client.DefaultRequestHeaders.Host = "portal.example";
            if (person is not null)
            {
                client.DefaultRequestHeaders.Add("X-Test-Person", person.Id.ToString());
                client.DefaultRequestHeaders.Add("X-Test-Role", person.Role.ToString());
            }

            return client;
        }
    }

    /// <summary>By every method, whether the address takes it or not: an answer with its headers, never a failure, and nothing is done by a method that is not its own.</summary>
    [Fact]
    public async Task No_method_breaks_an_address_and_every_answer_has_its_headers()
    {
        using var stranger = portal.Client();
        List<string> wrongs = [];
        var asked = 0;
        foreach (var endpoint in Endpoints)
        {
            foreach (var method in s_methods)
            {
                using var request = new HttpRequestMessage(new HttpMethod(method), Filled(Pattern(endpoint), "x"));
                request.Headers.Add("X-HTTP-Method-Override", "DELETE");
                using var answer = await stranger.SendAsync(request, Ct);
                asked++;
                wrongs.AddRange((await WrongsOfAsync(answer)).Select(wrong => $"{method} {Pattern(endpoint)}: {wrong}"));
                if (method is "PUT" or "DELETE" or "PATCH" or "TRACE" or "PROPFIND" && answer.IsSuccessStatusCode && !Methods(endpoint).Contains(method, StringComparison.Ordinal))
                {
                    wrongs.Add($"{method} {Pattern(endpoint)}: {(int)answer.StatusCode}, and it does not take {method}.");
                }
            }
        }

        Assert.True(asked > 1000, $"Only {asked} questions were asked.");
        AssertNone(wrongs);
    }

    /// <summary>Each address with a place, with ways out of a folder, line breaks, quotes and markup in it: nothing of it comes back as it is, and no file of the machine.</summary>
    [Fact]
    public async Task No_place_in_an_address_leads_out_of_the_portal()
    {
        using var customer = portal.Client(portal.Customer);
        using var vendor = portal.Client(portal.Vendor);
        List<string> wrongs = [];
        var asked = 0;
        foreach (var endpoint in Endpoints.Where(endpoint => endpoint.RoutePattern.Parameters.Count > 0))
        {
            foreach (var way in s_waysOut)
            {
                var address = Filled(Pattern(endpoint), way);
                using var answer = await (asked++ % 2 == 0 ? customer : vendor).GetAsync(address, Ct);
                wrongs.AddRange((await WrongsOfAsync(answer)).Select(wrong => $"{address}: {wrong}"));
                var body = await answer.Content.ReadAsStringAsync(Ct);
                if (answer.Headers.Contains("X-Evil") || body.Contains("root:x:", StringComparison.Ordinal) || body.Contains("<script>alert(1)", StringComparison.Ordinal))
                {
                    wrongs.Add($"{address}: it got out.");
                }
            }
        }

        Assert.True(asked > 200, $"Only {asked} questions were asked.");
        AssertNone(wrongs);
    }

    /// <summary>As signed in: what is shown is stored nowhere, and nothing in the query or in the name of the host leads elsewhere.</summary>
    [Fact]
    public async Task No_page_sends_elsewhere_or_is_kept_by_a_cache()
    {
        using var customer = portal.Client(portal.Customer);
        using var vendor = portal.Client(portal.Vendor);
        List<string> wrongs = [];
        foreach (var endpoint in Endpoints.Where(endpoint => endpoint.RoutePattern.Parameters.Count == 0 && (Methods(endpoint).Length == 0 || Methods(endpoint).Contains("GET", StringComparison.Ordinal))))
        {
            foreach (var client in new[] { customer, vendor })
            {
                var address = $"{Pattern(endpoint)}?returnUrl=//{Evil}&returnPath=https:%2F%2F{Evil}&next=%5C%5C{Evil}&from=0001-01-01&to=9999-12-31&on=x&page=-1&period=%00&q=%27%22%3E%3Cimg%20src=x%3E&a=x~y~z~1&spread=1e999";
                using var request = new HttpRequestMessage(HttpMethod.Get, address);
                request.Headers.Host = Evil;
                using var answer = await client.SendAsync(request, Ct);
                wrongs.AddRange((await WrongsOfAsync(answer)).Select(wrong => $"{address}: {wrong}"));
                var body = await answer.Content.ReadAsStringAsync(Ct);
                if (answer.Headers.Location is { IsAbsoluteUri: true } elsewhere && elsewhere.Host == Evil || Leading().IsMatch(body) || body.Contains("<img src=x>", StringComparison.Ordinal))
                {
                    wrongs.Add($"{Pattern(endpoint)}: leads to {answer.Headers.Location?.ToString() ?? Leading().Match(body).Value}.");
                }

                if (answer.IsSuccessStatusCode && endpoint.Metadata.GetMetadata<IAllowAnonymous>() is null && answer.Headers.CacheControl?.NoStore != true)
                {
                    wrongs.Add($"{Pattern(endpoint)}: may be kept: {answer.Headers.CacheControl}.");
                }
            }
        }

        AssertNone(wrongs);
    }

    /// <summary>Bodies that are no document, bottomless, of another kind, or hold names nobody knows.</summary>
    [Fact]
    public async Task No_body_breaks_an_address()
    {
        (string Kind, string Body)[] bodies =
        [
            ("application/json", "{"), ("application/json", new string('[', 5000)), ("application/json", """{"isAdmin":true,"role":"VendorAdmin","accountId":"00000000-0000-7000-8000-000000000001"}"""),
            ("application/xml", """<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>"""), ("multipart/form-data; boundary=b", "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"../../x\"\r\n\r\nx\r\n--b--"),
        ];
        using var vendor = portal.Client(portal.Vendor);
        List<string> wrongs = [];
        foreach (var endpoint in Endpoints.Where(endpoint => Methods(endpoint) is "POST" or "PUT" or "DELETE" or "PATCH" or ""))
        {
            foreach (var (kind, body) in bodies)
            {
                using var content = new StringContent(body);
                content.Headers.Remove("Content-Type");
                content.Headers.TryAddWithoutValidation("Content-Type", kind);
                using var request = new HttpRequestMessage(new HttpMethod(Methods(endpoint) is { Length: > 0 } own ? own : "POST"), Filled(Pattern(endpoint), "x")) { Content = content };
                using var answer = await vendor.SendAsync(request, Ct);
                wrongs.AddRange((await WrongsOfAsync(answer)).Select(wrong => $"{request.Method} {Pattern(endpoint)} with {kind}: {wrong}"));
            }
        }

        AssertNone(wrongs);
    }

    [Fact]
    public async Task Every_cookie_that_is_set_is_of_this_host_alone()
    {
        using var client = portal.Client();
        List<string> cookies = [];
        foreach (var page in new[] { "/account/login", "/help", "/nothing/here", "/account/forgot", "/requests" })
        {
            using var answer = await client.GetAsync(page, Ct);
            cookies.AddRange(answer.Headers.TryGetValues("Set-Cookie", out var set) ? set : []);
        }

        Assert.NotEmpty(cookies);
        AssertNone(cookies.Where(cookie => !CookieOfThisHost().IsMatch(cookie)));
    }

    /// <summary>What must not even reach the program: each connection gets a refusal and stays no burden.</summary>
    [Theory]
    [InlineData("GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400)]
    [InlineData("GET / HTTP/1.1\r\n\r\n", 400)]
    [InlineData("GET / HTTP/1.1\r\nHost: localhost\r\nX-A: b\rc\r\n\r\n", 400)]
    [InlineData("GET /%00 HTTP/1.1\r\nHost: localhost\r\n\r\n", 400)]
    [InlineData("GET / HTTP/1.1\r\nHost: local host\r\n\r\n", 400)]
    [InlineData("POST /account/login HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nabcde", 400)]
    [InlineData("POST /account/login HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: gzip\r\n\r\nabcde", 400)]
    [InlineData("POST /account/login HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999999999\r\nContent-Type: application/x-www-form-urlencoded\r\n\r\n", 413, 400)]
    [InlineData("GET / HTTP/9.9\r\nHost: localhost\r\n\r\n", 505)]
    [InlineData("LONGHEADER", 431)]
    [InlineData("MANYHEADERS", 431)]
    [InlineData("LONGADDRESS", 414)]
    public async Task What_is_no_request_is_refused_at_the_door(string sent, params int[] expected)
    {
        sent = sent switch
        {
            "LONGHEADER" => $"GET / HTTP/1.1\r\nHost: localhost\r\nX-A: {new string('a', 60_000)}\r\n\r\n",
            "MANYHEADERS" => $"GET / HTTP/1.1\r\nHost: localhost\r\n{string.Concat(Enumerable.Range(0, 500).Select(i => $"X-{i}: a\r\n"))}\r\n",
            "LONGADDRESS" => $"GET /{new string('a', 20_000)} HTTP/1.1\r\nHost: localhost\r\n\r\n",
            _ => sent,
        };
        using var client = new TcpClient();
        await client.ConnectAsync(portal.Address.Host, portal.Address.Port, Ct);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(sent), Ct);
        var buffer = new byte[64];
        var read = await stream.ReadAtLeastAsync(buffer, 12, throwOnEndOfStream: false, Ct);

        Assert.Contains(int.Parse(Encoding.ASCII.GetString(buffer, 9, Math.Min(3, read - 9)), System.Globalization.CultureInfo.InvariantCulture), expected);
    }

    private static async Task<List<string>> WrongsOfAsync(HttpResponseMessage answer)
    {
        List<string> wrongs = [];
        if ((int)answer.StatusCode >= 500)
        {
            wrongs.Add($"{(int)answer.StatusCode}");
        }

        void Has(string header, string part)
        {
            if (!answer.Headers.TryGetValues(header, out var values) || !string.Join(';', values).Contains(part, StringComparison.Ordinal))
            {
                wrongs.Add($"no {header} with {part} at {(int)answer.StatusCode}");
            }
        }

        Has("Content-Security-Policy", "frame-ancestors 'none'");
        Has("Content-Security-Policy", "base-uri 'self'");
        Has("X-Content-Type-Options", "nosniff");
        Has("Referrer-Policy", "");
        Has("Cross-Origin-Opener-Policy", "same-origin");
        Has("Strict-Transport-Security", "max-age=31536000; includeSubDomains");
        if (answer.Headers.Contains("Server") || answer.Headers.Contains("X-Powered-By"))
        {
            wrongs.Add("it says what serves it");
        }

        var body = await answer.Content.ReadAsStringAsync(Ct);
        var (kind, encoding) = (answer.Content.Headers.ContentType?.MediaType ?? "", answer.Content.Headers.ContentType?.CharSet);
        if (body.Length > 0 && encoding is null && kind.StartsWith("text/", StringComparison.Ordinal) && !answer.RequestMessage!.RequestUri!.AbsolutePath.StartsWith("/_", StringComparison.Ordinal) && kind is not ("text/javascript" or "text/css"))
        {
            wrongs.Add($"{kind} without its encoding");
        }

        if (kind is not "text/javascript" && (body.Contains("   at ValuePortal.", StringComparison.Ordinal) || body.Contains("Exception", StringComparison.Ordinal)))
        {
            wrongs.Add("it shows its inside");
        }

        return wrongs;
    }

    private static string Pattern(RouteEndpoint endpoint) => "/" + endpoint.RoutePattern.RawText!.Trim('/');

    private static string Methods(RouteEndpoint endpoint) => string.Join(',', endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? []);

    private static string Filled(string pattern, string value) => Place().Replace(pattern, place => place.Value.StartsWith("{format", StringComparison.Ordinal) ? "csv" : value);

    [GeneratedRegex(@"\{[^{}]+(?:\{[^}]*\}[^{}]*)*\}", RegexOptions.None, 1000)]
    private static partial Regex Place();

    [GeneratedRegex("""(?:href|action|src|content)="(?:https?:)?//evil\.example""", RegexOptions.None, 1000)]
    private static partial Regex Leading();

    [GeneratedRegex("^__Host-[^;]+;(?=.*path=/(?:;|$))(?=.*secure)(?=.*samesite=(?:lax|strict))(?!.*domain=)", RegexOptions.IgnoreCase, 1000)]
    private static partial Regex CookieOfThisHost();
}
