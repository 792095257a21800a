using System.Globalization;
using System.Text.RegularExpressions;
using ValuePortal.EndToEnd.Support;

namespace ValuePortal.EndToEnd.Journeys;

/// <summary>The pages on how people use the product, as a customer's admin goes through them.</summary>
public sealed partial class EngagementTests(DemoPortal portal) : IClassFixture<DemoPortal>
{
    [Fact]
    public async Task The_comparison_shows_former_values_and_a_dashed_line_named_by_its_dates_and_goes_away_with_both()
    {
        await using var visit = await portal.OpenAsync();
        await visit.SignInAsync(DemoPortal.Admin, DemoPortal.Password);
        var page = visit.Page;
        var dashed = page.Locator("#rolling .wide-drawing path.d-then[stroke-dasharray]");
        await page.GotoAsync("usage/engagement");

        Assert.Equal(await page.Locator(".tile").CountAsync(), await page.Locator(".tile", new() { HasText = "Before:" }).CountAsync());
        Assert.NotEqual(0, await dashed.CountAsync());
        var name = await page.Locator("#rolling .legend li", new() { HasTextRegex = Dates() }).InnerTextAsync();
        Assert.Contains(name.Split(", ")[1].Trim(), await page.Locator(".lead").InnerTextAsync(), StringComparison.Ordinal);

        await page.GetByRole(AriaRole.Link, new() { Name = "Day of week" }).ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("align=weekday", RegexOptions.None, TimeSpan.FromSeconds(1)));
        await Assertions.Expect(page.Locator("#rolling .legend li", new() { HasTextRegex = Dates() })).Not.ToHaveTextAsync(name);

        await page.GetByRole(AriaRole.Link, new() { Name = "None", Exact = true }).ClickAsync();
        await Assertions.Expect(page.Locator(".tile", new() { HasText = "Before:" })).ToHaveCountAsync(0);
        await Assertions.Expect(dashed).ToHaveCountAsync(0);
        await Assertions.Expect(page.Locator("#rolling .legend li", new() { HasTextRegex = Dates() })).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task The_address_holds_the_range_and_back_restores_it()
    {
        await using var visit = await portal.OpenAsync();
        await visit.SignInAsync(DemoPortal.Admin, DemoPortal.Password);
        var page = visit.Page;
        await page.GotoAsync("usage/engagement");
        var usual = await TilesAsync(page);

        await page.Locator(".pick summary").ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Last quarter" }).ClickAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new Regex(@"from=\d{4}-\d\d-\d\d&to=", RegexOptions.None, TimeSpan.FromSeconds(1)));
        await Assertions.Expect(page.Locator(".pick summary")).ToContainTextAsync("Last quarter");
        var quarter = await TilesAsync(page);
        Assert.NotEqual(usual, quarter);

        await using var fresh = await portal.OpenAsync();
        await fresh.SignInAsync(DemoPortal.Admin, DemoPortal.Password);
        await fresh.Page.GotoAsync(page.Url);
        Assert.Equal(quarter, await TilesAsync(fresh.Page));

        await page.GoBackAsync();
        await Assertions.Expect(page.Locator(".pick summary")).ToContainTextAsync("Last 90 days");
        Assert.Equal(usual, await TilesAsync(page));
    }

    [Fact]
    public async Task Tables_add_up_to_their_figures_and_files_hold_the_same_rows()
    {
        await using var visit = await portal.OpenAsync();
        await visit.SignInAsync(DemoPortal.Admin, DemoPortal.Password);
        var page = visit.Page;
        await page.GotoAsync("usage/engagement");

        Assert.Equal(await visit.FigureAsync("usage.month_people"), (await ValuesAsync(page, "#power tbody data[data-metric='usage.power_people']")).Sum());
        var shown = await page.Locator(".tile data[data-metric='usage.active_monthly']").GetAttributeAsync("value");
        Assert.Contains(shown!, await page.Locator("#rolling tbody tr td:nth-of-type(3) data").EvaluateAllAsync<string[]>("cells => cells.slice(-2).map(cell => cell.value)"));
        foreach (var figure in new[] { "rolling", "frequency", "power" })
        {
            await AssertSameRowsAsync(page, figure);
        }

        await page.GotoAsync("usage/retention");
        foreach (var row in await page.Locator("#life tbody tr").AllAsync())
        {
            var cells = (await row.Locator("td").AllInnerTextsAsync()).Select(text => int.TryParse(text, NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var number) ? number : 0).ToList();
            Assert.Equal(cells[3], cells[0] + cells[1] + cells[2]);
        }

        await AssertSameRowsAsync(page, "life");
    }

    [Fact]
    public async Task An_admin_hides_the_people_and_shows_them_again()
    {
        await using var visit = await portal.OpenAsync("zh-CN");
        await visit.SignInAsync(DemoPortal.ChineseAdmin, DemoPortal.Password);
        var page = visit.Page;
        await page.GotoAsync("usage/people");
        await Assertions.Expect(page.GetByText("陈思远").First).ToBeVisibleAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "对所有人隐藏名单" }).ClickAsync();
        await Assertions.Expect(page.GetByText("陈思远 于")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("main table")).ToHaveCountAsync(0);

        await page.GetByRole(AriaRole.Button, new() { Name = "向管理员显示名单" }).ClickAsync();
        await Assertions.Expect(page.Locator("main table tbody tr")).Not.ToHaveCountAsync(0);
    }

    private static async Task AssertSameRowsAsync(IPage page, string figure)
    {
        var link = await page.Locator($"#{figure} a[download][href*='.csv']").GetAttributeAsync("href");
        var response = await page.Context.APIRequest.GetAsync(link!);
        var file = await response.TextAsync();
        Assert.Equal(200, response.Status);
        Assert.Equal(0xEF, (await response.BodyAsync())[0]);
        Assert.Equal(await page.Locator($"#{figure} tbody tr").CountAsync(), file.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length - 1);
    }

    private static async Task<string> TilesAsync(IPage page) =>
        string.Join(' ', await page.Locator(".tile data").EvaluateAllAsync<string[]>("cells => cells.map(cell => cell.dataset.metric + '=' + cell.value)"));

    private static async Task<IReadOnlyList<decimal>> ValuesAsync(IPage page, string cells) =>
        [.. (await page.Locator(cells).EvaluateAllAsync<string[]>("cells => cells.map(cell => cell.value)")).Select(value => decimal.Parse(value, CultureInfo.InvariantCulture))];

    [GeneratedRegex(@"\d{4}", RegexOptions.None, 1000)]
    private static partial Regex Dates();
}
