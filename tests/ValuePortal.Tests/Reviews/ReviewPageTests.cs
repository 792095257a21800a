using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using ValuePortal.Identity.Keys;
using ValuePortal.Platform.Access;
using ValuePortal.Tests.Platform.Pdf;
using ValuePortal.Tests.Support;

namespace ValuePortal.Tests.Reviews;

/// <summary>A success manager composes and publishes with plain forms; the customer reads the page and downloads the file.</summary>
public sealed class ReviewPageTests : IAsyncLifetime
{
    private readonly PortalServer server = new();
    private AsyncServiceScope scope;
    private ReviewWorld world = null!;
    private HttpClient desk = null!;
    private HttpClient admin = null!;
    private HttpClient member = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private string Desk => $"/desk/accounts/{world.Account.AccountId}/reviews";

    public async ValueTask InitializeAsync()
    {
        var account = await server.OpenAccountAsync("fabrikam", "Fabrikam");
        var csm = await server.AddStaffAsync("csm@vendor.example", PersonRole.Csm);
        await server.Portal.GiveCareAsync(account.AccountId, csm.Id, server.Clock.Now);
        var (one, two) = (await server.AddCustomerAsync(account.AccountId, "admin@fabrikam.example"), await server.AddCustomerAsync(account.AccountId, "member@fabrikam.example", PersonRole.CustomerMember));
        scope = server.Services.CreateAsyncScope();
        world = new ReviewWorld(scope.ServiceProvider, account, TestPortal.ViewerOf(csm, account.AccountId));
        await world.FillAsync(TestPortal.ViewerOf(two), TestPortal.ViewerOf(await server.AddStaffAsync("pm@vendor.example", PersonRole.ProductManager)));
        (desk, admin, member) = (server.ClientOf(csm), server.ClientOf(one), server.ClientOf(two));
    }

    public async ValueTask DisposeAsync()
    {
        desk.Dispose();
        admin.Dispose();
        member.Dispose();
        await scope.DisposeAsync();
        await server.DisposeAsync();
    }

    [Fact]
    public async Task From_the_empty_page_to_a_published_review()
    {
        Assert.Contains("No value review yet", (await ReadAsync(admin, "/reviews")).QuerySelector("main")!.TextContent, StringComparison.Ordinal);

        // A wrong period is refused beside its field, and what was typed stays.
        var refused = await desk.SubmitAsync(Desk, "new-review", Fields("NewReview", ("From", "2026-06-16")));
        Assert.Contains("The first day is after the last day.", await refused.TextAsync(), StringComparison.Ordinal);
        Assert.Contains("May was a good month.", await refused.TextAsync(), StringComparison.Ordinal);

        var made = await desk.SubmitAsync(Desk, "new-review", Fields("NewReview"));
        Assert.Equal(HttpStatusCode.Redirect, made.StatusCode);
        var draft = made.Headers.Location!.ToString();
        var id = draft.Split('/')[^1];
        Assert.Equal(HttpStatusCode.NotFound, (await admin.GetAsync($"/reviews/{id}", Ct)).StatusCode);
        Assert.Contains("Review of May", (await ReadAsync(desk, draft)).QuerySelector("h1")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("USD", (await ReadAsync(desk, draft)).QuerySelector("article")!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("USD", (await ReadAsync(desk, draft + "?money=no")).QuerySelector("article")!.TextContent, StringComparison.Ordinal);

        Assert.Equal(HttpStatusCode.Redirect, (await desk.SubmitAsync(draft, "edit-review", Fields("Draft", ("Title", "Review of spring"), ("Version", "0")))).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await desk.SubmitAsync(draft, "publish-review", ("PublishVersion", "1"))).StatusCode);

        Assert.Contains("Review of spring", (await ReadAsync(admin, "/reviews")).QuerySelector("main h2")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Review of spring", (await ReadAsync(admin, $"/reviews/{id}")).QuerySelector("h1")!.TextContent, StringComparison.Ordinal);

        // Nothing of it can be changed any more: what stands in it are comments.
        Assert.All((await ReadAsync(desk, draft)).QuerySelectorAll("article form input[name='_handler']"), form => Assert.StartsWith("comment-", form.GetAttribute("value"), StringComparison.Ordinal));
        Assert.Empty((await ReadAsync(desk, draft)).QuerySelectorAll("input[name='PublishVersion'], input[name='Version']"));
    }

    [Theory]
    [InlineData("en")]
    [InlineData("zh-CN")]
    public async Task Page_and_pdf_show_the_same_figures(string language)
    {
        var id = await world.PublishedAsync(language);
        foreach (var client in new[] { admin, member })
        {
            var page = (await ReadAsync(client, $"/reviews/{id}")).QuerySelector("article")!;
            var answer = await client.GetAsync($"/reviews/{id}.pdf", Ct);
            var text = (await PdfTools.ReadTextAsync(await answer.Content.ReadAsByteArrayAsync(Ct))).Replace('\u00a0', ' ');

            // The tables beside the charts are on the page only; the charts themselves are drawn from the same numbers.
            var figures = page.QuerySelectorAll("data[data-metric]").Where(figure => figure.Closest(".chart") is null).ToList();
            Assert.True(figures.Count > 15);
            Assert.All(figures, figure => Assert.Contains(figure.TextContent.Trim().Replace('\u00a0', ' '), text, StringComparison.Ordinal));
            Assert.Equal(language, page.GetAttribute("lang"));
            Assert.Equal(3, page.QuerySelectorAll("figure.chart").Length);
            Assert.All(page.QuerySelectorAll("a.about"), link => Assert.NotNull(page.QuerySelector($"[id='{link.GetAttribute("href")!.Split('#')[1]}']")));
        }

        Assert.DoesNotContain("USD", (await ReadAsync(member, $"/reviews/{id}")).QuerySelector("article")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_file_is_sent_as_a_download_that_nobody_keeps()
    {
        var id = await world.PublishedAsync("zh-CN");
        var answer = await admin.GetAsync($"/reviews/{id}.pdf", Ct);

        Assert.Equal("application/pdf", answer.Content.Headers.ContentType!.MediaType);
        Assert.True(answer.Headers.CacheControl!.NoStore);
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal("attachment", answer.Content.Headers.ContentDisposition!.DispositionType);
        Assert.Equal("Fabrikam - 五月价值回顾 2026-06-15.pdf", answer.Content.Headers.ContentDisposition.FileNameStar);
        Assert.Equal(HttpStatusCode.OK, (await desk.GetAsync($"{Desk}/{id}.pdf?money=no", Ct)).StatusCode);
    }

    [Fact]
    public async Task Foreign_missing_and_draft_are_one_answer()
    {
        var (draft, published) = (await world.DraftAsync(), await world.PublishedAsync());
        var other = await server.OpenAccountAsync("contoso");
        using var stranger = server.ClientOf(await server.AddCustomerAsync(other.AccountId, "admin@contoso.example"));
        using var otherDesk = server.ClientOf(await server.AddStaffAsync("other@vendor.example", PersonRole.Csm));

        foreach (var (client, address) in new[]
        {
            (admin, $"/reviews/{Guid.CreateVersion7()}"), (admin, $"/reviews/{draft}"), (stranger, $"/reviews/{published}"),
            (otherDesk, $"{Desk}/{published}"), (desk, $"/desk/accounts/{other.AccountId}/reviews/{published}"),
        })
        {
            Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync(address, Ct)).StatusCode);
            Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync(address + ".pdf", Ct)).StatusCode);
        }
    }

