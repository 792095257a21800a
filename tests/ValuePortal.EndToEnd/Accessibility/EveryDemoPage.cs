using ValuePortal.EndToEnd.Support;
using ValuePortal.Tests.Platform.Pdf;

namespace ValuePortal.EndToEnd.Accessibility;

/// <summary>Every page with something on it, for customers and for staff.</summary>
public sealed class EveryDemoPage(DemoPortal portal) : IClassFixture<DemoPortal>
{
    private static readonly string[] s_customer =
        [
            "", "usage", "usage/engagement", "usage/retention", "usage/retention?rule=rolling", "usage/people", "usage/adoption", "usage/adoption?list=never&sort=name",
            "usage/adoption/orders", "usage/seats", "usage/peers", "usage/mail", "value", "value/what-if", "value/what-if?spread=0", "value/roi.npv", "value/appendix", "milestones", "requests", "requests?status=Planned", "requests/new", "releases", "roadmap?by=quarter", "wishes", "inbox", "account/notices", "reviews", "definitions",
        ];

    private static readonly (string Route, int Sheets)[] s_paper = [("usage", 4), ("usage/engagement", 5), ("usage/adoption", 2), ("usage/seats", 2), ("value", 5), ("milestones", 3)];

    private static readonly string[] s_csm = ["desk", "desk/first-days", "desk/templates", "desk/templates/first-quarter", "desk/templates/new", "desk/requests", "desk/requests/new", "desk/requests/ranking", "desk/releases", "desk/releases/untold", "desk/review-drafts"];

    private static readonly string[] s_parts = ["people", "contract", "usage", "model", "plan", "requests", "reviews", "sign-on"];

    private static readonly string[] s_product = ["desk/features", "desk/releases/new", "desk/features/new", "desk/features/1", "desk/annotations"];

    public static TheoryData<string, bool, int> Looks => EveryPage.Looks;

    [Theory]
    [MemberData(nameof(Looks))]
    public async Task Can_be_used_by_everybody(string language, bool dark, int width)
    {
        await using var visit = await portal.OpenAsync(language, dark, width);
        await visit.SignInAsync(language == "en" ? DemoPortal.Admin : DemoPortal.ChineseAdmin, DemoPortal.Password);
        var problems = new List<string>();
        foreach (var route in s_customer)
        {
            problems.AddRange(await PageCheck.ProblemsAsync(visit.Page, route, language));
        }

        problems.AddRange(await PageCheck.ProblemsAsync(visit.Page, await FirstAsync(visit, await FirstAsync(visit, "reviews", "main a[href^='reviews/']"), "main a[href$='/minutes']"), language));
        problems.AddRange(await PageCheck.ProblemsAsync(visit.Page, await FirstAsync(visit, "milestones", "main a[href^='milestones/']"), language));
        problems.AddRange(await PageCheck.ProblemsAsync(visit.Page, await FirstAsync(visit, "value", "main a[href^='value/driver-']"), language));
        problems.AddRange(await PageCheck.ProblemsAsync(visit.Page, await FirstAsync(visit, "requests", "main a[href^='requests/']:not([href$='new'])"), language));
        Assert.True(problems.Count == 0, string.Join(Environment.NewLine, problems));
    }

    /// <summary>From a dark screen, at the usual 90 days with a comparison: light, without the menu, each chart with its table, no heading left alone at the end of a sheet.</summary>
    [Fact]
    public async Task Reports_can_be_read_on_paper()
    {
        await using var visit = await portal.OpenAsync(dark: true);
        await visit.SignInAsync(DemoPortal.Admin, DemoPortal.Password);
        foreach (var (route, most) in s_paper)
        {
            await visit.Page.GotoAsync(route);
            await visit.Page.EmulateMediaAsync(new() { Media = Media.Print });
            Assert.Equal("rgb(255, 255, 255)", await visit.Page.EvaluateAsync<string>("getComputedStyle(document.body).backgroundColor"));
            var headings = await visit.Page.Locator("main h2").AllInnerTextsAsync();
            var rows = await visit.Page.Locator(".chart details tbody tr").CountAsync();
            var sheets = (await PdfTools.ReadTextAsync(await visit.Page.PdfAsync(new() { Format = "A4" }))).TrimEnd('\f', '\n').Split('\f');

            Assert.True(sheets.Length <= most, $"{route} takes {sheets.Length} sheets.");
            Assert.Contains("Fabrikam Retail", sheets[0], StringComparison.Ordinal);
            Assert.DoesNotContain(sheets, sheet => sheet.Contains("Show as table", StringComparison.Ordinal) || sheet.Contains("Skip to", StringComparison.Ordinal) || sheet.Contains("Your menu", StringComparison.Ordinal));
            Assert.DoesNotContain(sheets, sheet => headings.Contains(sheet.TrimEnd('\n').Split('\n')[^1]));
            Assert.True(sheets.Sum(sheet => sheet.Split('\n').Length) > rows, $"{route} leaves out rows of its tables.");
        }
    }

