using System.Globalization;
using ValuePortal.EndToEnd.Support;

namespace ValuePortal.EndToEnd.Journeys;

/// <summary>One wish from typing to "used": a member asks, a product manager releases it, the member is told and uses it, the success manager sees so. In both languages.</summary>
public sealed class EchoTests(DemoPortal portal) : IClassFixture<DemoPortal>
{
    private const string Wish = "Copy an order with all its lines";

    [Fact]
    public async Task A_wish_is_asked_answered_released_told_and_used()
    {
        await using var customer = await portal.OpenAsync("en");
        await customer.SignInAsync("customer-member@fabrikam.example", DemoPortal.Password);
        var page = customer.Page;
        await page.GotoAsync("requests/new");
        await page.Locator("[name='R.Title']").FillAsync(Wish);
        await page.Locator("[name='R.Need']").FillAsync("Stores order nearly the same each week, and we type it again.");

        // Similar ones, if any, have been looked at.
        await page.Locator("[data-similar-seen]").EvaluateAsync("field => field.value = '1'");
        await page.Locator("main form button.primary").ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync(Wish);

        await using (var product = await portal.OpenAsync("en"))
        {
            await product.SignInAsync(DemoPortal.ProductManager, DemoPortal.Password);
            var desk = product.Page;
            await desk.GotoAsync("desk/releases/new");
            await desk.Locator("[name='EnglishTitle']").FillAsync("Copy an order");
            await desk.Locator("[name='EnglishSolves']").FillAsync("Last week's order is this week's in two clicks.");
            await desk.Locator("[name='ChineseTitle']").FillAsync("复制订单");
            await desk.Locator("[name='ChineseSolves']").FillAsync("上周的订单，两次点击即可变成本周的订单。");
            await desk.Locator("[name='Feature']").SelectOptionAsync("budgets");
            await desk.Locator("summary").Filter(new() { HasText = "Requests it answers" }).ClickAsync();
            await desk.GetByRole(AriaRole.Checkbox, new() { Name = Wish }).CheckAsync();
            await desk.Locator("[name='EndsRequests']").CheckAsync();
            await desk.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
            await desk.GetByRole(AriaRole.Button, new() { Name = "Publish now" }).ClickAsync();
            await Assertions.Expect(desk.Locator(".page-head .chip")).ToHaveTextAsync("Published");
        }

        // The member reads it in Chinese, by the name of the own wish.
        await customer.SpeakAsync("zh-CN");
        await page.GotoAsync("inbox");
        await page.GetByRole(AriaRole.Link, new() { Name = $"您关注的“{Wish}”已上线：复制订单" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("复制订单");
        await page.GotoAsync("wishes");
        var card = page.Locator("main li.card").Filter(new() { HasText = Wish });
        await Assertions.Expect(card.Locator("ol")).ToHaveAttributeAsync("aria-label", "5 步中已完成 4 步");

        var log = Path.Combine(Path.GetTempPath(), $"valueportal-{Guid.CreateVersion7():N}.ndjson");
        var now = TimeProvider.System.GetUtcNow().AddMinutes(-1).ToString("O", CultureInfo.InvariantCulture);
        await File.WriteAllTextAsync(log, $$$"""{"type":"track","messageId":"echo","userId":"fabrikam-user-02","event":"Used","timestamp":"{{{now}}}","context":{"groupId":"fabrikam"},"properties":{"feature":"budgets"}}""", TestContext.Current.CancellationToken);
        await portal.CommandAsync("import", "usage", log, "--source", "northwind-cloud");
        File.Delete(log);

        await customer.SpeakAsync("en");
        await page.GotoAsync("wishes");
        await Assertions.Expect(card.Locator("ol")).ToHaveAttributeAsync("aria-label", "5 of 5 steps done");

        await using var csm = await portal.OpenAsync("zh-CN");
        await csm.SignInAsync(DemoPortal.Csm, DemoPortal.Password);
        await csm.SpeakAsync("zh-CN");
        await csm.Page.GotoAsync("desk");
        await csm.Page.GetByRole(AriaRole.Link, new() { Name = "Fabrikam Retail" }).First.ClickAsync();
        var told = csm.Page.Locator("#releases li.card").Filter(new() { HasText = "复制订单" });
        await Assertions.Expect(told).ToContainTextAsync(Wish);
        await Assertions.Expect(told).ToContainTextAsync("1 人已查看");
        await Assertions.Expect(told).ToContainTextAsync("起已使用");
    }
}