    [Fact]
    public async Task A_changed_byte_is_refused_by_page_pdf_and_interface()
    {
        var id = await world.PublishedAsync();
        var key = ReviewWorld.Done(await scope.ServiceProvider.GetRequiredService<MakeKey>().RunAsync(
            TestPortal.VendorAdmin(world.Account.AccountId), new("Archive", KeyScope.Read, world.Account.AccountId), Ct));
        using var program = server.Stranger();
        program.DefaultRequestHeaders.Authorization = new("Bearer", key.Text);
        var sound = await program.GetAsync($"/api/v1/reviews/{id}", Ct);
        Assert.Equal(HttpStatusCode.OK, sound.StatusCode);
        Assert.DoesNotContain("USD", await sound.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);

        await world.TamperAsync(id);

        Assert.Equal(HttpStatusCode.Conflict, (await program.GetAsync($"/api/v1/reviews/{id}", Ct)).StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, (await admin.GetAsync($"/reviews/{id}.pdf", Ct)).StatusCode);
        foreach (var answer in new[] { await admin.GetAsync($"/reviews/{id}", Ct), await desk.GetAsync($"{Desk}/{id}", Ct) })
        {
            Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
            var page = await new HtmlParser().ParseDocumentAsync(await answer.Content.ReadAsStringAsync(Ct), Ct);
            Assert.Contains("no longer matches what was published", page.QuerySelector("[role=alert]")!.TextContent, StringComparison.Ordinal);
            Assert.Empty(page.QuerySelectorAll("main data"));
        }
    }

    [Fact]
    public async Task Usage_that_comes_in_later_leaves_a_published_review_as_it_is_and_its_page_says_so()
    {
        var id = await world.PublishedAsync();
        var before = await ReadAsync(admin, $"/reviews/{id}");
        Assert.Null(before.QuerySelector("main .alert"));

        await world.UseMoreAsync();

        foreach (var client in new[] { admin, desk })
        {
            var after = await ReadAsync(client, client == desk ? $"{Desk}/{id}" : $"/reviews/{id}");
            Assert.Contains("5 events then, 6 now", after.QuerySelector("main .alert.warn")!.TextContent, StringComparison.Ordinal);
            Assert.Equal("5", after.QuerySelector("article data[data-metric='usage.events']")!.GetAttribute("value"));
        }
    }

    private static (string, string)[] Fields(string form, params (string Name, string Value)[] other)
    {
        var input = ReviewWorld.Text();
        var fields = new Dictionary<string, string>
        {
            ["Title"] = input.Title!,
            ["From"] = input.From!,
            ["To"] = input.To!,
            ["Language"] = input.Language!,
            ["Summary"] = input.Summary!,
            ["MoneySummary"] = input.MoneySummary!,
        };
        foreach (var (name, value) in other)
        {
            fields[name] = value;
        }

        return [.. fields.Select(field => (field.Key == "Version" ? field.Key : $"{form}.{field.Key}", field.Value))];
    }

    private static async Task<IDocument> ReadAsync(HttpClient client, string address) =>
        await new HtmlParser().ParseDocumentAsync(await client.GetStringAsync(address, Ct), Ct);
}
