using System.Text.RegularExpressions;
using ValuePortal.EndToEnd.Support;
using ValuePortal.Tests.Support;

namespace ValuePortal.EndToEnd.Journeys;

/// <summary>A vendor's admin takes a company from its contract to single sign-on, in the browser alone; and what was typed there outlives the server.</summary>
public sealed partial class NewCustomerTests(ChromiumBrowser browser) : IClassFixture<ChromiumBrowser>
{
    private const string Password = "four slow green boats";

    [Fact]
    public async Task From_contract_to_the_first_colleague_who_comes_in_by_the_companys_sign_in_and_leaves_it_there()
    {
        await using var portal = await PortalProcess.StartNewAsync();
        await using var vendor = await AdminAsync(portal);
        var page = vendor.Page;

        await page.GotoAsync("desk/people");
        await SendAsync(page, "input[name=Email]", ("Email", "clara@northwind.example"), ("Name", "Clara Summers"), ("Role", "Csm"));
        await page.GotoAsync("desk/accounts/new");
        await SendAsync(page, "input[name=ExternalId]", ("Name", "Contoso Logistics"), ("ExternalId", "contoso"), ("Tier", "Key"), ("Currency", "EUR"));
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Contoso Logistics");

        await OpenAsync(page, "contract");
        await SendAsync(page, "input[name='C.YearlyValue']", ("C.ValidFrom", "2026-01-01"), ("C.YearlyValue", "24000"), ("C.StartsOn", "2026-01-01"), ("C.EndsOn", "2027-12-31"), ("C.RenewsOn", "2028-01-01"));
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("24,000");
        await SendAsync(page, "input[name=Seats]", ("ValidFrom", "2026-01-01"), ("Seats", "60"), ("YearlyPrice", "400"));
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("60 seats");

        await OpenAsync(page, "people");
        await page.Locator("form:has(select[name=Csm]) button").ClickAsync();
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("Clara Summers");
        await SendAsync(page, "input[name=Email]", ("Email", "ann@contoso.example"), ("Name", "Ann Lee"), ("Role", "CustomerAdmin"));
        await page.GetByRole(AriaRole.Row, new() { Name = "Ann Lee" }).Locator("button").First.ClickAsync();
        var invitation = new Uri((await page.Locator("code.link").TextContentAsync())!).PathAndQuery.TrimStart('/');

        await OpenAsync(page, "sign-on");
        var back = await page.Locator("#sign-on-address").TextContentAsync();
        var left = await page.Locator("#sign-out-address").TextContentAsync();
        await using var provider = await OidcServer.StartAsync("portal", "a secret", back!, left);
        await page.Locator("input[name=AddsPeople]").CheckAsync();
        await page.Locator("input[name=SignsOut]").CheckAsync();
        await SendAsync(page, "input[name=Issuer]", ("Issuer", provider.Issuer), ("ClientId", "portal"), ("Secret", "a secret"), ("Domains", "contoso.example"));
        await page.GetByRole(AriaRole.Button, new() { Name = "Check the provider" }).ClickAsync();
        await Assertions.Expect(page.Locator("#sign-on .alert.good")).ToBeVisibleAsync();

        await using var admin = await browser.OpenAsync(portal.Address);
        await admin.SetPasswordAsync(invitation, Password);
        await using var colleague = await browser.OpenAsync(portal.Address);
        var theirs = colleague.Page;
        await theirs.GotoAsync("account/profile");
        await theirs.GetByRole(AriaRole.Textbox, new() { Name = "E-mail" }).FillAsync("bob@contoso.example");
        await theirs.GetByRole(AriaRole.Button, new() { Name = "Continue", Exact = true }).ClickAsync();
        await theirs.Locator("input[name=login]").FillAsync("bob");
        await theirs.Locator("input[name=password]").FillAsync("any");
        await theirs.Locator("button[type=submit]").ClickAsync();
        await theirs.Locator("button[type=submit]").ClickAsync(); // agrees that the portal reads name and e-mail
        await Assertions.Expect(theirs.Locator("main")).ToContainTextAsync("bob@contoso.example");

        await admin.Page.GotoAsync("account/people");
        await Assertions.Expect(admin.Page.Locator("main")).ToContainTextAsync("bob of Contoso");

        // Signed out here, and asked there whether there too.
        await theirs.Locator("button[popovertarget=person-menu]").ClickAsync();
        await theirs.Locator("#person-menu form button").ClickAsync();
        await theirs.Locator("button[name=logout][value=yes]").ClickAsync();
        await Assertions.Expect(theirs).ToHaveURLAsync(AtLogin());
    }

    [Fact]
    public async Task What_was_typed_is_found_again_after_the_server_was_killed()
    {
        const string title = "Forty people work with it every week";
        await using var portal = await PortalProcess.StartNewAsync();
        await portal.OpenAccountAsync("contoso");
        await using var vendor = await AdminAsync(portal);
        var page = vendor.Page;
        await page.GotoAsync("desk");
        await page.GetByRole(AriaRole.Link, new() { Name = "contoso", Exact = true }).First.ClickAsync();
        await OpenAsync(page, "plan");
        await page.Locator("details:has(#milestone-title) > summary").ClickAsync();
        await page.Locator("#milestone-title").FillAsync(title);
        await Assertions.Expect(page.Locator("form:has(#milestone-title)").GetByRole(AriaRole.Status)).ToContainTextAsync("Draft kept");

        portal.Kill();
        await portal.StartAsync();
        await page.ReloadAsync();
        await page.Locator("form:has(#milestone-title)").GetByRole(AriaRole.Button, new() { Name = "Apply" }).ClickAsync();

        await Assertions.Expect(page.Locator("#milestone-title")).ToHaveValueAsync(title);
    }

    private async Task<Visit> AdminAsync(PortalProcess portal)
    {
        var link = await portal.CommandAsync("create-admin", "--email", "vendor@northwind.example");
        var visit = await browser.OpenAsync(portal.Address);
        await visit.SetPasswordAsync(new Uri(Link().Match(link).Value).PathAndQuery.TrimStart('/'), Password);
        return visit;
    }

    private static async Task OpenAsync(IPage page, string part)
    {
        await page.Locator($".tabs a[href$='/{part}']").ClickAsync();
        await Assertions.Expect(page.Locator($".tabs a[href$='/{part}'][aria-current=page]")).ToBeVisibleAsync();
    }

    /// <summary>Fills in the form in which this field stands, and sends it.</summary>
    private static async Task SendAsync(IPage page, string within, params (string Name, string Value)[] fields)
    {
        var form = page.Locator("form", new() { Has = page.Locator(within) });
        foreach (var (name, value) in fields)
        {
            var field = form.Locator($"[name='{name}']");
            if (await field.EvaluateAsync<string>("field => field.localName") == "select")
            {
                await field.SelectOptionAsync(value);
            }
            else
            {
                await field.FillAsync(value);
            }
        }

        await form.Locator("button").Last.ClickAsync();
    }

    [GeneratedRegex(@"https?://\S+", RegexOptions.None, 1000)]
    private static partial Regex Link();

    [GeneratedRegex("/account/login", RegexOptions.None, 1000)]
    private static partial Regex AtLogin();
}
