using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Text;
using System.Xml.Linq;
using ValuePortal.Tests.Support;
using ValuePortal.Usage.Import;

namespace ValuePortal.Tests.Usage;

/// <summary>The tables of the page of usage as files: what a person finds in them when a spreadsheet opens them.</summary>
public sealed class ExportTests : IAsyncLifetime
{
    private const string Days = "from=2026-06-01&to=2026-06-14&cmp=none";

    private static readonly XNamespace s_sheet = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

    private readonly PortalServer server = new();
    private HttpClient client = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var account = await server.OpenAccountAsync("dessau", "Bäckerei 东风/Dessau", "Europe/Berlin");
        client = server.ClientOf(await server.AddCustomerAsync(account.AccountId, "admin@dessau.example"));
        var log = Path.Combine(server.Folder.Path, "log.ndjson");
        Directory.CreateDirectory(server.Folder.Path);
        await File.WriteAllLinesAsync(
            log,
            new[] { "=HYPERLINK(1)", "=HYPERLINK(1)", "Orders", "-5+3" }.Select((feature, i) =>
                $$$"""{"type":"track","messageId":"m{{{i}}}","userId":"u{{{i}}}","event":"Used","timestamp":"2026-06-{{{10 + i}}}T08:00:00Z","context":{"groupId":"dessau"},"properties":{"feature":"{{{feature}}}"}}"""),
            Ct);
        await using var services = server.Services.CreateAsyncScope();
        var read = await services.ServiceProvider.GetRequiredService<ImportUsage>().RunAsync(new(log, "product", CreateAccounts: false, server.Clock.Now), ct: Ct);
        Assert.True(read.Is(out _, out var refusal), refusal?.Message);
    }

    public ValueTask DisposeAsync()
    {
        client.Dispose();
        return server.DisposeAsync();
    }

    [Theory]
    [InlineData("/usage/trend.csv", "Bäckerei 东风-Dessau Usage 2026-06-01 2026-06-14.csv")]
    [InlineData("/usage/trend.xlsx", "Bäckerei 东风-Dessau Usage 2026-06-01 2026-06-14.xlsx")]
    public async Task The_file_bears_company_content_and_days_in_its_name(string address, string expected)
    {
        using var answer = await client.GetAsync($"{address}?{Days}", Ct);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(expected, answer.Content.Headers.ContentDisposition?.FileNameStar);
    }

    [Fact]
    public async Task Csv_begins_with_the_mark_of_utf8_and_a_head_and_has_a_row_for_each_day()
    {
        var bytes = await client.GetByteArrayAsync($"/usage/trend.csv?{Days}", Ct);

        Assert.Equal(Encoding.UTF8.GetPreamble(), bytes[..3]);
        var lines = Encoding.UTF8.GetString(bytes[3..]).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("From,To,Events,Active people", lines[0]);
        Assert.Equal(14, lines.Length - 1);
        Assert.Equal("2026-06-13,2026-06-13,1,1", lines[13]);
    }

    [Fact]
    public async Task A_feature_that_looks_like_a_formula_is_text_in_both_kinds_of_file()
    {
        var csv = await client.GetStringAsync($"/usage/features.csv?{Days}", Ct);
        var (rows, looks) = await SheetAsync($"/usage/features.xlsx?{Days}", 1);

        Assert.Contains("'=HYPERLINK(1),2,2,2026-06-11", csv, StringComparison.Ordinal);
        Assert.Contains("'-5+3,1,1,2026-06-13", csv, StringComparison.Ordinal);
        Assert.Equal("=HYPERLINK(1)", rows[1][0]);
        Assert.Equal("1", looks.Single(look => look.Text == "=HYPERLINK(1)").QuotePrefix);
        Assert.Null(looks.Single(look => look.Text == "Orders").QuotePrefix);
    }

    [Fact]
    public async Task Numbers_and_days_of_a_workbook_are_numbers()
    {
        var (rows, _) = await SheetAsync($"/usage/features.xlsx?{Days}", 1);

        Assert.Equal(["Feature", "Events", "People", "Last used"], rows[0]);
        Assert.Equal(["=HYPERLINK(1)", "2", "2", new DateTime(2026, 6, 11).ToOADate().ToString(CultureInfo.InvariantCulture)], rows[1]);
    }

    [Fact]
    public async Task The_second_sheet_says_whose_figures_which_days_which_zone_when_made_and_how_counted()
    {
        var (rows, _) = await SheetAsync($"/usage/trend.xlsx?{Days}", 2);
        var about = rows.Skip(1).ToDictionary(row => row[0], row => row[1]);

        Assert.Equal("Bäckerei 东风/Dessau", about["Company"]);
        Assert.Equal(new DateTime(2026, 6, 1).ToOADate().ToString(CultureInfo.InvariantCulture), about["First day"]);
        Assert.Equal(new DateTime(2026, 6, 14).ToOADate().ToString(CultureInfo.InvariantCulture), about["Last day"]);
        Assert.Equal("Europe/Berlin", about["Time zone of the days"]);
        Assert.Equal("2026-06-15 09:00 UTC", about["Generated at"]);
        Assert.NotEmpty(about["Active people"]);
    }

    [Fact]
    public async Task Another_program_reads_the_workbook_as_it_was_meant()
    {
        var file = Path.Combine(server.Folder.Path, "features.xlsx");
        await File.WriteAllBytesAsync(file, await client.GetByteArrayAsync($"/usage/features.xlsx?{Days}", Ct), Ct);

        var read = await NodeClients.RunAsync("read-workbook.mjs", file);

        Assert.Equal(
            ["string Feature|string Events|string People|string Last used", "string =HYPERLINK(1)|number 2|number 2|date 2026-06-11"],
            read.Split('\n')[..2]);
    }

    [Theory]
    [InlineData("/usage/adoption", "/usage/adoption-features", 3, "'=HYPERLINK(1),2,2,0.5,1,2026-06-11")]
    [InlineData("/usage/adoption/Orders", "/usage/feature-trend?key=Orders", 14, "2026-06-12,2026-06-12,1,1")]
    [InlineData("/usage/seats", "/usage/seats-trend", 1, "2026-06-13,,4,4,0")]
    [InlineData("/usage/adoption", "/usage/first-days", 4, "2026-06-11,1,1")]
    public async Task Tables_of_features_seats_and_first_days_leave_their_pages_as_files(string page, string table, int rows, string line)
    {
        var shown = WebUtility.HtmlDecode(await client.GetStringAsync($"{page}?{Days}", Ct));
        var (path, query) = (table.Split('?')[0], table.Contains('?', StringComparison.Ordinal) ? table.Split('?')[1] + "&" : "");

        Assert.Contains($"href=\"{path[1..]}.xlsx", shown, StringComparison.Ordinal);
        var lines = (await client.GetStringAsync($"{path}.csv?{query}{Days}", Ct)).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(rows, lines.Length - 1);
        Assert.Contains(line, lines);
        using var workbook = await client.GetAsync($"{path}.xlsx?{query}{Days}", Ct);
        Assert.Equal(HttpStatusCode.OK, workbook.StatusCode);
    }

    [Fact]
    public async Task Other_kinds_of_file_are_not_there()
    {
        using var answer = await client.GetAsync("/usage/trend.exe", Ct);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    /// <summary>The cells of a sheet as they stand in the file, and its texts with how they are marked.</summary>
    private async Task<(IReadOnlyList<IReadOnlyList<string>> Rows, IReadOnlyList<(string Text, string? QuotePrefix)> Looks)> SheetAsync(string address, int number)
    {
        await using var zip = await ZipArchive.CreateAsync(
            await client.GetStreamAsync(address, Ct), ZipArchiveMode.Read, leaveOpen: false, entryNameEncoding: null, Ct);
        var sheet = await PartAsync(zip, $"xl/worksheets/sheet{number}.xml");
        var looks = (await PartAsync(zip, "xl/styles.xml")).Descendants(s_sheet + "cellXfs").Elements().ToList();
        return (
            [.. sheet.Descendants(s_sheet + "row").Select(row => (IReadOnlyList<string>)[.. row.Elements().Select(cell => cell.Value)])],
            [.. sheet.Descendants(s_sheet + "c").Select(cell =>
                (cell.Value, (string?)looks[(int?)cell.Attribute("s") ?? 0].Attribute("quotePrefix")))]);
    }

    private static async Task<XDocument> PartAsync(ZipArchive zip, string name)
    {
        await using var part = await zip.GetEntry(name)!.OpenAsync(Ct);
        return await XDocument.LoadAsync(part, LoadOptions.None, Ct);
    }
}
