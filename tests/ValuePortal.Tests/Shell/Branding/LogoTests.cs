using System.Net;
using System.Text.RegularExpressions;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Pdf;
using ValuePortal.Platform.Ui;
using ValuePortal.Shell.Branding;
using ValuePortal.Tests.Platform.Pdf;
using ValuePortal.Tests.Reviews;
using ValuePortal.Tests.Support;

namespace ValuePortal.Tests.Shell.Branding;

/// <summary>The vendor's logo: in the head of pages, on the cover of reviews, and only a picture.</summary>
public sealed partial class LogoTests : IAsyncLifetime
{
    private readonly PortalServer server = new();
    private HttpClient vendor = null!;
    private Viewer admin = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var person = await server.AddStaffAsync("admin@vendor.example", PersonRole.VendorAdmin);
        (vendor, admin) = (server.ClientOf(person), TestPortal.ViewerOf(person));
    }

    public async ValueTask DisposeAsync()
    {
        vendor.Dispose();
        await server.DisposeAsync();
    }

    [Fact]
    public async Task A_logo_is_set_shown_in_the_head_and_taken_away()
    {
        Assert.DoesNotContain("logo?v=", await vendor.GetStringAsync("/desk", Ct), StringComparison.Ordinal);

        await UploadAsync(Picture(120, 60));
        var page = await vendor.GetStringAsync("/desk", Ct);
        var start = page.IndexOf("logo?v=", StringComparison.Ordinal);
        Assert.True(start > 0, page);
        Assert.Contains("width=\"52\" height=\"26\"", page, StringComparison.Ordinal);

        using var anybody = server.Stranger();
        using var shown = await anybody.GetAsync("/" + page[start..page.IndexOf('"', start)], Ct);
        Assert.Equal("image/png", shown.Content.Headers.ContentType!.MediaType);
        Assert.Contains("immutable", shown.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
        Assert.Equal(120, PdfImage.Read(await shown.Content.ReadAsByteArrayAsync(Ct))!.Width);
        Assert.Equal(HttpStatusCode.NotFound, (await anybody.GetAsync("/logo?v=" + new string('0', 64), Ct)).StatusCode);

        await vendor.SubmitAsync("/desk/logo", "no-logo");
        Assert.DoesNotContain("logo?v=", await vendor.GetStringAsync("/desk", Ct), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_published_review_keeps_its_logo_on_cover_and_archive()
    {
        var account = await server.OpenAccountAsync("fabrikam", "Fabrikam");
        var csm = await server.AddStaffAsync("csm@vendor.example", PersonRole.Csm);
        await server.Portal.GiveCareAsync(account.AccountId, csm.Id, server.Clock.Now);
        await using var scope = server.Services.CreateAsyncScope();
        var world = new ReviewWorld(scope.ServiceProvider, account, TestPortal.ViewerOf(csm, account.AccountId));
        await world.FillAsync(TestPortal.ViewerOf(await server.AddCustomerAsync(account.AccountId, "m@fabrikam.example")), TestPortal.ViewerOf(await server.AddStaffAsync("pm@vendor.example", PersonRole.ProductManager)));
        Assert.True(ReviewWorld.Done(await SetAsync(scope, Picture(300, 80))));
        var id = await world.PublishedAsync();
        var before = ReviewWorld.Done(await world.PdfAsync(world.Csm, id)).Content;
        Assert.Contains("300", await PdfTools.ReadImagesAsync(before), StringComparison.Ordinal);

        Assert.True(ReviewWorld.Done(await SetAsync(scope, Picture(90, 90))));
        Assert.Equal(before, ReviewWorld.Done(await world.PdfAsync(world.Csm, id)).Content);
        using var customer = server.ClientOf(await server.AddCustomerAsync(account.AccountId, "a@fabrikam.example"));
        Assert.Contains("src=\"data:image/png;base64,", await customer.GetStringAsync($"/reviews/{id}.html", Ct), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_no_picture_is_refused_in_words()
    {
        await using var scope = server.Services.CreateAsyncScope();
        byte[][] wrong = [[], "<svg xmlns=\"http://www.w3.org/2000/svg\"/>"u8.ToArray(), Picture(120, 60)[..^20], Picture(2001, 30), Picture(30, 20), new byte[SetLogo.MostBytes + 1]];
        foreach (var file in wrong)
        {
            Assert.False((await SetAsync(scope, file)).Is(out _, out var refusal));
            Assert.Contains("File", Assert.IsType<Refusal.Invalid>(refusal).Errors.Keys);
        }

        Assert.Null(await server.Services.GetRequiredService<Logos>().ShownAsync(Ct));
        var csm = TestPortal.ViewerOf(await server.AddStaffAsync("csm@vendor.example", PersonRole.Csm));
        Assert.False((await scope.ServiceProvider.GetRequiredService<SetLogo>().RunAsync(csm, new MemoryStream(Picture(60, 60)), Ct)).Is(out _, out var denied));
        Assert.IsType<Refusal.NotAllowed>(denied);
    }

    private async Task UploadAsync(byte[] picture)
    {
        var html = await vendor.GetStringAsync("/desk/logo", Ct);
        using var form = new MultipartFormDataContent
        {
            { new StringContent("logo"), "_handler" },
            { new StringContent(Token().Match(html).Groups[1].Value), "__RequestVerificationToken" },
            { new ByteArrayContent(picture), "File", "logo.png" },
        };
        using var answer = await vendor.PostAsync("/desk/logo", form, Ct);
        Assert.True(answer.StatusCode is HttpStatusCode.Redirect, await answer.TextAsync());
    }

    private async Task<Outcome<bool>> SetAsync(AsyncServiceScope scope, byte[] file) =>
        await scope.ServiceProvider.GetRequiredService<SetLogo>().RunAsync(admin, new MemoryStream(file), Ct);

    private static byte[] Picture(int width, int height) => PngFile.Write(new(width, height, [.. Enumerable.Range(0, 3 * width * height).Select(i => (byte)(i % 251))], null));

    [GeneratedRegex("name=\"_handler\" value=\"logo\" /><input type=\"hidden\" name=\"__RequestVerificationToken\" value=\"([^\"]+)\"", RegexOptions.None, 1000)]
    private static partial Regex Token();
}
