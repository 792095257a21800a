using System.Globalization;
using ValuePortal.Reviews.Snapshots;
using ValuePortal.Tests.Architecture;
using ValuePortal.Tests.Platform.Pdf;
using ValuePortal.Tests.Support;

namespace ValuePortal.Tests.Reviews.Document;

/// <summary>
/// Every page of a review as a small grey picture beside the one that somebody looked at and approved. Another version of the program
/// that draws them shades edges a little differently; a line that moved, a word that is missing or a page that breaks elsewhere is more.
/// </summary>
public sealed class PagePictureTests
{
    private const string Approve = "VALUEPORTAL_APPROVE_PAGES";
    private const int PixelsPerInch = 36;

    /// <summary>Of a square of 8 by 8 pixels, a quarter of an inch wide: how far its mean may be off, of 256 greys.</summary>
    private const int MostOff = 10;
    private const int Side = 8;

    [Theory]
    [InlineData("en")]
    [InlineData("zh-CN")]
    public async Task Every_page_looks_as_it_was_approved(string language)
    {
        var pages = await PdfTools.DrawAsync(SampleSnapshot.Pdf(SampleSnapshot.Of(language)), PixelsPerInch);
        var folder = Directory.CreateDirectory(Path.Combine(Repository.Root, "tests", "ValuePortal.Tests", "Reviews", "Document", "Pages", language)).FullName;
        if (Environment.GetEnvironmentVariable(Approve) == "1")
        {
            Directory.GetFiles(folder).ToList().ForEach(File.Delete);
            for (var page = 0; page < pages.Count; page++)
            {
                await File.WriteAllBytesAsync(Path.Combine(folder, Name(page)), pages[page], TestContext.Current.CancellationToken);
            }
        }

        var approved = Directory.GetFiles(folder).Length;
        var differing = Enumerable.Range(0, Math.Max(pages.Count, approved)).Select(page =>
        {
            if (page >= pages.Count || page >= approved)
            {
                return $"page {page + 1} is {(page < pages.Count ? "new" : "missing")}";
            }

            var expected = GreyPicture.Read(File.ReadAllBytes(Path.Combine(folder, Name(page))));
            var (off, x, y) = GreyPicture.Read(pages[page]).FarthestFrom(expected, Side);
            return off > MostOff ? $"page {page + 1} differs by {off} greys of 256 at {x * 100 / expected.Width} % from the left, {y * 100 / expected.Height} % from the top" : null;
        }).OfType<string>().ToList();

        Assert.True(
            differing.Count == 0,
            $"{language}: {string.Join("; ", differing)}. At most {MostOff} may differ. Look at the pages; if they are as they should be, run this test once with {Approve}=1 and commit the pictures.");
    }

    [Fact]
    public async Task A_changed_figure_and_a_missing_word_are_seen()
    {
        var snapshot = SampleSnapshot.Of("en");
        var tile = snapshot.Headline[0];
        ReviewSnapshot[] changed =
        [
            snapshot with { Headline = [tile with { Figure = tile.Figure with { Display = "143" } }, .. snapshot.Headline.Skip(1)] },
            snapshot with { Summary = snapshot.Summary.Replace("faster ", "", StringComparison.Ordinal) },
        ];
        var pages = await PdfTools.DrawAsync(SampleSnapshot.Pdf(snapshot), PixelsPerInch);
        foreach (var other in changed)
        {
            var drawn = await PdfTools.DrawAsync(SampleSnapshot.Pdf(other), PixelsPerInch);
            Assert.Contains(pages.Zip(drawn), pair => GreyPicture.Read(pair.First).FarthestFrom(GreyPicture.Read(pair.Second), Side).Off > MostOff);
        }
    }

    private static string Name(int page) => string.Create(CultureInfo.InvariantCulture, $"page-{page + 1:00}.png");
}
