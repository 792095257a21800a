using System.Net;
using System.Net.WebSockets;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using ValuePortal.EndToEnd.Support;
using ValuePortal.Tests.Support;

namespace ValuePortal.EndToEnd.Journeys;

/// <summary>A vendor connects its product: the live page, the real clients, a server that goes and comes back.</summary>
public sealed partial class ConnectTests(ChromiumBrowser browser) : IClassFixture<ChromiumBrowser>
{
    private const string Password = "four slow green boats";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_first_event_of_the_node_client_shows_on_the_open_page_and_a_wrong_one_says_why()
    {
        _ = NodeClients.Folder;
        await using var portal = await PortalProcess.StartNewAsync();
        await portal.OpenAccountAsync("acme");
        await using var vendor = await SignInAsync(portal, portal.Address, "en");
        var failures = WatchForFailures(vendor.Page);
        var key = await MakeKeyAsync(vendor.Page, "Make a key", "product");
        await WaitForPanelAsync(vendor.Page, "waiting");
        foreach (var snippet in new[] { "curl", "node", "browser" })
        {
            var code = await vendor.Page.Locator($"#{snippet}").TextContentAsync();
            Assert.Contains(key, code, StringComparison.Ordinal);
            Assert.Contains(portal.Address, code, StringComparison.Ordinal);
        }

        await vendor.Page.EvaluateAsync("window.stayed = true");
        await NodeClients.RunAsync("segment-node.mjs", portal.Address, key, "seven", "run-1");

        await WaitForPanelAsync(vendor.Page, "received", 5_000);
        Assert.True(await vendor.Page.EvaluateAsync<bool>("window.stayed"));

        await NodeClients.RunAsync("segment-node.mjs", portal.Address, key, "wrong");
        await vendor.Page.GotoAsync("desk/connect/calls?id=wrong-1");
        var row = vendor.Page.GetByRole(AriaRole.Row).Filter(new() { HasText = "wrong-1" });
        await Assertions.Expect(row).ToContainTextAsync("more than 255 characters");
        await vendor.Page.GotoAsync("desk/connect/calls?id=run-1");
        await Assertions.Expect(vendor.Page.Locator("tbody tr")).ToHaveCountAsync(7);
        Assert.Empty(failures);
    }

