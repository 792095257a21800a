using Microsoft.Playwright;

namespace ValuePortal.Bench;

/// <summary>A running demo, as a customer meets it: the review as PDF beside Chromium's print of the same review's page.</summary>
internal static class ReviewBench
{
    private const int Rounds = 10;

    public static async Task RunAsync(string address)
    {
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = "/usr/bin/chromium", Args = ["--no-sandbox", "--disable-dev-shm-usage"] });
        await using var context = await browser.NewContextAsync(new() { BaseURL = address });
        var page = await context.NewPageAsync();
        await DemoSignIn.RunAsync(page, "customer-admin@fabrikam.example");

        await page.GotoAsync("/reviews");
        var review = await page.Locator("main a[href^='reviews/']").First.GetAttributeAsync("href");
        await page.GotoAsync("/" + review);
        List<double> ours = [], print = [];
        var (ourBytes, printBytes) = (0, 0);
        for (var i = 0; i < Rounds + 2; i++)
        {
            ours.Add(await Watch.MillisecondsAsync(async () => ourBytes = (await (await context.APIRequest.GetAsync("/" + review + ".pdf")).BodyAsync()).Length));
            print.Add(await Watch.MillisecondsAsync(async () => printBytes = (await page.PdfAsync(new() { Format = "A4" })).Length));
        }

        Console.WriteLine($"review as PDF, over HTTP, warm: {ours.Skip(2).Median():0.0} ms and {ourBytes:N0} bytes; Chromium prints the page in {print.Skip(2).Median():0.0} ms and {printBytes:N0} bytes; ratio {print.Skip(2).Median() / ours.Skip(2).Median():0.0}");
    }
}
