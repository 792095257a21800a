using System.Text.RegularExpressions;
using ValuePortal.EndToEnd.Accessibility;
using ValuePortal.EndToEnd.Support;
using ValuePortal.Tests.Support;

namespace ValuePortal.EndToEnd.Journeys;

/// <summary>From the vendor's desk to the first person of a customer who comes in by the company's own sign-in.</summary>
public sealed class SingleSignOnTests(ChromiumBrowser browser) : IClassFixture<ChromiumBrowser>
{
    private const string Password = "four slow green boats";

    [Theory]
    [InlineData("en", "Save", "Check the provider", "as they must be", "E-mail", "Continue", "Language")]
    [InlineData("zh-CN", "保存", "检查登录服务", "符合要求", "邮箱", "继续", "语言")]
    public async Task The_vendor_sets_it_up_and_a_person_of_the_customer_comes_in(
        string language, string save, string check, string good, string email, string next, string profile)
    {
        await using var portal = await PortalProcess.StartNewAsync();
        await portal.OpenAccountAsync("contoso");
        var link = await portal.CommandAsync("create-admin", "--email", "vendor@northwind.example");
        await using var vendor = await browser.OpenAsync(portal.Address, language);
        await vendor.SetPasswordAsync(new Uri(Regex.Match(link, "https?://\\S+", RegexOptions.None, TimeSpan.FromSeconds(1)).Value).PathAndQuery.TrimStart('/'), Password);
        await vendor.SpeakAsync(language);
        await vendor.Page.GotoAsync("desk");
        await vendor.Page.Locator("main a[href*='desk/accounts/']:not([href$='new'])").First.ClickAsync();
        await vendor.Page.Locator(".tabs a[href$='/sign-on']").ClickAsync();
        var address = await vendor.Page.Locator("#sign-on-address").TextContentAsync();

        await using var provider = await OidcServer.StartAsync("portal", "a secret & more", address!);
        await vendor.Page.Locator("#issuer").FillAsync(provider.Issuer);
        await vendor.Page.Locator("#client-id").FillAsync("portal");
        await vendor.Page.Locator("#client-secret").FillAsync("a secret & more");
        await vendor.Page.Locator("#sign-on-domains").FillAsync("contoso.example");
        await vendor.Page.Locator("input[name=AddsPeople]").CheckAsync();
        await vendor.Page.Locator("#sign-on").GetByRole(AriaRole.Button, new() { Name = save }).ClickAsync();
        await vendor.Page.GetByRole(AriaRole.Button, new() { Name = check }).ClickAsync();
        await Assertions.Expect(vendor.Page.Locator("#sign-on .alert.good")).ToContainTextAsync(good);
        List<string> problems = [.. await PageCheck.ProblemsAsync(vendor.Page, "the account's page")];

        await using var person = await browser.OpenAsync(portal.Address, language);
        await person.Page.GotoAsync("account/profile");
        problems.AddRange(await PageCheck.ProblemsAsync(person.Page, "account/login"));
        await person.Page.GetByRole(AriaRole.Textbox, new() { Name = email }).FillAsync("ann@contoso.example");
        await person.Page.GetByRole(AriaRole.Button, new() { Name = next, Exact = true }).ClickAsync();
        await Assertions.Expect(person.Page).ToHaveURLAsync(new Regex(Regex.Escape(provider.Issuer), RegexOptions.None, TimeSpan.FromSeconds(1)));
        await person.Page.Locator("input[name=login]").FillAsync("ann");
        await person.Page.Locator("input[name=password]").FillAsync("any");
        await person.Page.Locator("button[type=submit]").ClickAsync();
        await person.Page.Locator("button[type=submit]").ClickAsync(); // agrees that the portal reads name and e-mail

        await Assertions.Expect(person.Page).ToHaveURLAsync(portal.Address + "/account/profile");
        await Assertions.Expect(person.Page.Locator("main")).ToContainTextAsync("ann@contoso.example");
        await Assertions.Expect(person.Page.Locator("main")).ToContainTextAsync(profile);
        problems.AddRange(await PageCheck.ProblemsAsync(person.Page, "account/profile"));
        Assert.True(problems.Count == 0, string.Join(Environment.NewLine, problems));
    }
}