    [Fact]
    public async Task A_key_is_shown_once()
    {
        await using var portal = await PortalProcess.StartNewAsync();
        await using var vendor = await SignInAsync(portal, portal.Address, "en");
        var key = await MakeKeyAsync(vendor.Page, "Make a key", "product");

        await vendor.Page.ReloadAsync();

        Assert.DoesNotContain(key, await vendor.Page.ContentAsync(), StringComparison.Ordinal);
        Assert.Contains("YOUR_WRITE_KEY", await vendor.Page.Locator("#curl").TextContentAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("en", "Make a key", "Connection lost")]
    [InlineData("zh-CN", "创建密钥", "连接已中断")]
    public async Task A_page_whose_server_went_says_so_and_comes_back_by_itself(string language, string makeKey, string words)
    {
        await using var portal = await PortalProcess.StartNewAsync();
        await using var vendor = await SignInAsync(portal, portal.Address, language);
        await MakeKeyAsync(vendor.Page, makeKey, "product");
        await WaitForPanelAsync(vendor.Page, "waiting");

        portal.Kill();

        await Assertions.Expect(vendor.Page.GetByRole(AriaRole.Dialog)).ToContainTextAsync(words, new() { Timeout = 5_000 });
        await vendor.Page.EvaluateAsync("document.querySelector('[data-live]').dataset.old = 'true'");
        await portal.StartAsync();
        await vendor.Page.Locator("[data-live=true]:not([data-old])").WaitForAsync(new() { Timeout = 20_000 });
        await Assertions.Expect(vendor.Page.GetByRole(AriaRole.Dialog)).ToBeHiddenAsync();
    }

    [Fact]
    public async Task A_gap_of_four_seconds_loses_nothing_of_a_live_page()
    {
        await using var portal = await PortalProcess.StartNewAsync();
        using var proxy = new TcpProxy { Target = portal.Port };
        await using var vendor = await SignInAsync(portal, proxy.Address, "en");
        var key = await MakeKeyAsync(vendor.Page, "Make a key", "product");
        await WaitForPanelAsync(vendor.Page, "waiting");
        var since = await vendor.Page.Locator("[data-live] .hint").TextContentAsync();
        await vendor.Page.EvaluateAsync("window.stayed = true");

        proxy.Cut();
        await Assertions.Expect(vendor.Page.GetByRole(AriaRole.Dialog)).ToBeVisibleAsync(new() { Timeout = 5_000 });
        await Task.Delay(TimeSpan.FromSeconds(4), Ct); // the gap itself
        proxy.Mend();

        await Assertions.Expect(vendor.Page.GetByRole(AriaRole.Dialog)).ToBeHiddenAsync(new() { Timeout = 20_000 });
        await SendAsync(portal, key);
        await WaitForPanelAsync(vendor.Page, "received");
        Assert.True(await vendor.Page.EvaluateAsync<bool>("window.stayed"));
        Assert.Equal(since, await vendor.Page.Locator("[data-live] .hint").TextContentAsync());
    }

    [Fact]
    public async Task Only_pages_of_the_portal_open_a_live_connection()
    {
        await using var portal = await PortalProcess.StartNewAsync();
        await using var vendor = await SignInAsync(portal, portal.Address, "en");
        var cookies = string.Join("; ", (await vendor.Context.CookiesAsync()).Select(cookie => $"{cookie.Name}={cookie.Value}"));

        Assert.Equal(HttpStatusCode.OK, await NegotiateAsync(portal.Address, cookies, portal.Address));
        Assert.Equal(HttpStatusCode.Forbidden, await NegotiateAsync(portal.Address, cookies, "https://evil.example"));
        Assert.Equal(HttpStatusCode.Forbidden, await NegotiateAsync(portal.Address, cookies, "null"));
        Assert.Equal(HttpStatusCode.Unauthorized, await NegotiateAsync(portal.Address, "", portal.Address));

        using var foreign = new ClientWebSocket();
        foreign.Options.SetRequestHeader("Cookie", cookies);
        foreign.Options.SetRequestHeader("Origin", "https://evil.example");
        foreign.Options.CollectHttpResponseDetails = true;
        await Assert.ThrowsAsync<WebSocketException>(() => foreign.ConnectAsync(new Uri($"ws://127.0.0.1:{portal.Port}/_blazor"), Ct));
        Assert.Equal(HttpStatusCode.Forbidden, foreign.HttpStatusCode);
    }

    [Fact]
    public async Task The_browser_client_of_a_page_elsewhere_sends_seven_calls_that_are_stored_once_each()
    {
        _ = NodeClients.Folder;
        await using var portal = await PortalProcess.StartNewAsync();
        await portal.OpenAccountAsync("acme");
        var key = await portal.CommandAsync("create-key", "web", "--scope", "ingest");
        await using var shop = await ShopAsync();
        await using var visit = await browser.OpenAsync(shop.Urls.First());
        var asked = new List<string>();
        visit.Page.Response += (_, answer) =>
        {
            if (answer.Url.StartsWith(portal.Address, StringComparison.Ordinal))
            {
                var header = answer.Request.Headers.ContainsKey("authorization") ? " authorization" : "";
                asked.Add($"{answer.Request.Method} {new Uri(answer.Url).AbsolutePath.Replace(key, "KEY", StringComparison.Ordinal)} {answer.Status}{header}");
            }
        };
        await visit.Page.GotoAsync("");

        await visit.Page.EvaluateAsync(
            """
            async ([writeKey, cdnURL]) => {
              const analytics = AnalyticsNext.AnalyticsBrowser.load({ writeKey, cdnURL });
              await analytics.identify('u-1', { plan: 'pro' });
              await analytics.group('acme', { name: 'Acme' });
              await analytics.track('Report Viewed', { feature: 'reports' });
              await analytics.page('Home');
              await analytics.screen('Start');
              await analytics.alias('u-1', 'a-1');
              await analytics.track('Report Exported', { feature: 'export' });
            }
            """,
            new[] { key, portal.Address });
        await using var vendor = await SignInAsync(portal, portal.Address, "en");
        await vendor.Page.GotoAsync("desk/connect/calls");

        var kinds = await vendor.Page.Locator("tbody tr td:nth-of-type(1) code").AllTextContentsAsync();
        Assert.Equal(["alias", "group", "identify", "page", "screen", "track", "track"], kinds.Order(StringComparer.Ordinal));
        await Assertions.Expect(vendor.Page.Locator("tbody .chip.bad, tbody .chip.warn")).ToHaveCountAsync(0);
        Assert.Contains("GET /v1/projects/KEY/settings 200", asked);
        Assert.All(new[] { "i", "g", "t", "p", "s", "a" }, letter => Assert.Contains($"POST /v1/{letter} 200 authorization", asked));
    }

    [GeneratedRegex(@"https?://\S+", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Link();

    /// <summary>The vendor's admin, signed in at this address of the portal.</summary>
    private async Task<Visit> SignInAsync(PortalProcess portal, string address, string language)
    {
        var link = new Uri(Link().Match(await portal.CommandAsync("create-admin", "--email", "vendor@northwind.example")).Value);
        var visit = await browser.OpenAsync(address, language);
        await visit.SetPasswordAsync(link.PathAndQuery.TrimStart('/'), Password);

        await visit.SpeakAsync(language);
        return visit;
    }

    /// <summary>Makes a write key by the form of the page; its text.</summary>
    private static async Task<string> MakeKeyAsync(IPage page, string button, string name)
    {
        await page.GotoAsync("desk/connect");
        await page.Locator("input[name=Name]").FillAsync(name);
        await page.GetByRole(AriaRole.Button, new() { Name = button }).ClickAsync();
        return (await page.Locator("#the-key").TextContentAsync())!;
    }

    private static Task WaitForPanelAsync(IPage page, string state, float patience = 15_000) =>
        page.Locator($"[data-live=true][data-state={state}]").WaitForAsync(new() { Timeout = patience });

    private static List<string> WatchForFailures(IPage page)
    {
        var failures = new List<string>();
        page.Console += (_, message) =>
        {
            if (message.Type == "error")
            {
                failures.Add(message.Text);
            }
        };
        page.PageError += (_, failure) => failures.Add(failure);
        return failures;
    }

    private static async Task SendAsync(PortalProcess portal, string key)
    {
        using var client = new HttpClient();
        using var call = new StringContent($$"""{"writeKey":"{{key}}","userId":"u-1","event":"Used"}""");
        (await client.PostAsync(portal.Address + "/v1/track", call, Ct)).EnsureSuccessStatusCode();
    }

    private static async Task<HttpStatusCode> NegotiateAsync(string address, string cookies, string origin)
    {
        using var client = new HttpClient(new HttpClientHandler { UseCookies = false, AllowAutoRedirect = false });
        using var request = new HttpRequestMessage(HttpMethod.Post, address + "/_blazor/negotiate?negotiateVersion=1");
        request.Headers.TryAddWithoutValidation("Cookie", cookies);
        request.Headers.Add("Origin", origin);
        return (await client.SendAsync(request, Ct)).StatusCode;
    }

    /// <summary>A page of another origin that carries the browser client from npm.</summary>
    private static async Task<WebApplication> ShopAsync()
    {
        var script = await File.ReadAllTextAsync(Path.Combine(NodeClients.Folder, "node_modules", "@segment", "analytics-next", "dist", "umd", "index.js"), Ct);
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        var shop = builder.Build();
        shop.Run(http =>
        {
            var isScript = http.Request.Path == "/analytics.js";
            http.Response.ContentType = isScript ? "text/javascript" : "text/html";
            return http.Response.WriteAsync(isScript ? script : "<!DOCTYPE html><title>Shop</title><script src=\"/analytics.js\"></script>");
        });
        await shop.StartAsync(Ct);
        return shop;
    }
}
