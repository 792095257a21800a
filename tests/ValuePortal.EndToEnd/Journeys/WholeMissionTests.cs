using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using ValuePortal.EndToEnd.Support;
using ValuePortal.Tests.Support;

namespace ValuePortal.EndToEnd.Journeys;

/// <summary>The whole mission by hand, on the real log: from an empty portal to a review that a customer reads on page and paper.</summary>
public sealed partial class WholeMissionTests(PortalInBrowser portal) : IClassFixture<PortalInBrowser>
{
    private const string Company = "ibm.com";
    private const string Password = "four slow green boats";

    [Fact]
    public async Task A_customer_reads_a_review_of_its_real_usage_on_page_and_paper()
    {
        var months = await MonthsAsync();
        await portal.CommandAsync("import", "usage", TestData.PathOf("usage", "usage_nova.ndjson.gz"), "--source", "nova", "--create-accounts");
        var link = Link().Match(await portal.CommandAsync("create-admin", "--email", "vendor@northwind.example")).Value;

        await using var vendor = await portal.OpenAsync();
        await vendor.SetPasswordAsync(new Uri(link).PathAndQuery.TrimStart('/'), Password);
        await vendor.Page.GotoAsync("desk");
        await vendor.Page.GetByRole(AriaRole.Searchbox).FillAsync(Company);
        await vendor.Page.Keyboard.PressAsync("Enter");
        await vendor.Page.GetByRole(AriaRole.Link, new() { Name = Company, Exact = true }).First.ClickAsync();
        await Assertions.Expect(vendor.Page).ToHaveURLAsync(DeskOfAccount());
        var desk = new Uri(vendor.Page.Url).PathAndQuery.TrimStart('/');
        var invitation = await InviteAsync(vendor.Page);
        await AddDriverAsync(vendor.Page, desk + "/model");
        await AddMilestoneAsync(vendor.Page, desk + "/plan");
        await PublishReviewAsync(vendor.Page, desk + "/reviews");

        await using var customer = await portal.OpenAsync();
        await customer.SetPasswordAsync(new Uri(invitation).PathAndQuery.TrimStart('/'), Password);
        await customer.Page.GotoAsync("reviews");
        await customer.Page.GetByRole(AriaRole.Link, new() { Name = "The year 2014" }).First.ClickAsync();
        await Assertions.Expect(customer.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("The year 2014");

        var events = months.Sum(month => month.Events);
        Assert.Equal(events, await customer.FigureAsync("usage.events"));
        Assert.Equal(months.Select(month => month.Events), await ColumnAsync(customer.Page, 0));
        Assert.Equal(months.Select(month => month.Users), await ColumnAsync(customer.Page, 1));

        var paper = await PaperAsync(customer);
        Assert.Contains(events.ToString("N0", CultureInfo.InvariantCulture), paper, StringComparison.Ordinal);
        Assert.All(months, month => Assert.Matches(
            new Regex($@"{month.Name} 2014\s+{month.Events:N0}\s+{month.Users}\b", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1)), paper));
        Assert.Contains("Reviews read faster", paper, StringComparison.Ordinal);
        Assert.Contains("Forty people at work", paper, StringComparison.Ordinal);
    }

