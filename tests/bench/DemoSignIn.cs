using Microsoft.Playwright;

namespace ValuePortal.Bench;

/// <summary>Signs a person of the demo world in, by the page.</summary>
internal static class DemoSignIn
{
    public static async Task RunAsync(IPage page, string person)
    {
        await page.GotoAsync("/account/login");
        await page.Locator("input[autocomplete^=username]").FillAsync(person);
        await page.Locator("input[type=password]").FillAsync("northwind-shows-value");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync(url => !url.Contains("login", StringComparison.Ordinal));
    }
}
