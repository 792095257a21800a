namespace ValuePortal.EndToEnd.Support;

/// <summary>One browser for tests whose portal is a process of its own.</summary>
public sealed class ChromiumBrowser : IAsyncLifetime
{
    private IPlaywright? playwright;
    private IBrowser? browser;

    public async ValueTask InitializeAsync()
    {
        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Environment.GetEnvironmentVariable("CHROMIUM") is { Length: > 0 } given ? given : "/usr/bin/chromium",
            Args = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
    }

    /// <summary>A window of its own at this address.</summary>
    public async Task<Visit> OpenAsync(string address, string language = "en")
    {
        var context = await browser!.NewContextAsync(new() { BaseURL = address, Locale = language, ReducedMotion = ReducedMotion.Reduce });
        context.SetDefaultTimeout(15_000);
        await context.AddCookiesAsync([new Cookie { Name = ".AspNetCore.Culture", Value = $"c={language}|uic={language}", Url = address }]);
        await context.Tracing.StartAsync(new() { Screenshots = true, Snapshots = true });
        return new Visit(context, await context.NewPageAsync(), language);
    }

    public async ValueTask DisposeAsync()
    {
        if (browser is not null)
        {
            await browser.DisposeAsync();
        }

        playwright?.Dispose();
    }
}
