using ValuePortal.Platform.Access;
using ValuePortal.Reviews;
using ValuePortal.Tests.Platform.Pdf;
using ValuePortal.Tests.Support;

namespace ValuePortal.Tests.Reviews;

/// <summary>Words of the success manager with lists, bold words and links, on the page and on paper; nothing of them is ever taken for HTML.</summary>
public sealed class ProseTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Lists_bold_words_and_links_are_the_same_on_page_and_paper()
    {
        await using var server = new PortalServer();
        var account = await server.OpenAccountAsync("fabrikam", "Fabrikam");
        var csm = await server.AddStaffAsync("csm@vendor.example", PersonRole.Csm);
        var one = await server.AddCustomerAsync(account.AccountId, "admin@fabrikam.example");
        await using var scope = server.Services.CreateAsyncScope();
        var world = new ReviewWorld(scope.ServiceProvider, account, TestPortal.ViewerOf(csm, account.AccountId));
        await world.FillAsync(TestPortal.ViewerOf(one), TestPortal.ViewerOf(await server.AddStaffAsync("pm@vendor.example", PersonRole.ProductManager)));
        var input = ReviewWorld.Text();
        input.Summary = "A **good** month.\n\n- Orders grew\n- Returns fell\n\n1. Train\n2. Measure\n\nSee [the guide](https://docs.example/guide) <script>alert(1)</script>";
        var id = ReviewWorld.Done(await scope.ServiceProvider.GetRequiredService<ComposeReview>().RunAsync(world.Csm, account.AccountId, input, Ct));
        ReviewWorld.Done(await scope.ServiceProvider.GetRequiredService<PublishReview>().RunAsync(world.Csm, account.AccountId, id, 0, Ct));

        using var client = server.ClientOf(one);
        var page = await client.GetStringAsync($"/reviews/{id}", Ct);
        foreach (var shown in new[] { "<strong>good</strong>", "<li>Orders grew</li>", "<li>Train</li>", "href=\"https://docs.example/guide\"", "&lt;script&gt;" })
        {
            Assert.Contains(shown, page, StringComparison.Ordinal);
        }

        var text = (await PdfTools.ReadTextAsync(ReviewWorld.Done(await world.PdfAsync(TestPortal.ViewerOf(one), id)).Content)).ReplaceLineEndings(" ");
        foreach (var shown in new[] { "A good month.", "Orders grew", "Returns fell", "1. Train", "2. Measure", "the guide (https://docs.example/guide)" })
        {
            Assert.Contains(shown, text, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("**", text, StringComparison.Ordinal);
    }
}
