using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Playwright;

namespace ValuePortal.Bench;

/// <summary>
/// Mixed work on the demo world for some minutes: events in, pages of a customer and of the desk, a review as PDF, live connections that come
/// and go. Once a minute all rests for two seconds and the server is looked at: does anything grow that should not?
/// </summary>
internal static class SoakBench
{
    private static readonly TimeSpan s_rest = TimeSpan.FromSeconds(2);

    private static readonly string[] s_customerPages = ["/", "/usage", "/usage/adoption", "/usage/engagement", "/usage/retention", "/value", "/milestones", "/requests", "/reviews", "/account/profile"];
    private static readonly string[] s_deskPages = ["/desk", "/desk/requests", "/desk/features", "/desk/connect", "/desk/log"];

    private sealed record Look(double Minute, double Heap, long Pss, int Handles, int Threads);

    /// <param name="minutes">How long.</param>
    /// <param name="only">One kind of work alone, to see what grows by it: events, pages, documents or lines.</param>
    public static async Task RunAsync(double minutes, string? only = null)
    {
        var folder = Directory.CreateTempSubdirectory("valueportal-soak-");
        using var server = new ServerProcess(folder.FullName, "Development", demo: true);
        await server.StartAsync();
        var address = $"http://127.0.0.1:{server.Port}";
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = "/usr/bin/chromium", Args = ["--no-sandbox", "--disable-dev-shm-usage"] });
        var (customer, _) = await SignInAsync(browser, address, "customer-admin@fabrikam.example");
        var (vendor, desk) = await SignInAsync(browser, address, "vendor-admin@northwind.example");
        var pdf = await PdfAsync(customer);
        await desk.GotoAsync("/desk/connect");
        var keys = await desk.Locator("main a[href*='connect/keys/']").EvaluateAllAsync<string[]>("links => links.map(link => link.getAttribute('href'))");

        using var gate = new Gate();
        using var end = new CancellationTokenSource();
        var counts = new int[4];
        List<(string Kind, Func<Task> Work)> work =
        [
            .. Enumerable.Range(0, 2).Select(no => ("events", Sending(address, server.WriteKey!, no, counts))),
            .. Enumerable.Range(0, 2).Select(_ => ("pages", Reading(customer, s_customerPages, counts, 1))),
            ("pages", Reading(vendor, s_deskPages, counts, 1)),
            ("documents", Reading(customer, [pdf], counts, 2)),
            ("lines", async () =>
            {
                await desk.GotoAsync("/" + keys[^1]);
                counts[3]++;
                await Task.Delay(TimeSpan.FromSeconds(1));
            }),
        ];
        List<Task> load = [.. work.Where(each => only is null || each.Kind == only).Select(each => gate.RepeatAsync(each.Work, end.Token))];

        List<Look> looks = [];
        var watch = Stopwatch.StartNew();
        while (watch.Elapsed.TotalMinutes < minutes)
        {
            await Task.Delay(TimeSpan.FromSeconds(58));
            using (await gate.CloseAsync())
            {
                await Task.Delay(s_rest);
                await FullCollection.OfAsync(server.Id);
                looks.Add(await LookAsync(server, vendor, watch.Elapsed.TotalMinutes));
                var last = looks[^1];
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{last.Minute:0.0} min: heap {last.Heap:0.0} MiB after a full collection, PSS {last.Pss} MiB, {last.Handles} handles, {last.Threads} threads; {counts[0] * Sender.Events:N0} events, {counts[1]:N0} pages, {counts[2]:N0} PDFs, {counts[3]:N0} live connections"));
            }
        }

        await end.CancelAsync();
        await Task.WhenAll(load);

        // The first two minutes fill caches and compile what runs often.
        var settled = looks.Skip(Math.Min(2, looks.Count - 2)).ToList();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"slope after minute {settled[0].Minute:0}: heap {Slope(settled, look => look.Heap):+0.00;-0.00} MiB/min, PSS {Slope(settled, look => look.Pss):+0.00;-0.00} MiB/min; handles {looks[0].Handles} to {looks[^1].Handles}, threads {looks[0].Threads} to {looks[^1].Threads}"));
        folder.Delete(recursive: true);
    }

    private static Func<Task> Sending(string address, string key, int no, int[] counts)
    {
        var sender = new Sender(new Uri(address + "/v1/batch"), key, no, TimeProvider.System.GetUtcNow());
        return async () =>
        {
            if (await sender.SendAsync() == (int)HttpStatusCode.OK)
            {
                Interlocked.Increment(ref counts[0]);
            }

            await Task.Delay(20);
        };
    }

    private static Func<Task> Reading(HttpClient client, string[] pages, int[] counts, int which)
    {
        var next = 0;
        return async () =>
        {
            using var answer = await client.GetAsync(pages[next++ % pages.Length]);
            answer.EnsureSuccessStatusCode();
            await answer.Content.ReadAsByteArrayAsync();
            Interlocked.Increment(ref counts[which]);
            await Task.Delay(10);
        };
    }

    private static async Task<string> PdfAsync(HttpClient customer)
    {
        var html = await customer.GetStringAsync("/reviews");
        var at = html.IndexOf("href=\"reviews/", StringComparison.Ordinal) + "href=\"".Length;
        return "/" + html[at..html.IndexOf('"', at)] + ".pdf";
    }

    // The browser signs in by the page; its cookies are then used without it, so that the sender takes little of the machine.
    private static async Task<(HttpClient Client, IPage Page)> SignInAsync(IBrowser browser, string address, string person)
    {
        var context = await browser.NewContextAsync(new() { BaseURL = address });
        var page = await context.NewPageAsync();
        await DemoSignIn.RunAsync(page, person);
        var cookies = string.Join("; ", (await context.CookiesAsync()).Select(cookie => $"{cookie.Name}={cookie.Value}"));
        var client = new HttpClient(new HttpClientHandler { UseCookies = false }) { BaseAddress = new Uri(address), DefaultRequestHeaders = { { "Cookie", cookies } } };
        return (client, page);
    }

    private static async Task<Look> LookAsync(ServerProcess server, HttpClient vendor, double minute)
    {
        var report = await vendor.GetFromJsonAsync<JsonElement>("/health/ready");
        return new(minute, report.GetProperty("heap_mebibytes").GetDouble(), server.Pss(), report.GetProperty("handles").GetInt32(), report.GetProperty("threads").GetInt32());
    }

    private static double Slope(List<Look> looks, Func<Look, double> value)
    {
        var (minute, mean) = (looks.Average(look => look.Minute), looks.Average(value));
        return looks.Sum(look => (look.Minute - minute) * (value(look) - mean)) / Math.Max(1e-9, looks.Sum(look => (look.Minute - minute) * (look.Minute - minute)));
    }

    /// <summary>Lets work go on, and brings all of it to rest.</summary>
    private sealed class Gate : IDisposable
    {
        private readonly SemaphoreSlim places = new(100, 100);

        public void Dispose() => places.Dispose();

        public async Task RepeatAsync(Func<Task> work, CancellationToken ct)
        {
            while (!ct.IsCancellationRequested)
            {
                await places.WaitAsync(CancellationToken.None);
                try
                {
                    await work();
                }
                finally
                {
                    places.Release();
                }
            }
        }

        public async Task<IDisposable> CloseAsync()
        {
            for (var i = 0; i < 100; i++)
            {
                await places.WaitAsync();
            }

            return new Reopening(places);
        }

        private sealed class Reopening(SemaphoreSlim places) : IDisposable
        {
            public void Dispose() => places.Release(100);
        }
    }
}
