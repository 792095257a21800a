namespace ValuePortal.Reviews.Snapshots;

/// <summary>
/// All that a review shows, frozen: numbers, and beside each the words in which the review's language wrote it on that day. Page, PDF
/// and interface show these and nothing else. The order of properties is the order in the stored text.
/// </summary>
/// <param name="WithMoney">Which edition. In the one without, no amount stands anywhere.</param>
/// <param name="Currency">ISO 4217 code; null in the edition without money.</param>
/// <param name="Period">First and last day in words.</param>
/// <param name="Compared">The days it is compared with, in words; null when nothing is known of them.</param>
/// <param name="MadeAt">The moment of publishing; of a draft the moment of reading.</param>
/// <param name="MadeOn">Its day in the account's time zone, in words.</param>
/// <param name="Words">Sections of words alone that have words; null in reviews from before there were any.</param>
/// <param name="Sections">What was chosen to be shown, in this order; null in reviews from before one could choose.</param>
/// <param name="Promises">What became of what was promised before; null when nothing was.</param>
/// <param name="ComparisonName">Which days it is compared with by name, such as "the period before"; null when nothing is compared, and in reviews from before one could choose.</param>
/// <param name="Markup">"markdown" where the words of the success manager are read as such, by the small part of it that docs/reviews.md names; null in reviews from before: lines alone.</param>
/// <param name="Tables">Further tables, each with the section it stands in; null in reviews from before there were any.</param>
/// <param name="Steps">What is promised in this review; null in reviews from before there were promises.</param>
/// <param name="Logo">Hash of the vendor's logo as it was then; null when there was none.</param>
/// <param name="Sentences">What the figures say, made by rules; null in reviews from before there were any, and where the section is left out.</param>
public sealed record ReviewSnapshot(
    int Format,
    Guid AccountId,
    Guid ReviewId,
    bool WithMoney,
    string AccountName,
    string VendorName,
    string Language,
    string TimeZone,
    string? Currency,
    DateOnly From,
    DateOnly To,
    string Period,
    DateOnly? ComparedFrom,
    DateOnly? ComparedTo,
    string? Compared,
    DateTimeOffset MadeAt,
    string MadeOn,
    string Title,
    string Summary,
    string? MoneySummary,
    IReadOnlyList<ReviewTile> Headline,
    UsagePart Usage,
    ValuePart? Value,
    MilestonesPart Milestones,
    RequestsPart Requests,
    IReadOnlyList<ReviewDefinition> Definitions,
    IReadOnlyList<WordsPart>? Words = null,
    IReadOnlyList<string>? Sections = null,
    PromisesPart? Promises = null,
    IReadOnlyList<StepLine>? Steps = null,
    IReadOnlyList<TablePart>? Tables = null,
    string? ComparisonName = null,
    string? Markup = null,
    string? Logo = null,
    IReadOnlyList<SentencePart>? Sentences = null)
{
    /// <summary>What is shown, in this order: what was chosen and has something to say.</summary>
    internal IEnumerable<ReviewSection> Shown => (Sections is null ? ReviewSections.Usual : Sections.Select(Enum.Parse<ReviewSection>))
        .Where(HasContent);

    /// <summary>What it is compared with, in a sentence; null when with nothing.</summary>
    internal string? ComparedIn(ReviewTexts words) => Compared is not { } days ? null : ComparisonName is { } name ? words["ComparedWithNamed", name, days] : words["ComparedWith", days];

    private bool HasContent(ReviewSection section) => section switch
    {
        ReviewSection.Value => Value is not null,
        ReviewSection.Promises => Promises is not null,
        ReviewSection.InShort => Sentences is { Count: > 0 },
        ReviewSection.Releases or ReviewSection.Benchmark or ReviewSection.Roadmap => TablesOf(section).Any(),
        ReviewSection.NextSteps => Steps is { Count: > 0 } || WordsOf(section) is not null,
        _ => !section.IsWords || WordsOf(section) is not null,
    };

    internal IEnumerable<TablePart> TablesOf(ReviewSection section) => (Tables ?? []).Where(table => table.Section == section.ToString());

    internal string? WordsOf(ReviewSection section) => Words?.FirstOrDefault(part => part.Section == section.ToString())?.Text;
}

/// <summary>A section of words alone.</summary>
/// <param name="Section">Its name: "Incidents", "Recommendations" or "NextSteps".</param>
/// <param name="Text">With line breaks ("\n"); how it is read: the snapshot's markup.</param>
public sealed record WordsPart(string Section, string Text);

/// <summary>A number, and how it is written.</summary>
/// <param name="Metric">Id of its definition.</param>
public sealed record ReviewFigure(string Metric, decimal Value, string Display);

