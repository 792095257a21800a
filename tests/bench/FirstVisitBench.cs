using System.Globalization;
using Microsoft.Playwright;

namespace ValuePortal.Bench;

/// <summary>
/// The first visit of home, cache empty, person signed in, beside the first visit of the framework's empty template: bytes over the wire,
/// requests, time to the first and to the largest content. Once as the machine is, once as on a slow phone.
/// </summary>
internal static class FirstVisitBench
{
    private const int Rounds = 5;

    private sealed record Visit(double KiB, int Requests, double First, double Largest);

    public static async Task RunAsync(string address, string template)
    {
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = "/usr/bin/chromium", Args = ["--no-sandbox", "--disable-dev-shm-usage"] });
        await using var signedIn = await browser.NewContextAsync(new() { BaseURL = address });
        await DemoSignIn.RunAsync(await signedIn.NewPageAsync(), "customer-admin@fabrikam.example");
        var state = await signedIn.StorageStateAsync();
        foreach (var slow in new[] { false, true })
        {
            List<Visit> ours = [], empty = [];
            for (var round = 0; round < Rounds; round++)
            {
                ours.Add(await VisitAsync(browser, address + "/", state, slow));
                empty.Add(await VisitAsync(browser, template + "/counter", null, slow));
            }

            Console.WriteLine(slow ? "slow phone (CPU / 4, 1.6 Mbit/s, 150 ms):" : "as the machine is:");
            Print("home", ours);
            Print("empty template", empty);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"  ratio home / template: bytes {Of(ours, v => v.KiB) / Of(empty, v => v.KiB):0.00}, largest content {Of(ours, v => v.Largest) / Of(empty, v => v.Largest):0.00}"));
        }
    }

    private static void Print(string name, List<Visit> visits) => Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
        $"  {name}: {Of(visits, v => v.KiB):0.0} KiB, {Of(visits, v => v.Requests):0} requests, first content {Of(visits, v => v.First):0} ms, largest content {Of(visits, v => v.Largest):0} ms (median of {visits.Count})"));

    private static double Of(IEnumerable<Visit> visits, Func<Visit, double> figure) => visits.Select(figure).Median();

    private static async Task<Visit> VisitAsync(IBrowser browser, string address, string? state, bool slow)
    {
        await using var context = await browser.NewContextAsync(new() { StorageState = state });
        var page = await context.NewPageAsync();
        var session = await context.NewCDPSessionAsync(page);
        await session.SendAsync("Network.enable");
        if (slow)
        {
            await session.SendAsync("Network.emulateNetworkConditions", new()
            {
                ["offline"] = false, ["latency"] = 150, ["downloadThroughput"] = 1.6 * 1024 * 1024 / 8, ["uploadThroughput"] = 750 * 1024 / 8,
            });
            await session.SendAsync("Emulation.setCPUThrottlingRate", new() { ["rate"] = 4 });
        }

        var (bytes, requests) = (0L, 0);
        session.Event("Network.loadingFinished").OnEvent += (_, data) =>
        {
            bytes += (long)data!.Value.GetProperty("encodedDataLength").GetDouble();
            requests++;
        };
        await page.GotoAsync(address, new() { WaitUntil = WaitUntilState.NetworkIdle });
        var first = await page.EvaluateAsync<double>("performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0");
        var largest = await page.EvaluateAsync<double>(
            "new Promise(done => new PerformanceObserver(list => done(list.getEntries().at(-1).startTime)).observe({ type: 'largest-contentful-paint', buffered: true }))");
        return new Visit(bytes / 1024.0, requests, first, largest);
    }
}
