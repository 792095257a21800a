using System.Text.RegularExpressions;
using Microsoft.Extensions.Localization;
using ValuePortal.Announcements.Reach;
using ValuePortal.Milestones;
using ValuePortal.Roi;
using ValuePortal.Roi.Reports;
using ValuePortal.Usage;
using ValuePortal.Usage.Adoption;

namespace ValuePortal.Reviews.Snapshots;

/// <summary>
/// Says in sentences what a review shows, by the rules of docs/reviews.md. Reads nothing but the review itself, so that every number in a
/// sentence is a figure that stands in it, and a section that is left out is not spoken of. What somebody should look at comes last.
/// </summary>
public sealed partial class WriteSentences(IStringLocalizer<ReviewsWords> words)
{
    private const int MostNames = 3;

    private static readonly string s_disputed = FigureStates.Tone(FigureState.Disputed);

    /// <summary>Below this share of seats in use a sentence says so.</summary>
    public const decimal FewSeats = 0.5m;

    internal IReadOnlyList<SentencePart> Of(ReviewSnapshot review, FigureWriter write) =>
        [.. new[]
        {
            Promises(review), Value(review), Return(review), BestDriver(review), Disputed(review), People(review), Seats(review), Feature(review),
            Milestones(review, write), Late(review), Requests(review), Votes(review), Releases(review, write), Peers(review),
        }.OfType<SentencePart>().OrderBy(sentence => sentence.NeedsLook)];

    private SentencePart? Promises(ReviewSnapshot review) =>
        review.Promises is { Tiles: var tiles } && Figure(tiles, ReviewMetrics.PromisesKept.Id) is { } kept && Figure(tiles, ReviewMetrics.PromisesMissed.Id) is { } missed
            && Figure(tiles, ReviewMetrics.PromisesOpen.Id) is { } open
            ? Say(ReviewSection.Promises, "SentencePromises", missed.Value > 0 ? "warn" : kept.Value > 0 ? "good" : "", kept, missed, open)
            : null;

    private SentencePart? Value(ReviewSnapshot review)
    {
        var tiles = review.Value?.Tiles ?? [];
        var agreed = Figure(tiles, ReviewMetrics.Confirmed.Id);
        return (Figure(tiles, ReviewMetrics.Benefit.Id), Figure(tiles, ReviewMetrics.Hours.Id)) switch
        {
            ({ Value: > 0 } all, _) when agreed is not { Value: > 0 } => Say(ReviewSection.Value, "SentenceValueNotAgreed", "warn", all),
            ({ Value: > 0 } all, _) when agreed.Value == all.Value => Say(ReviewSection.Value, "SentenceValueAgreed", "good", all),
            ({ Value: > 0 } all, _) => Say(ReviewSection.Value, "SentenceValuePartlyAgreed", "good", all, agreed),
            (_, { Value: > 0 } hours) => Say(ReviewSection.Value, "SentenceHours", "good", hours),
            _ => null,
        };
    }

    private SentencePart? Return(ReviewSnapshot review) =>
        (Figure(review.Value?.Tiles ?? [], RoiMetrics.Roi.Id), Figure(review.Value?.Tiles ?? [], RoiMetrics.PaybackMonths.Id)) switch
        {
            ({ Value: < 0 } roi, _) => Say(ReviewSection.Value, "SentenceReturnNegative", "warn", roi),
            ({ } roi, { } months) => Say(ReviewSection.Value, "SentenceReturnPaidBack", "good", roi, months),
            ({ } roi, null) => Say(ReviewSection.Value, "SentenceReturn", "", roi),
            _ => null,
        };

    private SentencePart? BestDriver(ReviewSnapshot review) =>
        review.Value?.Drivers.Where(driver => driver.Brought is { Value: > 0 }).ToList() is { Count: > 1 } bringing
            && bringing.MaxBy(driver => driver.Brought!.Value) is { } best
            ? Say(ReviewSection.Value, "SentenceBestDriver", "", best.Name, best.Brought!)
            : null;

    private SentencePart? Disputed(ReviewSnapshot review) =>
        review.Value is { } value && Names([.. value.Drivers.Where(row => row.StateTone == s_disputed).Select(row => row.Name), .. (value.Tables ?? []).Where(row => row.StateTone == s_disputed).Select(row => row.Name)]) is { } names
            ? Say(ReviewSection.Value, "SentenceDisputed", "warn", names)
            : null;

    private SentencePart? People(ReviewSnapshot review) =>
        review.Usage.Tiles.FirstOrDefault(tile => tile.Figure.Metric == UsageMetrics.ActiveUsers.Id) switch
        {
            { Direction: "up", Before: { } before } tile => Say(ReviewSection.Usage, "SentencePeopleMore", "good", tile.Figure, before),
            { Direction: "down", Before: { } before } tile => Say(ReviewSection.Usage, "SentencePeopleFewer", "warn", tile.Figure, before),
            { Direction: "same" } tile => Say(ReviewSection.Usage, "SentencePeopleSame", "", tile.Figure),
            { } tile => Say(ReviewSection.Usage, "SentencePeople", "", tile.Figure),
            null => null,
        };

