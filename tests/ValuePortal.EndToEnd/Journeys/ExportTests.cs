using System.Buffers.Binary;
using ValuePortal.EndToEnd.Support;

namespace ValuePortal.EndToEnd.Journeys;

/// <summary>What a person takes along from a chart: its table, its picture, its address.</summary>
public sealed class ExportTests(SmallPortal portal) : IClassFixture<SmallPortal>
{
    private const string Page = "usage?from=2026-01-10&to=2026-01-31&cmp=none";

    [Fact]
    public async Task The_csv_of_a_chart_has_the_rows_of_its_table()
    {
        await using var visit = await OpenAsync();
        var chart = visit.Page.Locator("#trend");
        var rows = await chart.Locator("tbody tr").CountAsync();

        var file = await DownloadAsync(visit, "as CSV");
        var bytes = await File.ReadAllBytesAsync(await file.PathAsync(), TestContext.Current.CancellationToken);
        var lines = (await File.ReadAllTextAsync(await file.PathAsync(), TestContext.Current.CancellationToken)).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal("Fabrikam Retail Usage 2026-01-10 2026-01-31.csv", file.SuggestedFilename);
        Assert.Equal([0xEF, 0xBB, 0xBF], bytes[..3]);
        Assert.Equal(22, rows);
        Assert.Equal(rows, lines.Length - 1);
        Assert.StartsWith("2026-01-10,2026-01-10,", lines[1], StringComparison.Ordinal);
        Assert.StartsWith("2026-01-31,2026-01-31,", lines[^1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false, 1280)]
    [InlineData(true, 360)]
    public async Task The_picture_of_a_chart_is_wide_enough_to_print_on_any_screen(bool dark, int width)
    {
        await using var visit = await OpenAsync(dark, width);

        var file = await DownloadAsync(visit, "as PNG");
        var bytes = await File.ReadAllBytesAsync(await file.PathAsync(), TestContext.Current.CancellationToken);

        Assert.EndsWith(".png", file.SuggestedFilename, StringComparison.Ordinal);
        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], bytes[..4]);
        Assert.True(BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(16)) >= 1200);
        Assert.True(bytes.Length > 10_000, $"{bytes.Length} bytes cannot be a drawing.");
        if (Environment.GetEnvironmentVariable("VALUEPORTAL_KEEP_PICTURES") is { Length: > 0 } folder)
        {
            await file.SaveAsAsync(Path.Combine(folder, $"chart-{width}.png"));
            await visit.Page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"usage-{width}.png"), FullPage = true });
        }
    }

    [Fact]
    public async Task The_link_of_a_chart_leads_to_it_with_the_days_of_the_page()
    {
        await using var visit = await OpenAsync();
        await visit.Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);

        await visit.Page.Locator("#trend [data-link]").ClickAsync();

        await Assertions.Expect(visit.Page.Locator("#trend [data-link]")).ToHaveTextAsync("Link copied");
        Assert.Equal($"{portal.Address}{Page}#trend", await visit.Page.EvaluateAsync<string>("navigator.clipboard.readText()"));
    }

    private async Task<Visit> OpenAsync(bool dark = false, int width = 1280)
    {
        var visit = await portal.OpenAsync(dark: dark, width: width);
        await visit.SignInAsync(SmallPortal.Email, SmallPortal.Password);
        await visit.Page.GotoAsync(Page);
        return visit;
    }

    private static Task<IDownload> DownloadAsync(Visit visit, string what) =>
        visit.Page.RunAndWaitForDownloadAsync(() => visit.Page.Locator($"#trend [aria-label$='{what}']").ClickAsync());
}
