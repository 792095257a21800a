using ValuePortal.Platform.Charts;
using ValuePortal.Reviews.Document;
using ValuePortal.Reviews.Snapshots;
using ValuePortal.Tests.Platform.Pdf;

namespace ValuePortal.Tests.Reviews.Document;

/// <summary>What a program reads out of a review's document is what the snapshot says, nothing more, nothing less, in the order of reading.</summary>
public sealed class ReviewTextTests
{
    private static readonly string[][] s_heads = [["Feature", "Events", "People"], ["Milestone", "Due", "State", "Progress"], ["Request", "Asked", "State", "Answer"], ["Figure", "HowCounted"], ["Period", "Events", "People"]];

    [Theory]
    [InlineData("en", true)]
    [InlineData("en", false)]
    [InlineData("zh-CN", true)]
    [InlineData("zh-CN", false)]
    public async Task The_text_of_the_document_is_the_text_of_the_snapshot(string language, bool withMoney)
    {
        var snapshot = SampleSnapshot.Of(language, withMoney);
        var pages = (await PdfTools.ReadTextAsync(SampleSnapshot.Pdf(snapshot))).Split('\f', StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal(Bare(string.Concat(Cover(snapshot))), Bare(pages[0]));
        Assert.Equal(Bare(string.Concat(Body(snapshot))), Bare(string.Concat(pages.Skip(2).Select((page, i) => WithoutHeadAndFoot(page, snapshot, i + 3, pages.Length)))));
    }

    [Fact]
    public async Task A_review_of_nothing_is_a_valid_document_that_says_so()
    {
        var full = SampleSnapshot.Of("en");
        var pdf = SampleSnapshot.Pdf(full with
        {
            Compared = null,
            Summary = "",
            MoneySummary = null,
            Headline = [],
            Value = null,
            Words = null,
            Sentences = null,
            Definitions = [],
            Usage = full.Usage with { Tiles = [], Charts = [], Features = [] },
            Milestones = new([], []),
            Requests = new([], [], 0),
        });

        await PdfTools.AssertValidAsync(pdf);
        await PdfTools.AssertFontsInsideAsync(pdf);
        var text = await PdfTools.ReadTextAsync(pdf);
        Assert.Contains(SampleSnapshot.Texts("en")["NoMilestones"], text, StringComparison.Ordinal);
        Assert.Contains("by the end of this period", text, StringComparison.Ordinal);
    }

    private static IEnumerable<string?> Cover(ReviewSnapshot review)
    {
        var words = SampleSnapshot.Texts(review.Language);
        return
        [
            review.VendorName, words["Review"], review.Title, review.AccountName, review.Period, words["ComparedWith", review.Compared!],
            words["MadeOn", review.MadeOn, review.TimeZone], words[review.WithMoney ? "EditionWithMoney" : "EditionWithoutMoney"],
        ];
    }

    private static List<string?> Body(ReviewSnapshot review)
    {
        var words = SampleSnapshot.Texts(review.Language);
        var text = new List<string?>();

        Say("InShort");
        text.AddRange(review.Sentences!.SelectMany(sentence => sentence.Pieces).Select(piece => piece.Text));

        Say("Summary");
        text.AddRange([review.Summary, review.MoneySummary, .. review.Headline.SelectMany(Of)]);

        Say("Usage");
        text.AddRange([.. review.Usage.Tiles.SelectMany(Of), .. review.Usage.Charts.SelectMany(chart => Of(chart, review.Language))]);
        Say("PeriodByPeriod", "Period", "Events", "People");
        for (var row = 0; row < review.Usage.Charts[0].RowNames.Count; row++)
        {
            text.AddRange([review.Usage.Charts[0].RowNames[row], .. review.Usage.Charts.Select(chart => chart.Series[0].Points[row].Display)]);
        }

        Say("TopFeatures", "Feature", "Events", "People");
        text.AddRange(review.Usage.Features.SelectMany(row => new[] { row.Name, row.Events.Display, row.People.Display }));
        text.Add(review.Usage.DataNote);

        var value = review.Value!;
        Say("Value");
        text.AddRange([value.Headline, .. value.Tiles.SelectMany(Of), .. value.Chart is null ? [] : Of(value.Chart, review.Language)]);
        Say("Drivers", "Driver", "Before", "Now", "Target", review.WithMoney ? "Benefit" : "TimeSaved", "Basis");
        text.AddRange(value.Drivers.SelectMany(row => new[] { row.Name, row.Unit, row.Before.Display, row.Now.Display, row.NowSource, row.Target.Display, row.Brought?.Display, row.State }));
        Say("Total");
        text.Add(value.Total!.Display);
        if (value.Tables is { } tables)
        {
            Say("BusinessCase", "CaseTable", "CaseKind", "InPeriod", "Basis");
            text.AddRange(tables.SelectMany(row => new[] { row.Name, row.Kind, row.Amount.Display, row.State }));
        }

        text.Add(value.Assumptions);

        Say("Milestones");
        Say("Milestone", "Due", "State", "Progress");
        text.AddRange(review.Milestones.Rows.SelectMany(row => new[] { row.Title, row.Due, row.When.StartsWith(row.State, StringComparison.Ordinal) ? null : row.State, row.When, row.Share?.Display, row.Progress }));
        text.Add(words["AsOf", review.MadeOn]);
        if (review.WithMoney)
        {
            Say("Milestone", "ExpectedAMonth", "CameAMonth");
            text.AddRange(review.Milestones.Rows.Where(row => row.Expected is not null).SelectMany(row => new[] { row.Title, row.Expected!.Display, row.Came!.Display }));
            Say("CameNote");
        }

        Say("AskedDelivered");
        text.AddRange(review.Requests.Tiles.SelectMany(Of));
        Say("Request", "Asked", "State", "Answer");
        text.AddRange(review.Requests.Rows.SelectMany(row => new[] { row.Title, row.Raised, row.Status, row.Answer ?? words["NoAnswerYet"] }));
        text.Add(words["MoreRequests", review.Requests.More]);

        foreach (var part in review.Words!)
        {
            Say(part.Section);
            text.Add(part.Text);
        }

        Say("Definitions", "Figure", "HowCounted");
        text.AddRange(review.Definitions.SelectMany(definition => new[] { definition.Name, definition.Formula }));
        Say("RoundedNote", "VerifyTitle", "CodeOfThis");
        text.AddRange([SampleSnapshot.Code, words["CheckAt", "https://portal.example/verify"]]);
        return text;

        void Say(params string[] keys) => text.AddRange(keys.Select(key => words[key]));
    }

    private static IEnumerable<string?> Of(ReviewTile tile) => [tile.Name, tile.Figure.Display, tile.Change ?? tile.Note];

    /// <summary>Title and finding, the legend, and what the drawing says.</summary>
    private static IEnumerable<string> Of(ReviewChart chart, string language) =>
    [
        chart.Title, chart.Finding, .. chart.Series.Select(series => series.Name),
        .. ChartOfReview.Of(chart, language).Draw(new Extent(700, 268)).Shapes.OfType<TextShape>().Select(shape => shape.Text),
    ];

    /// <summary>Head and foot of a page, and the head of a table that goes on over it: decoration, which is not read aloud.</summary>
    private static string WithoutHeadAndFoot(string page, ReviewSnapshot review, int number, int of)
    {
        var words = SampleSnapshot.Texts(review.Language);
        var (text, ends) = (Bare(page), new[] { review.AccountName, review.Title, review.Period, words["PageOf", number, of] });
        var furniture = Bare(string.Concat(ends));
        Assert.EndsWith(furniture, text, StringComparison.Ordinal);
        text = text[..^furniture.Length];
        var repeated = s_heads.Select(keys => Bare(string.Concat(keys.Select(key => words[key])))).FirstOrDefault(head => text.StartsWith(head, StringComparison.Ordinal));
        return text[(repeated?.Length ?? 0)..];
    }

    private static string Bare(string text) => string.Concat(text.Where(letter => !char.IsWhiteSpace(letter)));
}