    private SentencePart? Seats(ReviewSnapshot review) =>
        review.TablesOf(ReviewSection.Usage).SelectMany(table => table.Rows).LastOrDefault(row => Figure(row, AdoptionMetrics.SeatsBought.Id) is not null) is { } last
            && Figure(last, AdoptionMetrics.SeatsBought.Id) is { Value: > 0 } bought && Figure(last, AdoptionMetrics.SeatsUsed.Id) is { } used
            ? Say(ReviewSection.Usage, "SentenceSeats", used.Value < FewSeats * bought.Value ? "warn" : "", used, bought)
            : null;

    private SentencePart? Feature(ReviewSnapshot review) =>
        review.Usage.Features is [var most, ..] ? Say(ReviewSection.Usage, "SentenceFeature", "", most.Name, most.People) : null;

    private SentencePart? Milestones(ReviewSnapshot review, FigureWriter write) =>
        review.Milestones.Rows.Count > 0 && Figure(review.Milestones.Tiles, MilestoneMetrics.Done.Id) is { } done
            ? Say(ReviewSection.Milestones, "SentenceMilestones", done.Value > 0 ? "good" : "", done, write.Of(ReviewMetrics.MilestonesPlanned, review.Milestones.Rows.Count))
            : null;

    private SentencePart? Late(ReviewSnapshot review) =>
        Names([.. review.Milestones.Rows.Where(row => row.StateTone is "warn").Select(row => row.Title)]) is { } names ? Say(ReviewSection.Milestones, "SentenceLate", "warn", names) : null;

    private SentencePart? Requests(ReviewSnapshot review) =>
        Figure(review.Requests.Tiles, ReviewMetrics.Asked.Id) is { } asked && Figure(review.Requests.Tiles, ReviewMetrics.Answered.Id) is { } answered
            && Figure(review.Requests.Tiles, ReviewMetrics.Delivered.Id) is { } delivered && asked.Value + answered.Value + delivered.Value > 0
            ? Say(ReviewSection.Requests, "SentenceRequests", delivered.Value > 0 ? "good" : "", asked, answered, delivered)
            : null;

    private SentencePart? Votes(ReviewSnapshot review) =>
        Figure(review.Requests.Tiles, ReachMetrics.VotesDelivered.Id) is { Value: > 0 } share ? Say(ReviewSection.Requests, "SentenceVotes", "good", share) : null;

    private SentencePart? Releases(ReviewSnapshot review, FigureWriter write)
    {
        var rows = review.TablesOf(ReviewSection.Releases).SelectMany(table => table.Rows).ToList();
        return rows.Count == 0
            ? null
            : Say(ReviewSection.Releases, "SentenceReleases", "", write.Of(ReviewMetrics.Releases, rows.Count), write.Of(ReviewMetrics.ReleasesUsed, rows.Count(row => row[^1].Tone is "good")));
    }

    private SentencePart? Peers(ReviewSnapshot review) =>
        review.TablesOf(ReviewSection.Benchmark).SelectMany(table => table.Rows).FirstOrDefault(row => row is [_, { Figure: not null }, _, { Figure: not null }, ..]) is { } row
            ? Say(ReviewSection.Benchmark, "SentencePeers", "", row[0].Text, row[1].Figure!, row[3].Figure!)
            : null;

    private static ReviewFigure? Figure(IEnumerable<ReviewTile> tiles, string metric) => tiles.FirstOrDefault(tile => tile.Figure.Metric == metric)?.Figure;

    private static ReviewFigure? Figure(IEnumerable<TableCell> row, string metric) => row.FirstOrDefault(cell => cell.Figure?.Metric == metric)?.Figure;

    /// <returns>The first of them, with a sign that there are more; null of none.</returns>
    private string? Names(IReadOnlyList<string> names) => names.Count == 0
        ? null
        : string.Join(words["ListSeparator"], names.Take(MostNames).Select(name => words["Quoted", name].Value)) + (names.Count > MostNames ? "…" : "");

    /// <param name="values">What stands in the places of the sentence: figures, and words.</param>
    private SentencePart Say(ReviewSection section, string rule, string tone, params object[] values)
    {
        List<SentencePiece> pieces = [];
        var sentence = words[rule].Value;
        var at = 0;
        foreach (Match place in Places().Matches(sentence))
        {
            Add(sentence[at..place.Index]);
            switch (values[place.Groups[1].Value[0] - '0'])
            {
                case ReviewFigure figure:
                    pieces.Add(new SentencePiece(figure.Display, figure));
                    break;
                case string text:
                    Add(text);
                    break;
            }

            at = place.Index + place.Length;
        }

        Add(sentence[at..]);
        return new SentencePart(rule, section.ToString(), tone, pieces);

        void Add(string text)
        {
            if (text.Length > 0)
            {
                pieces.Add(new SentencePiece(text));
            }
        }
    }

    [GeneratedRegex(@"\{(\d)\}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Places();
}
