using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using ValuePortal.Platform.Charts;
using ValuePortal.Platform.Pdf;
using ValuePortal.Reviews.Document;

namespace ValuePortal.Bench;

/// <summary>
/// One report of 14 to 16 pages (cover, figures, eight charts, tables of 10, 12 and 300 rows) by the portal's writer with all it has
/// (tags, outline, contents, two families of fonts, kerning), and by the peers in a folder: Chromium's print, pdfmake, and the bare
/// prototype as the floor. In turn, warm, best and median. Then how a page's cost grows with a document, and two documents at once.
/// </summary>
internal static class PdfBench
{
    private const int Rounds = 3;
    private const int Documents = 60;

    public static async Task RunAsync(string folder, string language, string? floor)
    {
        var report = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(folder, $"report-{language}.json")))!;
        var fonts = PdfFonts.LoadShipped();
        for (var i = 0; i < 30; i++)
        {
            Write(report, fonts, language, Stream.Null);
        }

        using var whole = new MemoryStream();
        var pages = Write(report, fonts, language, whole);
        await File.WriteAllBytesAsync(Path.Combine(folder, $"out-portal-{language}.pdf"), whole.ToArray());
        List<double> ours = [], chromium = [], make = [], bare = [];
        var (chromiumBytes, makeBytes, bareBytes) = (0, 0, 0);
        var cpu = 0d;
        for (var round = 0; round < Rounds; round++)
        {
            using var self = Process.GetCurrentProcess();
            var before = self.TotalProcessorTime;
            for (var i = 0; i < Documents; i++)
            {
                using var output = new MemoryStream();
                ours.Add(await Watch.MillisecondsAsync(() => Task.FromResult(Write(report, fonts, language, output))));
            }

            self.Refresh();
            cpu += (self.TotalProcessorTime - before).TotalMilliseconds;
            chromiumBytes = await PeerAsync(folder, "node", ["chromium.js", language, "5"], chromium);
            makeBytes = await PeerAsync(folder, "node", ["pdfmake.js", language, "8"], make);
            if (floor is not null)
            {
                bareBytes = await PeerAsync(folder, "dotnet", [floor, language, "100", $"report-{language}.json", "2"], bare);
            }
        }

        Say($"portal, {pages} pages: best {ours.Min():0.0} ms, median {ours.Median():0.0} ms, {cpu / Rounds / Documents:0.0} ms of CPU, {whole.Length:N0} bytes");
        Say($"Chromium, warm: best {chromium.Min():0} ms, {chromiumBytes:N0} bytes; {chromium.Min() / ours.Min():0.0} times the wall time, {(double)chromiumBytes / whole.Length:0.0} times the bytes");
        Say($"pdfmake, warm: best {make.Min():0} ms, {makeBytes:N0} bytes; {make.Min() / ours.Min():0.0} times");
        if (floor is not null)
        {
            Say($"bare prototype: best {bare.Min():0.0} ms, {bareBytes:N0} bytes; the portal takes {ours.Min() / bare.Min():0.0} times as long");
        }

        Growth(report, fonts, language);
        List<double> rates = [];
        for (var round = 0; round < 5; round++)
        {
            var watch = Stopwatch.StartNew();
            Parallel.For(0, 2 * Documents, new ParallelOptions { MaxDegreeOfParallelism = 2 }, _ => Write(report, fonts, language, new MemoryStream()));
            rates.Add(2 * Documents * pages / watch.Elapsed.TotalSeconds);
        }

        Say($"two at once: best {rates.Max():N0} pages/s, median {rates.Median():N0}");
    }

    private static void Say(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));

    /// <summary>Adds the peer's best and median of a run; the answer is the size of its file.</summary>
    private static async Task<int> PeerAsync(string folder, string program, string[] arguments, List<double> best)
    {
        var start = new ProcessStartInfo(program) { WorkingDirectory = folder, RedirectStandardOutput = true };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start)!;
        var said = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        using var figures = JsonDocument.Parse(said[said.LastIndexOf("{\"tool\"", StringComparison.Ordinal)..]);
        best.Add(figures.RootElement.GetProperty("best_ms").GetDouble());
        return figures.RootElement.GetProperty("bytes").GetInt32();
    }

    /// <summary>
    /// As many pages in many documents and in one, in turn, by the CPU of the process: both last equally long, so that whatever else runs meets
    /// both alike.
    /// </summary>
    private static void Growth(JsonNode content, PdfFonts fonts, string language)
    {
        const int Bodies = 71;
        var pagesOfLarge = Long(content, fonts, language, Bodies);
        var pagesOfSmall = Long(content, fonts, language, 1);
        List<double> small = [], large = [], ratios = [];
        long allocatedBySmall = 0, allocatedByLarge = 0;
        for (var round = 0; round < 15; round++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            small.Add(Cpu(() =>
            {
                for (var i = 0; i < Bodies; i++)
                {
                    Long(content, fonts, language, 1);
                }
            }) / (Bodies * pagesOfSmall));
            allocatedBySmall = (GC.GetAllocatedBytesForCurrentThread() - before) / (Bodies * pagesOfSmall);
            before = GC.GetAllocatedBytesForCurrentThread();
            large.Add(Cpu(() => Long(content, fonts, language, Bodies)) / pagesOfLarge);
            allocatedByLarge = (GC.GetAllocatedBytesForCurrentThread() - before) / pagesOfLarge;
            ratios.Add(large[^1] / small[^1]);
        }

        Say($"a page costs {small.Min() * 1000:0} µs of CPU in documents of {pagesOfSmall} (median {small.Median() * 1000:0}) and {large.Min() * 1000:0} µs in one of {pagesOfLarge} (median {large.Median() * 1000:0}): ratio of the best {large.Min() / small.Min():0.00}, median of neighbours {ratios.Median():0.00}; {allocatedBySmall:N0} and {allocatedByLarge:N0} bytes allocated");
    }

    private static double Cpu(Action work)
    {
        using var self = Process.GetCurrentProcess();
        var before = self.TotalProcessorTime;
        work();
        self.Refresh();
        return (self.TotalProcessorTime - before).TotalMilliseconds;
    }

    private static int Write(JsonNode content, PdfFonts fonts, string language, Stream output)
    {
        using var report = Begin(content, fonts, language, output);
        Body(report, content, language);
        report.Finish();
        return report.PageCount;
    }

    /// <summary>The body so many times over, one after the other.</summary>
    private static int Long(JsonNode content, PdfFonts fonts, string language, int times)
    {
        using var report = Begin(content, fonts, language, Stream.Null);
        for (var i = 0; i < times; i++)
        {
            Body(report, content, language);
        }

        report.Finish();
        return report.PageCount;
    }

    private static PdfReport Begin(JsonNode content, PdfFonts fonts, string language, Stream output)
    {
        var (title, customer) = (Text(content["title"]), Text(content["customer"]));
        var report = new PdfReport(output, fonts, new PdfMetadata(title, language == "zh" ? "zh-CN" : language), furniture: new(customer, title, "", (page, of) => $"{page} / {of}"));
        report.FreePage(page =>
        {
            page.TextBox(title, 72, 268, page.Width - 144, new(32, report.Theme.Ink, true), heading: 1);
            page.TextBox(customer, 72, 330, page.Width - 144, new(14, report.Theme.Ink));
        });
        report.Contents("Contents", ["KPI", "ROI", "Milestones", "Detail"]);
        return report;
    }

    private static void Body(PdfReport report, JsonNode content, string language)
    {
        var paragraph = Text(content["para"]);
        report.Heading(1, "KPI");
        report.Kpis([.. content["kpis"]!.AsArray().Select(kpi => new PdfKpi(Text(kpi!["name"]), Text(kpi["value"]), Text(kpi["delta"])))]);
        report.Paragraph(string.Join(language == "zh" ? "" : " ", Enumerable.Repeat(paragraph, 4)));
        foreach (var (chart, i) in content["charts"]!.AsArray().Select((chart, i) => (chart!, i)))
        {
            if (i % 2 == 0)
            {
                report.PageBreak();
            }

            var labels = chart["labels"]!.AsArray().Select(Text).ToList();
            var mark = Text(chart["kind"]) == "line" ? Mark.Line : Mark.Bars;
            var trend = new TrendChart(
                [.. chart["series"]!.AsArray().Select((series, tone) => new ChartSeries(
                    Text(series!["name"]), mark, (Tone)tone, [.. series["values"]!.AsArray().Select(value => new ChartPoint(value!.GetValue<double>()))]))],
                labels, [], value => value.ToString("N0", CultureInfo.InvariantCulture));
            report.Heading(2, Text(chart["title"]));
            report.Figure(205, Text(chart["title"]), Text(chart["title"]), canvas => canvas.Draw(trend.Draw(new Extent(700, 205 * 700 / canvas.Width))));
            report.Paragraph(paragraph);
        }

        report.PageBreak();
        Table(report, "ROI", content["roiHeader"]!, content["roi"]!);
        Table(report, "Milestones", content["msHeader"]!, content["milestones"]!);
        report.PageBreak();
        Table(report, "Detail", content["header"]!, content["table"]!);
    }

    private static void Table(PdfReport report, string name, JsonNode head, JsonNode rows)
    {
        report.Heading(1, name);
        report.Table(new PdfTable(
            [.. head.AsArray().Select(column => new PdfColumn(Text(column)))],
            rows.AsArray().Select(row => new PdfRow([.. row!.AsArray().Select(cell => new PdfCell(Text(cell)))]))));
    }

    private static string Text(JsonNode? node) => node!.GetValue<string>();
}
