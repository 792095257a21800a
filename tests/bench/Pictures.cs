using Microsoft.Playwright;

namespace ValuePortal.Bench;

/// <summary>Pictures of every page of a running demo, to look at: both languages, both themes, two widths, the printed sheet, forced colours.</summary>
internal static class Pictures
{
    private static readonly (string Name, string Person, string[] Pages)[] s_tours =
    [
        ("stranger", "", ["account/login", "account/forgot", "no/such/page"]),
        ("admin", "customer-admin@fabrikam.example", ["", "usage", "usage/adoption", "usage/adoption/orders", "usage/seats", "usage/engagement", "usage/retention", "usage/people", "usage/peers", "usage/mail", "value", "value/what-if", "value/appendix", ">value main a[href^='value/driver-']", "milestones", "requests", "requests/new", "reviews", "definitions", "help", "account/profile", "account/security", "account/second-factor", "account/people", "account/log", "account/export", ">requests main a[href^='requests/']:not([href$='new'])", ">reviews main a[href^='reviews/']", ">milestones main a[href^='milestones/']"]),
        ("member", "customer-member@fabrikam.example", ["", "value"]),
        ("risk", "customer-admin@tailspin.example", ["", "usage", "value"]),
        ("csm", "csm@northwind.example", ["desk", "desk/first-days", "desk/templates", "desk/templates/30-60-90", "desk/requests", ">desk main a[href^='desk/accounts/']", ">desk/requests main a[href^='desk/requests/']"]),
        ("product", "product@northwind.example", ["desk/features"]),
        ("vendor", "vendor-admin@northwind.example", ["desk/people", "desk/tiers", "desk/log", "desk/connect", "desk/connect/calls", "desk/connect/unassigned", "desk/annotations"]),
    ];

    private static readonly (string Name, string Language, ColorScheme Theme, int Width, ForcedColors Forced)[] s_looks =
    [
        ("en-light-1440", "en", ColorScheme.Light, 1440, ForcedColors.None),
        ("en-dark-360", "en", ColorScheme.Dark, 360, ForcedColors.None),
        ("zh-light-360", "zh-CN", ColorScheme.Light, 360, ForcedColors.None),
        ("zh-dark-1440", "zh-CN", ColorScheme.Dark, 1440, ForcedColors.None),
        ("en-forced-1440", "en", ColorScheme.Dark, 1440, ForcedColors.Active),
    ];

    public static async Task RunAsync(string address, string folder)
    {
        Directory.CreateDirectory(folder);
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = "/usr/bin/chromium", Args = ["--no-sandbox", "--disable-dev-shm-usage"] });
        foreach (var (tour, person, pages) in s_tours)
        {
            foreach (var look in s_looks)
            {
                await using var context = await browser.NewContextAsync(new()
                {
                    BaseURL = address, Locale = look.Language, ColorScheme = look.Theme, ForcedColors = look.Forced,
                    ViewportSize = new() { Width = look.Width, Height = 800 }, ReducedMotion = ReducedMotion.Reduce,
                });
                await context.AddCookiesAsync([new Cookie { Name = ".AspNetCore.Culture", Value = $"c={look.Language}|uic={look.Language}", Url = address }]);
                var page = await context.NewPageAsync();
                if (person.Length > 0)
                {
                    await DemoSignIn.RunAsync(page, person);

                    // A person's own language counts for more than the cookie: it is set as a person sets it.
                    await page.Locator("form.language button, .language button").First.EvaluateAsync("(button, wanted) => { if (document.documentElement.lang !== wanted) button.click(); }", look.Language);
                    await page.WaitForFunctionAsync("wanted => document.documentElement.lang === wanted", look.Language);
                }

                foreach (var wanted in pages)
                {
                    var (route, name) = await RouteAsync(page, wanted);
                    await page.GotoAsync("/" + route);
                    var file = Path.Combine(folder, $"{tour}-{name}-{look.Name}");
                    await page.ScreenshotAsync(new() { Path = file + ".png", FullPage = true });
                    if (look.Name is "en-light-1440" && tour is "admin")
                    {
                        await page.PdfAsync(new() { Path = file + ".pdf", Format = "A4" });
                    }
                }
            }
        }
    }

    private static async Task<(string Route, string Name)> RouteAsync(IPage page, string wanted)
    {
        if (!wanted.StartsWith('>'))
        {
            return (wanted, wanted.Length == 0 ? "home" : wanted.Replace('/', '_').Split('?')[0]);
        }

        var (list, link) = (wanted[1..wanted.IndexOf(' ', StringComparison.Ordinal)], wanted[(wanted.IndexOf(' ', StringComparison.Ordinal) + 1)..]);
        await page.GotoAsync("/" + list);
        return ((await page.Locator(link).First.GetAttributeAsync("href"))!, list.Replace('/', '_') + "-one");
    }
}
