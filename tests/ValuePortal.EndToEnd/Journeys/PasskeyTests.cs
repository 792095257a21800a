using System.Text.RegularExpressions;
using ValuePortal.EndToEnd.Support;

namespace ValuePortal.EndToEnd.Journeys;

/// <summary>With the browser's own authenticator, which answers as a device with a fingerprint reader does.</summary>
public sealed partial class PasskeyTests(SmallPortal portal) : IClassFixture<SmallPortal>
{
    [Fact]
    public async Task A_person_adds_a_passkey_signs_in_with_it_and_takes_it_away_again()
    {
        await using var visit = await portal.OpenAsync();
        var page = visit.Page;
        var devTools = await visit.Context.NewCDPSessionAsync(page);
        await devTools.SendAsync("WebAuthn.enable");
        await devTools.SendAsync("WebAuthn.addVirtualAuthenticator", new()
        {
            ["options"] = new Dictionary<string, object>
            {
                ["protocol"] = "ctap2",
                ["transport"] = "internal",
                ["hasResidentKey"] = true,
                ["hasUserVerification"] = true,
                ["isUserVerified"] = true,
                ["automaticPresenceSimulation"] = true,
            },
        });

        // Passkeys are for https, and for localhost by that name.
        var home = new UriBuilder(portal.Address) { Host = "localhost" }.Uri;
        await page.GotoAsync(new Uri(home, "account/login").AbsoluteUri);
        await page.GetByRole(AriaRole.Textbox, new() { Name = "E-mail" }).FillAsync(SmallPortal.Email);
        await page.GetByLabel("Password", new() { Exact = true }).FillAsync(SmallPortal.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();
        await Assertions.Expect(page).Not.ToHaveURLAsync(Login());

        await page.GotoAsync(new Uri(home, "account/security").AbsoluteUri);
        await page.Locator("summary", new() { HasText = "Add a passkey" }).ClickAsync();
        var add = page.Locator("form[data-passkey=create]");
        await add.GetByLabel("Your password").FillAsync("not the right one");
        await add.GetByRole(AriaRole.Button).ClickAsync();
        await Assertions.Expect(add.GetByRole(AriaRole.Alert)).ToContainTextAsync("not your current password");
        await add.GetByLabel("Your password").FillAsync(SmallPortal.Password);
        await add.GetByLabel("Name of this device").FillAsync("Ann's laptop");
        await add.GetByRole(AriaRole.Button).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("Your passkey is added");
        await Assertions.Expect(page.Locator("#passkeys li")).ToContainTextAsync("Ann's laptop");

        await SignOutAsync(page);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in with a passkey" }).ClickAsync();
        await Assertions.Expect(page).Not.ToHaveURLAsync(Login());

        await page.GotoAsync(new Uri(home, "account/security").AbsoluteUri);
        await page.Locator("summary", new() { HasText = "Remove a passkey" }).ClickAsync();
        await page.Locator("#passkeys").GetByLabel("Your password").Last.FillAsync(SmallPortal.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Remove it" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("The passkey is removed");

        await SignOutAsync(page);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in with a passkey" }).ClickAsync();
        await Assertions.Expect(page.GetByText("That did not work")).ToBeVisibleAsync();
    }

    private static async Task SignOutAsync(IPage page)
    {
        await page.Locator("[popovertarget=person-menu]").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out", Exact = true }).First.ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(Login());
    }

    [GeneratedRegex("/account/login", RegexOptions.None, 1000)]
    private static partial Regex Login();
}
