using System.Net;
using System.Text.RegularExpressions;
using ValuePortal.Platform.Access;
using ValuePortal.Tests.Support;

namespace ValuePortal.Tests.Shell;

/// <summary>What a person finds by typing a part of its name.</summary>
public sealed partial class FindTests : IAsyncLifetime
{
    private readonly PortalServer server = new();
    private Guid account;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        account = (await server.OpenAccountAsync("fabrikam", "Fabrikam Retail")).AccountId;
        await server.OpenAccountAsync("contoso", "Contoso Logistics");
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Theory]
    [InlineData(PersonRole.CustomerAdmin)]
    [InlineData(PersonRole.CustomerMember)]
    [InlineData(PersonRole.Csm)]
    [InlineData(PersonRole.ProductManager)]
    [InlineData(PersonRole.VendorAdmin)]
    public async Task Everything_that_is_listed_may_be_opened(PersonRole role)
    {
        using var client = server.ClientOf(await PersonAsync(role));

        var places = Options(await client.GetStringAsync("/find", Ct));

        Assert.True(places.Count > 5);
        foreach (var place in places)
        {
            using var answer = await client.GetAsync(place.To, Ct);
            Assert.True(answer.StatusCode is HttpStatusCode.OK || (place.To == "/" && answer.StatusCode is HttpStatusCode.Redirect), $"{place.To} answers {answer.StatusCode} to {role}.");
        }
    }

    [Fact]
    public async Task A_success_manager_finds_the_accounts_in_care_and_a_customer_finds_none()
    {
        var csm = await PersonAsync(PersonRole.Csm);
        using var staff = server.ClientOf(csm);
        using var customer = server.ClientOf(await PersonAsync(PersonRole.CustomerAdmin));

        Assert.Equal($"/desk/accounts/{account}", Assert.Single(Options(await staff.GetStringAsync("/find?q=FABRI", Ct))).To);
        Assert.Empty(Options(await staff.GetStringAsync("/find?q=contoso", Ct)));
        Assert.Empty(Options(await customer.GetStringAsync("/find?q=fabri", Ct)));
        Assert.Contains("Nothing with this name", await customer.GetStringAsync("/find?q=fabri", Ct), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("mile", "en", "/milestones")]
    [InlineData("里程", "zh-CN", "/milestones")]
    [InlineData("mile", "zh-CN", "/milestones")]
    [InlineData("requests", "en", "/requests")]
    [InlineData("new req", "en", "/requests/new")]
    [InlineData("usa", "en", "/usage")]
    public async Task What_begins_with_the_letters_stands_first(string typed, string language, string first)
    {
        using var client = server.ClientOf(await PersonAsync(PersonRole.CustomerMember));
        client.DefaultRequestHeaders.Add("Accept-Language", language);

        Assert.Equal(first, Options(await client.GetStringAsync("/find?q=" + Uri.EscapeDataString(typed), Ct))[0].To);
    }

    [Fact]
    public async Task Nobody_finds_anything_before_signing_in()
    {
        using var stranger = server.Stranger();
        Assert.NotEqual(HttpStatusCode.OK, (await stranger.GetAsync("/find", Ct)).StatusCode);
        Assert.DoesNotContain("id=\"find\"", await stranger.GetStringAsync("/account/login", Ct), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Single_keys_can_be_switched_off_on_the_profile()
    {
        using var client = server.ClientOf(await PersonAsync(PersonRole.CustomerMember));
        var profile = await client.GetStringAsync("/account/profile", Ct);
        Assert.Contains("data-keys=\"on\"", profile, StringComparison.Ordinal);

        var token = Token().Match(profile).Groups[1].Value;
        using var answer = await client.PostFieldsAsync("/preferences/shortcuts", ("shortcuts", "off"), ("returnPath", "/account/profile"), ("__RequestVerificationToken", token));

        Assert.Equal("/account/profile", answer.Headers.Location?.OriginalString);
        Assert.Contains("data-keys=\"off\"", await client.GetStringAsync("/usage", Ct), StringComparison.Ordinal);
    }

    private static List<(string To, string Name)> Options(string html) =>
        [.. Option().Matches(html).Select(option => (WebUtility.HtmlDecode(option.Groups[1].Value), WebUtility.HtmlDecode(option.Groups[2].Value)))];

    private async Task<Person> PersonAsync(PersonRole role)
    {
        if (role is PersonRole.CustomerAdmin or PersonRole.CustomerMember)
        {
            return await server.AddCustomerAsync(account, $"{role}@fabrikam.example", role);
        }

        var person = await server.AddStaffAsync($"{role}@northwind.example", role);
        if (role is PersonRole.Csm)
        {
            await server.Portal.GiveCareAsync(account, person.Id, server.Clock.Now);
        }

        return person;
    }

    [GeneratedRegex("role=\"option\" data-to=\"([^\"]+)\"[^>]*>([^<]+)<", RegexOptions.None, 1000)]
    private static partial Regex Option();

    [GeneratedRegex("action=\"preferences/shortcuts\".*?name=\"__RequestVerificationToken\" value=\"([^\"]+)\"", RegexOptions.Singleline, 1000)]
    private static partial Regex Token();
}
