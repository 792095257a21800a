using System.IO.Compression;
using System.Net;
using Microsoft.AspNetCore.Identity;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;
using ValuePortal.Tests.Support;

namespace ValuePortal.Tests.Platform;

public sealed class BackupTests : IDisposable
{
    private const string Password = "a long enough pass phrase";

    private readonly DirectoryInfo place = Directory.CreateTempSubdirectory("valueportal-backup-");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private string Archive => Path.Combine(place.FullName, "portal.zip");

    public void Dispose() => place.Delete(recursive: true);

    [Fact]
    public async Task Whoever_was_signed_in_before_the_disaster_still_is_after_the_restore()
    {
        Assert.SkipUnless(TestDatabase.SqlServer is null, "This test copies the embedded database.");
        var restored = new DataFolder(Path.Combine(place.FullName, "restored"));
        string cookie;
        await using (var server = new PortalServer())
        {
            var account = await server.OpenAccountAsync();
            cookie = await SignInAsync(server, await server.AddCustomerAsync(account.AccountId, "admin@fabrikam.example"));
            await server.Services.GetRequiredService<Backup>().ToArchiveAsync(Archive, Ct);
            await new Backup(server.Portal, restored).FromArchiveAsync(Archive, Ct);
        }

        await using var again = new PortalServer { Settings = { ["ValuePortal:PublicUrl"] = "https://localhost", ["data"] = restored.Path } };
        using var client = again.CreateClient(new() { BaseAddress = new Uri("https://localhost"), AllowAutoRedirect = false, HandleCookies = false });
        client.DefaultRequestHeaders.Add("Cookie", cookie);
        using var page = await client.GetAsync("/account/profile", Ct);

        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        Assert.Contains("admin@fabrikam.example", await page.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_that_holds_a_portal_is_not_written_over()
    {
        using var portal = new TestPortal();
        await portal.Get<Backup>().ToArchiveAsync(Archive, Ct);

        await Assert.ThrowsAsync<IOException>(() => portal.Get<Backup>().FromArchiveAsync(Archive, Ct));
        await Assert.ThrowsAsync<IOException>(() => portal.Get<Backup>().ToArchiveAsync(Archive, Ct));
    }

    [Theory]
    [InlineData("../outside.txt")]
    [InlineData("keys/../../outside.txt")]
    [InlineData("notes.txt")]
    public async Task An_archive_with_anything_else_in_it_is_refused_whole(string name)
    {
        using var portal = new TestPortal();
        await portal.Get<Backup>().ToArchiveAsync(Archive, Ct);
        await using (var archive = await ZipFile.OpenAsync(Archive, ZipArchiveMode.Update, Ct))
        {
            archive.CreateEntry(name);
        }

        await AssertNothingAsync(portal);
    }

    [Fact]
    public async Task A_damaged_database_is_found_before_it_is_put_in_place()
    {
        using var portal = new TestPortal();
        await using (var archive = await ZipFile.OpenAsync(Archive, ZipArchiveMode.Create, Ct))
        {
            await using var entry = await archive.CreateEntry("valueportal.db").OpenAsync(Ct);
            await entry.WriteAsync("SQLite format 3\0 and then nothing that makes sense"u8.ToArray(), Ct);
        }

        await AssertNothingAsync(portal);
    }

    private async Task AssertNothingAsync(TestPortal portal)
    {
        var empty = new DataFolder(Path.Combine(place.FullName, "empty"));

        await Assert.ThrowsAsync<InvalidDataException>(() => new Backup(portal.Factory, empty).FromArchiveAsync(Archive, Ct));

        Assert.Empty(Directory.EnumerateFileSystemEntries(empty.Path));
        Assert.Equal(["empty", "portal.zip"], Directory.EnumerateFileSystemEntries(place.FullName).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    private static async Task<string> SignInAsync(PortalServer server, Person person)
    {
        await using (var scope = server.Services.CreateAsyncScope())
        {
            var people = scope.ServiceProvider.GetRequiredService<UserManager<Person>>();
            Assert.True((await people.AddPasswordAsync((await people.FindByIdAsync(person.Id.ToString()))!, Password)).Succeeded);
        }

        using var client = server.Stranger();
        using var answer = await client.SignInAsync(person.Email!, Password);
        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        return string.Join("; ", answer.Headers.GetValues("Set-Cookie").Select(set => set.Split(';')[0]));
    }
}
