using ValuePortal.EndToEnd.Support;

namespace ValuePortal.EndToEnd.Journeys;

/// <summary>Two customers want the same: the second finds the first one's request while typing, and its vote takes the place of a request.</summary>
public sealed class WishTests(DemoPortal portal) : IClassFixture<DemoPortal>
{
    [Theory]
    [InlineData("en", "Forecast that knows", "Forecast that knows our holidays", "Vote")]
    [InlineData("zh-CN", "企业微信审批", "审批通知发到企业微信", "投票")]
    public async Task A_request_that_is_there_is_found_while_typing_and_voted_for(string language, string typed, string found, string vote)
    {
        await using var visit = await portal.OpenAsync(language);
        await visit.SignInAsync("customer-admin@fabrikam.example", DemoPortal.Password);
        var page = visit.Page;
        await visit.SpeakAsync(language);
        var row = await TypeAsync(page, typed, found);
        if (await row.GetByRole(AriaRole.Button, new() { Name = vote }).CountAsync() == 0)
        {
            // Of the demo world's person there is a vote already: it is taken back first.
            await row.GetByRole(AriaRole.Link).First.ClickAsync();
            await page.Locator(".vote button").ClickAsync();
            await Assertions.Expect(page.Locator(".vote button")).ToHaveAttributeAsync("aria-pressed", "false");
            row = await TypeAsync(page, typed, found);
        }

        await row.GetByRole(AriaRole.Button, new() { Name = vote }).ClickAsync();

        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync(found);
        await Assertions.Expect(page.Locator(".vote button")).ToHaveAttributeAsync("aria-pressed", "true");
    }

    private static async Task<ILocator> TypeAsync(IPage page, string typed, string found)
    {
        await page.GotoAsync("requests/new");
        await page.Locator("#title").PressSequentiallyAsync(typed, new() { Delay = 20 });
        var row = page.Locator("[data-similar-list] li").Filter(new() { HasText = found });
        await Assertions.Expect(row).ToBeVisibleAsync(new() { Timeout = 3000 });
        return row;
    }
}