    [Theory]
    [InlineData(false, 1280)]
    [InlineData(true, 320)]
    public async Task The_desk_can_be_used_by_everybody(bool dark, int width)
    {
        await using var visit = await portal.OpenAsync("en", dark, width);
        await visit.SignInAsync(DemoPortal.Csm, DemoPortal.Password);
        var problems = new List<string>();
        foreach (var route in s_csm)
        {
            problems.AddRange(await PageCheck.ProblemsAsync(visit.Page, route, "en"));
        }

        problems.AddRange(await PageCheck.ProblemsAsync(visit.Page, await FirstAsync(visit, "desk", "main a[href^='desk/accounts/']"), "en"));
        var account = await FirstAsync(visit, "desk", "main a[href^='desk/accounts/']");
        foreach (var part in s_parts)
        {
            problems.AddRange(await PageCheck.ProblemsAsync(visit.Page, $"{account}/{part}", "en"));
        }

        problems.AddRange(await PageCheck.ProblemsAsync(visit.Page, await FirstAsync(visit, $"{account}/plan", "main a[href*='/milestones/']"), "en"));
        problems.AddRange(await PageCheck.ProblemsAsync(visit.Page, await FirstAsync(visit, "desk/requests", "main tbody a[href^='desk/requests/']"), "en"));
        Assert.True(problems.Count == 0, string.Join(Environment.NewLine, problems));
    }

    [Theory]
    [InlineData("en", false, 1280)]
    [InlineData("zh-CN", true, 320)]
    public async Task Connecting_a_product_can_be_done_by_everybody(string language, bool dark, int width)
    {
        await using var visit = await portal.OpenAsync(language, dark, width);
        await visit.SignInAsync(DemoPortal.VendorAdmin, DemoPortal.Password);
        await visit.SpeakAsync(language);
        await visit.Page.GotoAsync("desk/connect");
        await visit.Page.Locator("input[name=Name]").FillAsync("shop");
        await visit.Page.Locator("form:has(input[name=Name]) button").ClickAsync();
        var key = await visit.Page.Locator("#the-key").TextContentAsync();
        var page = new Uri(visit.Page.Url).PathAndQuery.TrimStart('/');
        await SendAsync(key!);

        var problems = new List<string>();
        foreach (var route in new[] { "desk/connect", page, "desk/connect/calls", "desk/connect/calls?id=none", "desk/connect/unassigned?group=contoso-eu" })
        {
            problems.AddRange(await PageCheck.ProblemsAsync(visit.Page, route, language));
        }

        Assert.True(problems.Count == 0, string.Join(Environment.NewLine, problems));
    }

    [Theory]
    [InlineData(false, 1280)]
    [InlineData(true, 320)]
    public async Task The_desk_of_the_product_can_be_used_by_everybody(bool dark, int width)
    {
        await using var visit = await portal.OpenAsync("en", dark, width);
        await visit.SignInAsync(DemoPortal.ProductManager, DemoPortal.Password);
        var problems = new List<string>();
        foreach (var route in s_product)
        {
            problems.AddRange(await PageCheck.ProblemsAsync(visit.Page, route, "en"));
        }

        Assert.True(problems.Count == 0, string.Join(Environment.NewLine, problems));
    }

    private async Task SendAsync(string key)
    {
        using var client = new HttpClient();
        using var calls = new StringContent($$$"""
            {"writeKey":"{{{key}}}","batch":[
              {"type":"track","messageId":"node-next-1764091000000-0c9e7a52-6d1f-4b5c-9f0e-2f6f1f0f7a11","userId":"u1","event":"Report Viewed","context":{"groupId":"fabrikam"}},
              {"type":"track","messageId":"a-2","userId":"u1","event":"Report Viewed","context":{"groupId":"contoso-eu"}},
              {"type":"track","messageId":"a-3","userId":"u1"},
              {"type":"page","messageId":"a-4","userId":"u1","name":"Home","context":{"groupId":"fabrikam"}}]}
            """);
        (await client.PostAsync(portal.Address + "v1/batch", calls, TestContext.Current.CancellationToken)).EnsureSuccessStatusCode();
    }

    /// <summary>The address of the first of these links on a page.</summary>
    private static async Task<string> FirstAsync(Visit visit, string route, string links)
    {
        await visit.Page.GotoAsync(route);
        return (await visit.Page.Locator(links).First.GetAttributeAsync("href"))!;
    }
}
