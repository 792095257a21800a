using ValuePortal.EndToEnd.Support;

namespace ValuePortal.EndToEnd.Journeys;

/// <summary>A page whose figures take long is there before them, and nothing jumps when they come.</summary>
public sealed class LoadingTests(SmallPortal portal) : IClassFixture<SmallPortal>, IDisposable
{
    private const string CountShifts = """
        window.shift = 0;
        new PerformanceObserver(list => { for (const entry of list.getEntries()) window.shift += entry.value; }).observe({ type: "layout-shift", buffered: true });
        """;

    public void Dispose() => portal.Slow.Name = null;

    [Theory]
    [InlineData("en", false, 1280)]
    [InlineData("zh-CN", true, 360)]
    public async Task The_outline_of_a_slow_page_stands_where_its_figures_come(string language, bool dark, int width)
    {
        await using var visit = await portal.OpenAsync(language, dark, width);
        await visit.SignInAsync(language is "en" ? SmallPortal.Email : SmallPortal.ChineseEmail, SmallPortal.Password);
        await visit.Page.AddInitScriptAsync(CountShifts);
        Hold(breaks: false);

        await visit.Page.GotoAsync("usage", new() { WaitUntil = WaitUntilState.Commit });
        await Assertions.Expect(visit.Page.Locator("main [aria-busy=true] .tile")).ToHaveCountAsync(4);
        await visit.KeepPictureAsync($"loading-{width}");
        await Assertions.Expect(visit.Page.Locator("main .tile [data-metric]")).ToHaveCountAsync(4);

        await Assertions.Expect(visit.Page.Locator("[aria-busy=true]")).ToHaveCountAsync(0);
        await Assertions.Expect(visit.Page.Locator("#trend svg").First).ToBeVisibleAsync();
        Assert.InRange(await visit.Page.EvaluateAsync<double>("window.shift"), 0, 0.05);
        await visit.KeepPictureAsync($"loaded-{width}");
    }

    [Fact]
    public async Task A_slow_page_that_fails_at_last_says_so_where_the_figures_were_to_be()
    {
        await using var visit = await portal.OpenAsync();
        await visit.SignInAsync(SmallPortal.Email, SmallPortal.Password);
        Hold(breaks: true);

        await visit.Page.GotoAsync("usage", new() { WaitUntil = WaitUntilState.Commit });
        await Assertions.Expect(visit.Page.GetByText("This part could not be shown just now")).ToBeVisibleAsync();

        portal.Slow.Name = null;
        await visit.Page.GetByRole(AriaRole.Link, new() { Name = "Try again" }).ClickAsync();
        await Assertions.Expect(visit.Page.Locator("main .tile [data-metric]")).ToHaveCountAsync(4);
    }

    [Fact]
    public async Task Without_scripts_a_slow_page_comes_whole()
    {
        await using var visit = await portal.OpenAsync(scripts: false);
        await visit.SignInAsync(SmallPortal.Email, SmallPortal.Password);
        Hold(breaks: false);

        await visit.Page.GotoAsync("usage");

        await Assertions.Expect(visit.Page.Locator("main .tile [data-metric]")).ToHaveCountAsync(4);
        await Assertions.Expect(visit.Page.Locator("[aria-busy=true]")).ToHaveCountAsync(0);
    }

    // The versions are read for every page; figures that are kept are not read again.
    private void Hold(bool breaks) => (portal.Slow.By, portal.Slow.Breaks, portal.Slow.Name) = (TimeSpan.FromSeconds(breaks ? 0.6 : 1.5), breaks, "UsageVersions");
}
