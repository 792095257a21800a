using System.Globalization;
using ValuePortal.Platform.Charts;
using ValuePortal.Platform.Pdf;
using ValuePortal.Reviews.Document;

namespace ValuePortal.Tests.Platform.Pdf;

/// <summary>
/// What no report should hold and some will: it becomes a valid, tagged file with its fonts inside, within 20 seconds. Memory is bounded by
/// all that was ever allocated on the way, which a busy machine does not change.
/// </summary>
public sealed class HostileContentTests
{
    private const string Word = "Donaudampfschifffahrtsgesellschaft";

    private static readonly TrendChart s_trend = new(
        [
            new("Events", Mark.Bars, Tone.First, [.. Enumerable.Range(1, 90).Select(day => new ChartPoint(day * 13 % 71))]),
            new("Before", Mark.Line, Tone.Then, [.. Enumerable.Range(1, 90).Select(day => new ChartPoint(day % 7 == 0 ? null : day))]),
        ],
        [.. Enumerable.Range(1, 90).Select(day => $"Day {day}")], [], value => value.ToString("N0", CultureInfo.InvariantCulture));

    private static readonly Dictionary<string, Action<PdfReport>> s_contents = new()
    {
        ["a table of 10,000 rows"] = report => report.Table(new(
            [new("Id"), new("Feature", Share: 3), new("Events", PdfAlign.Right)],
            Enumerable.Range(0, 10_000).Select(row => new PdfRow([$"{row}", $"Feature {row} 功能", $"{row * 7}"])))),
        ["a word of 100 kB"] = report =>
        {
            var word = string.Concat(Enumerable.Repeat(Word, 100_000 / Word.Length));
            report.Heading(1, word);
            report.Paragraph(word);
            report.Table(new([new("A"), new("B")], [new([word, "b"])]));
        },
        ["characters without a glyph"] = report => report.Paragraph(string.Concat(Enumerable.Repeat("\U0001F600 \u2708 \U00020BB7 \uD83D \uE000 ", 2_000))),
        ["300 charts"] = report =>
        {
            for (var chart = 0; chart < 300; chart++)
            {
                report.Heading(2, $"Chart {chart}");
                report.Figure(200, "It rises.", $"Chart {chart}: it rises.", canvas => canvas.Draw(s_trend.Draw(new Extent(700, 200 * 700 / canvas.Width))));
            }
        },
        ["text from right to left"] = report => report.Paragraph(string.Concat(Enumerable.Repeat("שלום עולם مرحبا بالعالم \u202Eabc\u202C ", 1_000))),
        ["control characters"] = report => report.Paragraph(string.Concat(Enumerable.Range(0, 0xA0).Select(code => $"{(char)code}x"))),
        ["rows taller than a page"] = report => report.Table(new(
            [new("A"), new("B")],
            Enumerable.Range(0, 20).Select(row => new PdfRow([string.Join('\n', Enumerable.Range(0, 150).Select(line => $"{row}.{line}")), "b"])))),
        ["a hundred columns"] = report => report.Table(new(
            [.. Enumerable.Range(0, 100).Select(column => new PdfColumn($"Column {column}"))],
            Enumerable.Range(0, 20).Select(row => new PdfRow([.. Enumerable.Range(0, 100).Select(column => new PdfCell($"{row * column}"))])))),
        ["ten thousand headings"] = report =>
        {
            for (var heading = 0; heading < 10_000; heading++)
            {
                report.Heading(1 + (heading % 3), $"Heading {heading}");
            }
        },
        ["nothing"] = _ => { },
    };

    public static TheoryData<string> Contents => [.. s_contents.Keys];

    [Theory]
    [MemberData(nameof(Contents))]
    public async Task Hostile_content_makes_a_valid_file_in_bounded_time_and_memory(string content)
    {
        var (began, before) = (TimeProvider.System.GetTimestamp(), GC.GetAllocatedBytesForCurrentThread());
        var pdf = SampleReport.Write(
            report =>
            {
                s_contents[content](report);
                report.Finish();
            },
            furniture: new("Left", "Right", "Foot", (page, pages) => $"Page {page} of {pages}"));
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.InRange(TimeProvider.System.GetElapsedTime(began), TimeSpan.Zero, TimeSpan.FromSeconds(20));
        TestContext.Current.TestOutputHelper?.WriteLine($"{allocated:N0} bytes allocated for {pdf.Length:N0}");
        Assert.InRange(allocated, 0, 40_000_000);
        await PdfTools.AssertValidAsync(pdf);
        await PdfTools.AssertFontsInsideAsync(pdf);
        Assert.Matches("Tagged: +yes", await PdfTools.ReadInfoAsync(pdf));
    }
}