    [GeneratedRegex(@"https?://\S+", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Link();

    [GeneratedRegex(@"/desk/accounts/[0-9a-f-]{36}$", RegexOptions.None, 1000)]
    private static partial Regex DeskOfAccount();

    private static async Task<IReadOnlyList<(string Name, int Events, int Users)>> MonthsAsync()
    {
        var lines = await File.ReadAllLinesAsync(TestData.PathOf("usage", "truth", "account_month_utc.csv"), TestContext.Current.CancellationToken);
        var months = lines.Select(line => line.Split(','))
            .Where(row => row[0] == Company && row[1].StartsWith("2014-", StringComparison.Ordinal))
            .Select(row => (
                DateOnly.ParseExact(row[1] + "-01", "yyyy-MM-dd", CultureInfo.InvariantCulture).ToString("MMM", CultureInfo.InvariantCulture),
                int.Parse(row[2], CultureInfo.InvariantCulture), int.Parse(row[3], CultureInfo.InvariantCulture)))
            .ToList();
        Assert.Equal(12, months.Count);
        return months;
    }

    private static async Task<string> InviteAsync(IPage page)
    {
        await page.Locator(".tabs a[href$='/people']").ClickAsync();
        var form = page.Locator("form", new() { Has = page.Locator("input[name='Email']") });
        await form.Locator("input[name='Email']").FillAsync("reader@ibm.example");
        await form.Locator("input[name='Name']").FillAsync("Ada Reader");
        await form.Locator("select[name='Role']").SelectOptionAsync("CustomerAdmin");
        await form.Locator("button").ClickAsync();
        var row = page.GetByRole(AriaRole.Row, new() { Name = "Ada Reader" });
        await row.Locator("form[action] button, form button").First.ClickAsync();
        return (await page.Locator("code.link").TextContentAsync())!;
    }

    private static async Task AddDriverAsync(IPage page, string desk)
    {
        await page.GotoAsync(desk);
        var terms = page.Locator("form", new() { Has = page.Locator("input[name$='StartMonth']") });
        await terms.Locator("input[name$='StartMonth']").FillAsync("2014-01");
        await terms.Locator("button").ClickAsync();
        await page.GotoAsync(desk);
        var form = page.Locator("form", new() { Has = page.Locator("input[name='Driver.Name']") }).Last;
        await OpenAsync(form);
        foreach (var (name, value) in new[]
        {
            ("Name", "Reviews read faster"), ("Unit", "minutes per review"), ("Baseline", "30"), ("Target", "20"), ("UnitValue", "60"), ("ExpectedPerMonth", "100"),
        })
        {
            await form.Locator($"input[name='Driver.{name}']").FillAsync(value);
        }

        await form.Locator("select[name='Driver.Kind']").SelectOptionAsync("TimeSaved");
        await form.Locator("select[name='Driver.Source']").SelectOptionAsync("Usage");
        await form.Locator("select[name='Driver.Measure']").SelectOptionAsync("Events");
        await form.Locator("button").ClickAsync();
        await Assertions.Expect(page.GetByText("Reviews read faster").First).ToBeVisibleAsync();
    }

    private static async Task AddMilestoneAsync(IPage page, string desk)
    {
        await page.GotoAsync(desk);
        var form = page.Locator("form", new() { Has = page.Locator("input[name='F.Title'][id='milestone-title']") });
        await OpenAsync(form);
        await form.Locator("input[name='F.Title']").FillAsync("Forty people at work");
        await form.Locator("input[name='F.DueOn']").FillAsync("2014-12-31");
        await form.Locator("select[name='F.Measure']").SelectOptionAsync("ActiveUsers");
        await form.Locator("input[name='F.Target']").FillAsync("40");
        await form.Locator("input[name='F.CountsFrom']").FillAsync("2014-01-01");
        await form.Locator("button.primary").ClickAsync();
        await Assertions.Expect(page.GetByText("Forty people at work").First).ToBeVisibleAsync();
    }

    private static async Task PublishReviewAsync(IPage page, string desk)
    {
        await page.GotoAsync(desk);
        var form = page.Locator("form", new() { Has = page.Locator("textarea[id='review-summary']") });
        await OpenAsync(form);
        await form.Locator("input[name$='.Title']").FillAsync("The year 2014");
        await form.Locator("input[name$='.From']").FillAsync("2014-01-01");
        await form.Locator("input[name$='.To']").FillAsync("2014-12-31");
        await form.Locator("textarea[id='review-summary']").FillAsync("A year of work, counted.");
        await form.Locator("button.primary").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Publish" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Publish" })).ToHaveCountAsync(0);
    }

    // Forms of the desk are folded away; the account's page may show one open after a post.
    private static async Task OpenAsync(ILocator form)
    {
        if (!await form.IsVisibleAsync())
        {
            await form.Locator("xpath=ancestor::details[1]/summary").ClickAsync();
        }
    }

    /// <summary>The values of this year in the table behind one of the charts.</summary>
    private static async Task<IReadOnlyList<int>> ColumnAsync(IPage page, int chart)
    {
        var cells = await page.Locator("figure").Nth(chart).Locator("tbody tr td:nth-of-type(1)").AllTextContentsAsync();
        return [.. cells.Select(cell => int.Parse(cell.Trim(), NumberStyles.AllowThousands, CultureInfo.InvariantCulture))];
    }

    private static async Task<string> PaperAsync(Visit customer)
    {
        var response = await customer.Context.APIRequest.GetAsync(customer.Page.Url.Split('?')[0] + ".pdf");
        Assert.Equal("application/pdf", response.Headers["content-type"]);
        var file = Path.Combine(Path.GetTempPath(), $"valueportal-{Guid.CreateVersion7():N}.pdf");
        await File.WriteAllBytesAsync(file, await response.BodyAsync(), TestContext.Current.CancellationToken);
        using var reading = Process.Start(new ProcessStartInfo("pdftotext", ["-layout", file, "-"]) { RedirectStandardOutput = true })!;
        var text = await reading.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await reading.WaitForExitAsync(TestContext.Current.CancellationToken);
        File.Delete(file);
        return text;
    }
}
