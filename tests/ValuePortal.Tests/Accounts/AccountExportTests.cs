using System.Diagnostics;
using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using ValuePortal.Accounts;
using ValuePortal.Accounts.Desk;
using ValuePortal.Accounts.Export;
using ValuePortal.FeatureRequests;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Jobs;
using ValuePortal.Tests.Support;

namespace ValuePortal.Tests.Accounts;

/// <summary>A company takes everything along that is its own, and can prove that it arrived whole.</summary>
public sealed class AccountExportTests : IAsyncLifetime
{
    // Nothing is done by itself: a test says when.
    private readonly PortalServer server = new() { Settings = { ["ValuePortal:Jobs:AtOnce"] = "0", ["ValuePortal:PublicUrl"] = "https://localhost" } };
    private Account acme = null!;
    private Account rival = null!;
    private Person admin = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        acme = await server.OpenAccountAsync("acme", "Acme");
        rival = await server.OpenAccountAsync("canary-rival", "Canary Rival");
        admin = await server.AddCustomerAsync(acme.AccountId, "admin@acme.example");
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task The_archive_holds_the_companys_own_data_and_its_hashes_are_those_of_another_program()
    {
        await FillAsync(acme, "admin2@acme.example", "acme");
        await FillAsync(rival, "canary@rival.example", "canary");
        using var client = server.ClientOf(admin);
        await client.SubmitAsync("/account/export", "ask-export");
        Assert.Contains("An export is already on its way", await (await client.SubmitAsync("/account/export", "ask-export")).TextAsync(), StringComparison.Ordinal);
        await WriteAsync();

        var bytes = await client.GetByteArrayAsync($"/account/export/{await LatestAsync(acme)}.zip", Ct);
        var folder = Directory.CreateTempSubdirectory().FullName;
        await using (var zip = new ZipArchive(new MemoryStream(bytes)))
        {
            await zip.ExtractToDirectoryAsync(folder, Ct);
        }

        using var manifest = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(folder, "manifest.json"), Ct));
        var files = manifest.RootElement.GetProperty("files").EnumerateArray().ToDictionary(file => file.GetProperty("file").GetString()!);
        Assert.Superset(
            new HashSet<string> { "company.json", "people.csv", "seats.csv", "audit-log.csv", "usage/days.csv", "requests/raised.csv", "plan/milestones.csv", "README.txt" }, files.Keys.ToHashSet());
        Assert.Equal(
            Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(folder, path)).Where(path => path != "manifest.json").Order(StringComparer.Ordinal),
            files.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(2, files["people.csv"].GetProperty("rows").GetInt64());
        foreach (var (name, file) in files)
        {
            Assert.Equal(new FileInfo(Path.Combine(folder, name)).Length, file.GetProperty("bytes").GetInt64());
            Assert.Equal(await Sha256SumAsync(Path.Combine(folder, name)), file.GetProperty("sha256").GetString());
            Assert.DoesNotContain("canary", Encoding.UTF8.GetString(await File.ReadAllBytesAsync(Path.Combine(folder, name), Ct)), StringComparison.OrdinalIgnoreCase);
        }

        Assert.Contains("What acme needs", await File.ReadAllTextAsync(Path.Combine(folder, "requests/raised.csv"), Ct), StringComparison.Ordinal);
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Only_admins_of_the_company_have_the_file_for_a_day()
    {
        using var client = server.ClientOf(admin);
        await client.SubmitAsync("/account/export", "ask-export");
        var id = await LatestAsync(acme);
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync($"/account/export/{id}.zip", Ct)).StatusCode);
        await WriteAsync();

        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync($"/account/export/{id}.zip", Ct)).StatusCode);
        foreach (var person in new[]
        {
            await server.AddCustomerAsync(rival.AccountId, "admin@rival.example"), await server.AddCustomerAsync(acme.AccountId, "m@acme.example", PersonRole.CustomerMember),
            await server.AddStaffAsync("vera@northwind.example"),
        })
        {
            using var other = server.ClientOf(person);
            Assert.NotEqual(HttpStatusCode.OK, (await other.GetAsync($"/account/export/{id}.zip", Ct)).StatusCode);
        }

        server.Clock.Advance(ExportFiles.KeptFor);
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync($"/account/export/{id}.zip", Ct)).StatusCode);
        Assert.Contains("Deleted after 24 hours", await client.GetStringAsync("/account/export", Ct), StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_that_is_cancelled_leaves_no_file_and_one_of_somebody_who_was_deactivated_is_not_made()
    {
        using var client = server.ClientOf(admin);
        await client.SubmitAsync("/account/export", "ask-export");
        var cancelled = await LatestAsync(acme);
        await client.SubmitAsync("/account/export", $"cancel-{cancelled:N}");
        server.Clock.Advance(TimeSpan.FromMinutes(1));
        await client.SubmitAsync("/account/export", "ask-export");
        await using (var db = server.Portal.ForSystem())
        {
            await db.Users.Where(person => person.Id == admin.Id).ExecuteUpdateAsync(set => set.SetProperty(person => person.DeactivatedAt, server.Clock.Now), Ct);
        }

        await WriteAsync();

        await using var read = server.Portal.ForSystem(acme.AccountId);
        Assert.Equal(
            [JobState.Cancelled, JobState.Failed],
            await read.Jobs.Where(export => export.AccountId == acme.AccountId).OrderBy(export => export.AskedAt).ThenBy(export => export.Id).Select(export => export.State).ToListAsync(Ct));
        Assert.Empty(Directory.GetFiles(Path.Combine(server.Folder.Path, "exports")));
    }

    private async Task FillAsync(Account account, string email, string mark)
    {
        var person = await server.AddCustomerAsync(account.AccountId, email);
        await using var scope = server.Services.CreateAsyncScope();
        var submit = scope.ServiceProvider.GetRequiredService<SubmitRequest>();
        Assert.True((await submit.RunAsync(TestPortal.ViewerOf(person), new($"What {mark} needs", $"The need of {mark}.", Guid.CreateVersion7()), Ct)).Is(out _, out _));
        Assert.True((await scope.ServiceProvider.GetRequiredService<StateSeats>().RunAsync(TestPortal.VendorAdmin(account.AccountId), account.AccountId, new DateOnly(2026, 1, 1), 25, Ct)).Is(out _, out _));
    }

    private async Task WriteAsync()
    {
        while (await server.Services.GetRequiredService<WorkOnJobs>().RunNextAsync(Ct))
        {
        }
    }

    private async Task<Guid> LatestAsync(Account account)
    {
        await using var db = server.Portal.ForSystem(account.AccountId);
        return await db.Jobs.Where(export => export.AccountId == account.AccountId).OrderByDescending(export => export.AskedAt).Select(export => export.Id).FirstAsync(Ct);
    }

    private static async Task<string> Sha256SumAsync(string path)
    {
        using var program = Process.Start(new ProcessStartInfo("sha256sum", [path]) { RedirectStandardOutput = true })!;
        return (await program.StandardOutput.ReadToEndAsync(Ct)).Split(' ')[0];
    }
}