/// <summary>A figure with its name, what it was before, and which way it went ("up", "down", "same" or nothing).</summary>
/// <param name="Before">What it was before as a figure; null where nothing is known of then, and in reviews from before this was kept.</param>
public sealed record ReviewTile(string Name, ReviewFigure Figure, string? Change, string? Direction, string? Note, ReviewFigure? Before = null);

/// <summary>A chart with its words: as many labels, row names and values in each series.</summary>
/// <param name="Metric">Id of what the series count.</param>
/// <param name="RowNames">What the labels stand for in full, for the table beside the chart.</param>
public sealed record ReviewChart(
    string Metric, string Title, string Finding, IReadOnlyList<string> Labels, IReadOnlyList<string> RowNames, IReadOnlyList<ReviewSeries> Series);

/// <param name="Mark">"Line", "Area" or "Bars".</param>
/// <param name="Tone">"First" and so on; "Then" is what the others are compared with.</param>
public sealed record ReviewSeries(string Name, string Mark, string Tone, IReadOnlyList<ReviewPoint> Points);

/// <param name="Value">Null is a gap.</param>
/// <param name="Display">How it is written; empty for a gap.</param>
public sealed record ReviewPoint(decimal? Value, string Display, bool Partial);

/// <param name="DataNote">Until when data reach, in words.</param>
public sealed record UsagePart(
    DateOnly DataUntil, string DataNote, IReadOnlyList<ReviewTile> Tiles, IReadOnlyList<ReviewChart> Charts, IReadOnlyList<FeatureRow> Features);

public sealed record FeatureRow(string Name, string Key, ReviewFigure Events, ReviewFigure People);

/// <param name="Assumptions">Years, rate and start of the model, in words.</param>
/// <param name="Chart">Null when there is nothing to draw.</param>
/// <param name="Total">Benefit or hours of all drivers in the period.</param>
/// <param name="Tables">Tables of the business case that count; null in reviews from before there were any, and none in the edition without money.</param>
public sealed record ValuePart(
    string Headline, string Assumptions, IReadOnlyList<ReviewTile> Tiles, ReviewChart? Chart, IReadOnlyList<DriverRow> Drivers, ReviewFigure? Total,
    IReadOnlyList<CaseRow>? Tables = null);

/// <param name="Kind">Benefit or cost, in words.</param>
/// <param name="Amount">What of it came up in the period.</param>
/// <param name="StateTone">"good", "warn", "bad" or nothing.</param>
public sealed record CaseRow(string Name, string Kind, ReviewFigure Amount, string State, string StateTone);

/// <param name="NowSource">How "now" is known, in words.</param>
/// <param name="Brought">Its benefit; hours in the edition without money; null when it brings neither.</param>
/// <param name="StateTone">"good", "warn" or nothing.</param>
public sealed record DriverRow(
    string Name, string Unit, ReviewFigure Before, ReviewFigure Now, string NowSource, ReviewFigure Target, ReviewFigure? Brought, string State, string StateTone);

public sealed record MilestonesPart(IReadOnlyList<ReviewTile> Tiles, IReadOnlyList<MilestoneLine> Rows);

/// <param name="Share">Progress of a measured one; null else.</param>
public sealed record MilestoneLine(
    string Title, DateOnly DueOn, string Due, string Owner, string State, string StateTone, string When, string Progress, ReviewFigure? Share)
{
    /// <summary>What it was expected to bring a month; null where nobody said, in the edition without money, and in reviews from before this was kept.</summary>
    public ReviewFigure? Expected { get; init; }

    /// <summary>What came a month, beside what was expected; null while no whole month lies on both sides of the day.</summary>
    public ReviewFigure? Came { get; init; }
}

/// <param name="More">How many requests of the company are not in the rows.</param>
public sealed record RequestsPart(IReadOnlyList<ReviewTile> Tiles, IReadOnlyList<RequestLine> Rows, int More);

/// <param name="Answer">The vendor's words; null while there are none.</param>
public sealed record RequestLine(string Title, DateOnly RaisedOn, string Raised, string Status, string StatusTone, string? Answer);

public sealed record PromisesPart(IReadOnlyList<ReviewTile> Tiles, IReadOnlyList<PromiseLine> Rows);

/// <param name="Owner">Person and side, in words.</param>
/// <param name="Made">When it was promised, in words.</param>
/// <param name="StateTone">"good", "warn", "bad" or nothing.</param>
/// <param name="Marked">By whom and when it was marked, in words; null while nobody has.</param>
/// <param name="Note">What was said with the mark.</param>
public sealed record PromiseLine(string Text, string Owner, DateOnly DueOn, string Due, string Made, string State, string StateTone, string? Marked, string? Note);

/// <param name="Owner">Person and side, in words.</param>
public sealed record StepLine(string Text, string Owner, DateOnly DueOn, string Due);

/// <summary>How a figure of the review is counted.</summary>
public sealed record ReviewDefinition(string Metric, string Name, string Formula);
