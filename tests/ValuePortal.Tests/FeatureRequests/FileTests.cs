using System.Text;
using ValuePortal.FeatureRequests.Channels;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Tests.Support;

namespace ValuePortal.Tests.FeatureRequests;

public sealed class FileTests : IAsyncDisposable
{
    private static readonly byte[] s_png = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 1, 2, 3];

    private readonly PortalServer server = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public void What_a_file_is_is_told_by_its_beginning()
    {
        Assert.Equal("image/png", FileKinds.Of(s_png));
        Assert.Equal("application/pdf", FileKinds.Of("%PDF-1.7"u8));
        Assert.Equal("text/plain", FileKinds.Of(Encoding.UTF8.GetBytes("订单,数量\n1,2")));
        Assert.All(
            new[] { "<svg onload=alert(1)>", " \n<!doctype html>", "MZ\0\0", "PK\u0003\u0004\0", "" },
            text => Assert.Null(FileKinds.Of(Encoding.UTF8.GetBytes(text))));
        Assert.Null(FileKinds.Of([0xC3, 0x28]));
    }

    [Fact]
    public async Task A_file_is_saved_never_shown_and_stays_with_the_company_and_the_vendor()
    {
        var (fabrikam, contoso) = (await server.OpenAccountAsync("fabrikam", "Fabrikam"), await server.OpenAccountAsync("contoso", "Contoso"));
        var (ann, bob) = (await server.AddCustomerAsync(fabrikam.AccountId, "ann@fabrikam.example"), await server.AddCustomerAsync(contoso.AccountId, "bob@contoso.example"));
        var staff = await server.AddStaffAsync("product@vendor.example", PersonRole.ProductManager);
        await using var scope = server.Services.CreateAsyncScope();
        var services = scope.ServiceProvider;
        Assert.True((await services.GetRequiredService<ValuePortal.FeatureRequests.SubmitRequest>().RunAsync(TestPortal.ViewerOf(ann), new(Asking.Title, Asking.Need, Guid.CreateVersion7()), Ct)).Is(out var request, out _));
        await services.GetRequiredService<ValuePortal.FeatureRequests.Desk.PublishRequest>().RunAsync(TestPortal.ViewerOf(staff), request, true, Ct);
        var files = services.GetRequiredService<KeepFile>();

        Assert.True((await files.AddAsync(TestPortal.ViewerOf(ann), request, "C:\\x\\a\"b\r\n.png", s_png, Ct)).Is(out var id, out _));
        Assert.False((await files.AddAsync(TestPortal.ViewerOf(ann), request, "x.svg", "<svg>"u8.ToArray(), Ct)).Is(out _, out _));
        Assert.False((await files.AddAsync(TestPortal.ViewerOf(ann), request, "x.txt", new byte[RequestFile.BytesMax + 1], Ct)).Is(out _, out _));
        Assert.False((await files.AddAsync(TestPortal.ViewerOf(bob), request, "x.png", s_png, Ct)).Is(out _, out var foreign));
        Assert.IsType<Refusal.NotFound>(foreign);

        foreach (var (person, address, seen) in new[] { (ann, $"/requests/files/{id}", true), (bob, $"/requests/files/{id}", false), (staff, $"/desk/requests/files/{id}", true) })
        {
            using var browser = server.ClientOf(person);
            using var answer = await browser.GetAsync(address, Ct);
            Assert.Equal(seen, answer.IsSuccessStatusCode);
            Assert.Equal(["nosniff"], answer.Headers.GetValues("X-Content-Type-Options"));
            if (seen)
            {
                Assert.Equal(("attachment", "image/png"), (answer.Content.Headers.ContentDisposition!.DispositionType, answer.Content.Headers.ContentType!.MediaType));
                Assert.Equal(s_png, await answer.Content.ReadAsByteArrayAsync(Ct));
            }
        }
    }
}
