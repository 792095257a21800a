using System.Net;
using System.Text.RegularExpressions;
using ValuePortal.Platform.Access;
using ValuePortal.Reviews.Verify;
using ValuePortal.Tests.Platform.Pdf;
using ValuePortal.Tests.Support;

namespace ValuePortal.Tests.Reviews;

/// <summary>Anybody who holds a review's document can have it checked; nobody else learns that there is one.</summary>
public sealed partial class VerifyTests : IAsyncLifetime
{
    private readonly PortalServer server = new();
    private AsyncServiceScope scope;
    private ReviewWorld world = null!;
    private Viewer admin = null!;
    private Viewer member = null!;
    private HttpClient stranger = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var account = await server.OpenAccountAsync("fabrikam", "Fabrikam");
        var csm = await server.AddStaffAsync("csm@vendor.example", PersonRole.Csm);
        var one = await server.AddCustomerAsync(account.AccountId, "member@fabrikam.example", PersonRole.CustomerMember);
        scope = server.Services.CreateAsyncScope();
        world = new ReviewWorld(scope.ServiceProvider, account, TestPortal.ViewerOf(csm, account.AccountId));
        (admin, member) = (TestPortal.AdminOf(account.AccountId), TestPortal.ViewerOf(one));
        await world.FillAsync(member, TestPortal.ViewerOf(await server.AddStaffAsync("pm@vendor.example", PersonRole.ProductManager)));
        stranger = server.Stranger();
    }

    public async ValueTask DisposeAsync()
    {
        stranger.Dispose();
        await scope.DisposeAsync();
        await server.DisposeAsync();
    }

    [Theory]
    [InlineData("en")]
    [InlineData("zh-CN")]
    public async Task The_code_that_is_printed_in_either_edition_is_known(string language)
    {
        var id = await world.PublishedAsync(language);
        foreach (var (reader, edition) in new[] { (admin, "Edition with amounts"), (member, "Edition without amounts") })
        {
            var text = await PdfTools.ReadTextAsync(ReviewWorld.Done(await world.PdfAsync(reader, id)).Content);
            var code = Code().Match(text).Value;

            var said = await AskAsync(code: code.Replace('-', ' ').ToLowerInvariant());

            Assert.Contains("Genuine and unchanged", said, StringComparison.Ordinal);
            Assert.Contains(language == "en" ? "Review of May" : "五月价值回顾", said, StringComparison.Ordinal);
            Assert.Contains(edition, said, StringComparison.Ordinal);
            Assert.Contains($"/verify?code={code}", await PdfTools.ReadObjectsAsync(ReviewWorld.Done(await world.PdfAsync(reader, id)).Content), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_document_itself_is_known_byte_for_byte()
    {
        var pdf = ReviewWorld.Done(await world.PdfAsync(admin, await world.PublishedAsync())).Content;

        Assert.Contains("Not a byte of it was changed", await AskAsync(file: pdf), StringComparison.Ordinal);
        pdf[pdf.Length / 2] ^= 1;
        Assert.Contains("did not come from the portal as it is", await AskAsync(file: pdf), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_changed_in_the_store_is_not_called_genuine()
    {
        var id = await world.PublishedAsync();
        var pdf = ReviewWorld.Done(await world.PdfAsync(admin, id)).Content;
        var code = Code().Match(await PdfTools.ReadTextAsync(pdf)).Value;
        await world.TamperAsync(id);

        Assert.DoesNotContain("Genuine", await AskAsync(file: pdf), StringComparison.Ordinal);
        Assert.DoesNotContain("Genuine", await AskAsync(code: code), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "That is no code of a review")]
    [InlineData("3F2A-91C0-77DE-0B18", "That is no code of a review")]
    [InlineData("%%%%-%%%%-%%%%-%%%%-%%%%", "That is no code of a review")]
    [InlineData("0000-0000-0000-0000-0000", "No published review has this code")]
    public async Task What_is_no_code_is_told_so(string code, string says)
    {
        await world.PublishedAsync();

        Assert.Contains(says, await AskAsync(code: code), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_draft_has_no_code_and_guessing_has_an_end()
    {
        await world.DraftAsync();
        HttpStatusCode last = default;
        for (var i = 0; i < 40 && last is not HttpStatusCode.TooManyRequests; i++)
        {
            last = (await SendAsync($"{i:x20}", null)).StatusCode;
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, last);
    }

    [Fact]
    public void A_code_is_the_beginning_of_a_hash()
    {
        var hash = new string('a', 19) + "b" + new string('0', 44);

        Assert.Equal("AAAA-AAAA-AAAA-AAAA-AAAB", ReviewCode.Of(hash));
        Assert.Equal(hash[..20], ReviewCode.Read(" aaaa–AAAA-aaaa aaaa\u00A0aaab "));
    }

    private async Task<string> AskAsync(string code = "", byte[]? file = null) => await (await SendAsync(code, file)).TextAsync();

    private async Task<HttpResponseMessage> SendAsync(string code, byte[]? file)
    {
        var page = await stranger.GetStringAsync("/verify", Ct);
        var form = page[page.IndexOf("<form class=\"form card\"", StringComparison.Ordinal)..];
        using var content = new MultipartFormDataContent();
        foreach (Match field in Hidden().Matches(form[..form.IndexOf("</form>", StringComparison.Ordinal)]))
        {
            content.Add(new StringContent(WebUtility.HtmlDecode(field.Groups["value"].Value)), field.Groups["name"].Value);
        }

        content.Add(new StringContent(code), "Code");
        if (file is not null)
        {
            content.Add(new ByteArrayContent(file), "File", "review.pdf");
        }

        return await stranger.PostAsync("/verify", content, Ct);
    }

    [GeneratedRegex("(?:[0-9A-F]{4}-){4}[0-9A-F]{4}")]
    private static partial Regex Code();

    [GeneratedRegex("""<input type="hidden" name="(?<name>[^"]+)" value="(?<value>[^"]*)""")]
    private static partial Regex Hidden();
}
