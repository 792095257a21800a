using System.Net;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using ValuePortal.Platform.Access;
using ValuePortal.Tests.Support;

namespace ValuePortal.Tests.Shell;

public sealed partial class ShellTests(PortalServer server) : IClassFixture<PortalServer>
{
    [Theory]
    [InlineData("/help", 200)]
    [InlineData("/definitions", 200)]
    [InlineData("/definitions/usage.events", 200)]
    [InlineData("/definitions/usage.nothing", 404)]
    [InlineData("/nothing/here", 404)]
    [InlineData("/css/nothing.css", 404)]
    public async Task Every_answer_says_what_a_browser_may_do_with_it(string address, int status)
    {
        using var answer = await server.Stranger().GetAsync(address, Ct);

        Assert.Equal(status, (int)answer.StatusCode);
        var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("script-src 'self';", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal("same-origin", Assert.Single(answer.Headers.GetValues("Cross-Origin-Opener-Policy")));
        Assert.False(answer.Headers.Contains("Server"));
    }

    [Theory]
    [InlineData("/account/login", 200)]
    [InlineData("/nothing/here", 404)]
    public async Task Behind_a_proxy_that_ends_tls_pages_and_their_cookies_are_those_of_https(string address, int status)
    {
        using var plain = server.CreateClient(new() { BaseAddress = new Uri("http://localhost"), AllowAutoRedirect = false, HandleCookies = false });
        using var answer = await plain.GetAsync(address, Ct);

        Assert.Equal(status, (int)answer.StatusCode);
        Assert.All(answer.Headers.GetValues("Set-Cookie"), cookie => Assert.Contains("secure", cookie, StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_is_wrong_is_told_to_the_vendors_admin_and_one_word_to_others()
    {
        using var admin = server.ClientOf(await server.AddStaffAsync("operator@northwind.example"));
        using var csm = server.ClientOf(await server.AddStaffAsync("no-operator@northwind.example", PersonRole.Csm));

        var report = await admin.GetFromJsonAsync<System.Text.Json.JsonElement>("/health/ready", Ct);
        var toCsm = await csm.GetStringAsync("/health/ready", Ct);
        var toStranger = await server.Stranger().GetStringAsync("/health/ready", Ct);

        Assert.Equal("ready ready ready", $"{report.GetProperty("word").GetString()} {toCsm} {toStranger}");
        Assert.True(report.GetProperty("free_mebibytes").GetInt64() > 0);
        Assert.Empty(report.GetProperty("pending_migrations").EnumerateArray());
    }

    [Fact]
    public async Task A_missing_page_says_so_and_shows_the_way_home()
    {
        using var answer = await server.Stranger().GetAsync("/nothing/here", Ct);
        var page = await answer.Content.ReadAsStringAsync(Ct);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Contains("<h1>This page does not exist</h1>", page, StringComparison.Ordinal);
        Assert.Contains("Go to home", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Programs_get_no_page_for_a_missing_address()
    {
        using var answer = await server.Stranger().GetAsync("/health/nothing", Ct);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.DoesNotContain("<h1>", await answer.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/preferences/language", "language", "zh-CN")]
    [InlineData("/preferences/theme", "theme", "dark")]
    public async Task A_choice_without_its_token_is_refused(string address, string field, string value)
    {
        using var answer = await server.Stranger().PostAsync(address, new FormUrlEncodedContent([new(field, value)]), Ct);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.DoesNotContain(answer.Headers, header => header.Key == "Location");
    }

    [Fact]
    public async Task A_chosen_language_stays_and_the_page_comes_in_it()
    {
        var client = server.Stranger();
        using var answer = await ChooseAsync(client, "language", "zh-CN", "/help");

        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        Assert.Equal("/help", answer.Headers.Location?.OriginalString);
        var page = await client.GetStringAsync("/help", Ct);
        Assert.Contains("<html lang=\"zh-CN\"", page, StringComparison.Ordinal);
        Assert.Contains("每个数字都有出处", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_chosen_theme_is_there_with_the_first_byte()
    {
        var client = server.Stranger();
        using var answer = await ChooseAsync(client, "theme", "dark", "/definitions");

        Assert.Contains("data-theme=\"dark\"", await client.GetStringAsync("/help", Ct), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://elsewhere.example/")]
    [InlineData("//elsewhere.example/")]
    [InlineData("/\\elsewhere.example")]
    [InlineData("help")]
    [InlineData("")]
    public async Task The_way_back_never_leads_to_another_site(string returnPath)
    {
        using var answer = await ChooseAsync(server.Stranger(), "theme", "light", returnPath);

        Assert.Equal("/", answer.Headers.Location?.OriginalString);
    }

    [Theory]
    [InlineData("language", "fr")]
    [InlineData("theme", "pink")]
    public async Task What_is_not_offered_is_refused(string field, string value)
    {
        using var answer = await ChooseAsync(server.Stranger(), field, value, "/");

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task Signed_in_pages_are_kept_nowhere()
    {
        var account = await server.OpenAccountAsync();
        var person = await server.AddCustomerAsync(account.AccountId, $"no-store@{account.ExternalId}.example");
        using var answer = await server.ClientOf(person).GetAsync("/usage", Ct);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.True(answer.Headers.CacheControl?.NoStore);
    }

    private static CancellationToken Ct => Xunit.TestContext.Current.CancellationToken;

    private static async Task<HttpResponseMessage> ChooseAsync(HttpClient client, string field, string value, string returnPath)
    {
        var token = Token().Match(await client.GetStringAsync("/help", Ct)).Groups[1].Value;
        return await client.PostAsync(
            "/preferences/" + field,
            new FormUrlEncodedContent([new(field, value), new("returnPath", returnPath), new("__RequestVerificationToken", token)]),
            Ct);
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"", RegexOptions.NonBacktracking)]
    private static partial Regex Token();
}
