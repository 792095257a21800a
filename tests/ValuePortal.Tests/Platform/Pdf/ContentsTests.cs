using ValuePortal.Platform.Pdf;

namespace ValuePortal.Tests.Platform.Pdf;

/// <summary>What leads a reader through a document: its contents, its links, and what it says of itself.</summary>
public sealed class ContentsTests
{
    private static readonly string[] s_chapters = ["Summary", "使用情况", "A chapter whose name is so long that it takes more than a single line of the page of contents, as a careful author's may", "Definitions"];

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_contents_name_the_page_of_each_chapter_and_lead_to_it(bool withFurniture)
    {
        var pdf = Book(withFurniture);

        await PdfTools.AssertValidAsync(pdf);
        var pages = (await PdfTools.ReadTextAsync(pdf)).Split('\f');
        var contents = pages[1].ReplaceLineEndings(" ").Replace("  ", " ", StringComparison.Ordinal);
        foreach (var chapter in s_chapters)
        {
            var after = contents[(contents.IndexOf(chapter, StringComparison.Ordinal) + chapter.Length)..];
            var number = int.Parse(after.TrimStart().Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture);
            Assert.True(number > 2, $"{chapter} cannot stand on page {number}.");
            Assert.Contains(chapter, pages[number - 1].ReplaceLineEndings(" ").Replace("  ", " ", StringComparison.Ordinal), StringComparison.Ordinal);
        }

        var objects = await PdfTools.ReadObjectsAsync(pdf);
        Assert.Equal(s_chapters.Length, objects.Split("/Subtype /Link").Length - 1);
        Assert.Equal(s_chapters.Length, objects.Split("/StructParent ").Length - 1);
        var structure = await PdfTools.ReadStructureAsync(pdf);
        Assert.Equal(s_chapters.Length, structure.Split("TOCI").Length - 1);
        Assert.Contains("Link", structure, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_link_leads_to_its_address_and_says_its_words()
    {
        var pdf = SampleReport.Write(report =>
        {
            report.Link("See the review in the portal (审阅)", new Uri("https://portal.example/reviews/1?x=(a)"));
            report.Finish();
        });

        await PdfTools.AssertValidAsync(pdf);
        var objects = await PdfTools.ReadObjectsAsync(pdf);
        Assert.Contains(@"/URI (https://portal.example/reviews/1?x=\(a\))", objects, StringComparison.Ordinal);
        Assert.Contains("See the review", await PdfTools.ReadStructureAsync(pdf), StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_says_that_it_can_be_heard_only_when_it_can()
    {
        const string Says = "<pdfuaid:part>1</pdfuaid:part>";
        var whole = await PdfTools.ReadMetadataAsync(SampleReport.Make("zh-CN"));
        Assert.Contains(Says, whole, StringComparison.Ordinal);
        Assert.Contains("<rdf:li xml:lang=\"x-default\">Fabrikam Retail 价值回顾</rdf:li>", whole, StringComparison.Ordinal);

        Assert.DoesNotContain(Says, await PdfTools.ReadMetadataAsync(SampleReport.Write(report =>
        {
            report.Figure(40, "Caption", "", canvas => canvas.Text("1", 0, 20, new(9)));
            report.Finish();
        })), StringComparison.Ordinal);
        Assert.DoesNotContain(Says, await PdfTools.ReadMetadataAsync(SampleReport.Write(report =>
        {
            report.Heading(1, "One");
            report.Heading(3, "One and a half is left out");
            report.Finish();
        })), StringComparison.Ordinal);
        Assert.DoesNotContain(Says, await PdfTools.ReadMetadataAsync(SampleReport.Write(report => report.Finish(), new PdfMetadata("Test", ""))), StringComparison.Ordinal);
    }

    private static byte[] Book(bool withFurniture) => SampleReport.Write(
        report =>
        {
            report.FreePage(page => page.TextBox("The book", 72, 250, 450, new(38, Bold: true), heading: 1));
            report.Contents("Contents", s_chapters);
            foreach (var chapter in s_chapters)
            {
                report.Heading(1, chapter);
                for (var paragraph = 0; paragraph < 9; paragraph++)
                {
                    report.Heading(2, "Part");
                    report.Paragraph(SampleReport.English);
                }
            }

            report.Finish();
        },
        furniture: withFurniture ? new("Left", "Right", "Foot", (page, pages) => $"Page {page} of {pages}") : null);
}
