using System.IO.Compression;
using System.Net;
using System.Text.RegularExpressions;
using ValuePortal.Platform.Access;
using ValuePortal.Reviews;
using ValuePortal.Reviews.Verify;
using ValuePortal.Tests.Support;

namespace ValuePortal.Tests.Reviews;

/// <summary>A review as a page for the archive and as tables: whole, alone, in the edition of who takes it, and known again.</summary>
public sealed partial class ReviewFilesTests : IAsyncLifetime
{
    private readonly PortalServer server = new();
    private AsyncServiceScope scope;
    private ReviewWorld world = null!;
    private HttpClient admin = null!;
    private HttpClient member = null!;
    private HttpClient stranger = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var account = await server.OpenAccountAsync("fabrikam", "Fabrikam");
        var other = await server.OpenAccountAsync("tailspin", "Tailspin");
        var csm = await server.AddStaffAsync("csm@vendor.example", PersonRole.Csm);
        await server.Portal.GiveCareAsync(account.AccountId, csm.Id, server.Clock.Now);
        var (one, two) = (await server.AddCustomerAsync(account.AccountId, "admin@fabrikam.example"), await server.AddCustomerAsync(account.AccountId, "member@fabrikam.example", PersonRole.CustomerMember));
        scope = server.Services.CreateAsyncScope();
        world = new ReviewWorld(scope.ServiceProvider, account, TestPortal.ViewerOf(csm, account.AccountId));
        await world.FillAsync(TestPortal.ViewerOf(two), TestPortal.ViewerOf(await server.AddStaffAsync("pm@vendor.example", PersonRole.ProductManager)));
        (admin, member, stranger) = (server.ClientOf(one), server.ClientOf(two), server.ClientOf(await server.AddCustomerAsync(other.AccountId, "admin@tailspin.example")));
    }

    public async ValueTask DisposeAsync()
    {
        admin.Dispose();
        member.Dispose();
        stranger.Dispose();
        await scope.DisposeAsync();
        await server.DisposeAsync();
    }

    [Theory]
    [InlineData("en")]
    [InlineData("zh-CN")]
    public async Task The_page_for_the_archive_needs_nothing_and_says_what_it_is(string language)
    {
        var id = await world.PublishedAsync(language);
        var hash = ReviewWorld.Done(await world.ReadAsync(world.Csm, id)).Hash!;
        var html = await admin.GetStringAsync($"/reviews/{id}.html", Ct);

        Assert.StartsWith("<!DOCTYPE html>\n<html lang=\"" + language + "\">", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotMatch(@"\son\w+=", html);
        Assert.All(Address().Matches(html), found => Assert.True(found.Groups[1].Value.StartsWith('#') || found.Groups[1].Value.StartsWith("data:", StringComparison.Ordinal), found.Value));
        Assert.DoesNotMatch(@"url\((?!""?data:)", html);
        Assert.DoesNotContain("@import", html, StringComparison.Ordinal);
        Assert.Contains("default-src 'none'", WebUtility.HtmlDecode(html), StringComparison.Ordinal);
        Assert.Contains(hash, html, StringComparison.Ordinal);
        Assert.Contains(ReviewCode.Of(hash), html, StringComparison.Ordinal);
        Assert.Contains("<svg", html, StringComparison.Ordinal);
        Assert.Contains("May was a good month.", html, StringComparison.Ordinal);
        Assert.Equal(html, await admin.GetStringAsync($"/reviews/{id}.html", Ct));
    }

    [Fact]
    public async Task The_page_of_the_archive_is_known_again_and_a_changed_one_is_not()
    {
        var id = await world.PublishedAsync();
        var file = await admin.GetByteArrayAsync($"/reviews/{id}.html", Ct);
        var verify = scope.ServiceProvider.GetRequiredService<VerifyReview>();

        Assert.Equal("Review of May", ReviewWorld.Done(await verify.RunAsync(null, new MemoryStream(file), Ct)).Edition.Title);
        file[^20] ^= 1;
        Assert.False((await verify.RunAsync(null, new MemoryStream(file), Ct)).Is(out _, out _));
    }

    [Fact]
    public async Task Who_may_not_see_money_takes_files_without_any()
    {
        var id = await world.PublishedAsync();
        var (with, without) = (await admin.GetStringAsync($"/reviews/{id}.html", Ct), await member.GetStringAsync($"/reviews/{id}.html", Ct));
        Assert.Contains(ReviewWorld.MoneySummary, with, StringComparison.Ordinal);
        Assert.DoesNotContain(ReviewWorld.MoneySummary, without, StringComparison.Ordinal);
        Assert.DoesNotMatch("EUR|USD", without);

        var tables = string.Concat((await TablesAsync(member, $"/reviews/{id}.zip")).Values);
        Assert.DoesNotMatch("EUR|USD|roi\\.", tables);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync($"/reviews/{id}.html", Ct)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync($"/reviews/{id}.zip", Ct)).StatusCode);
        var draft = await world.DraftAsync();
        Assert.Equal(HttpStatusCode.NotFound, (await admin.GetAsync($"/reviews/{draft}.zip", Ct)).StatusCode);
    }

    [Fact]
    public async Task The_tables_hold_the_numbers_of_the_review_and_no_formula()
    {
        var id = await world.PublishedAsync();
        var snapshot = ReviewWorld.Done(await world.ReadAsync(world.Csm, id)).Snapshot;
        var tables = await TablesAsync(admin, $"/reviews/{id}.zip");

        string[] usual = ["chart-1", "chart-2", "chart-3", "definitions", "features", "figures", "milestones", "requests", "value-drivers"];
        Assert.Equal(usual.Concat(snapshot.Tables!.Where(table => table.Rows.Count > 0).Select((table, no) => table.Section.ToLowerInvariant() + "-table")).Distinct().Order(StringComparer.Ordinal), tables.Keys.Where(name => !name.EndsWith("-2", StringComparison.Ordinal) || name == "chart-2").Order(StringComparer.Ordinal));

        // Whatever table stands on the page has a file.
        var page = await admin.GetStringAsync($"/reviews/{id}", Ct);
        var shown = BodyOfTable().Count(page);
        Assert.Equal(shown, tables.Keys.Count(name => name is not ("figures" or "definitions")));
        Assert.Contains($"{snapshot.Usage.Tiles[0].Name},3,3,", tables["figures"], StringComparison.Ordinal);
        Assert.Contains("reports,3,2", tables["features"], StringComparison.OrdinalIgnoreCase);
        Assert.Contains(ReviewWorld.Request, tables["requests"], StringComparison.Ordinal);
        Assert.All(tables.Values, table => Assert.DoesNotMatch(@"(^|[,\n""])[=@]", table));
    }

    private static async Task<Dictionary<string, string>> TablesAsync(HttpClient client, string address)
    {
        using var zip = new ZipArchive(await client.GetStreamAsync(address, Ct));
        var tables = new Dictionary<string, string>();
        foreach (var entry in zip.Entries)
        {
            using var reader = new StreamReader(entry.Open());
            tables[Path.GetFileNameWithoutExtension(entry.Name)] = await reader.ReadToEndAsync(Ct);
        }

        return tables;
    }

    [GeneratedRegex("<tbody")]
    private static partial Regex BodyOfTable();

    [GeneratedRegex("""\b(?:href|src|action|srcset|xlink:href)="([^"]*)" """, RegexOptions.IgnorePatternWhitespace, 1000)]
    private static partial Regex Address();
}
