using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;
using ValuePortal.Accounts;
using ValuePortal.Announcements.Reach;
using ValuePortal.FeatureRequests;
using ValuePortal.Milestones;
using ValuePortal.Milestones.Plans;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Text;
using ValuePortal.Platform.Ui;
using ValuePortal.Roi.Reports;
using ValuePortal.Usage.Reports;

namespace ValuePortal.Reviews.Snapshots;

/// <summary>
/// Puts a review together from what the other modules say now, in the review's own language. What a review shows of milestones and
/// requests is how they stand at this moment; usage and value are those of its period.
/// </summary>
public sealed class GatherSnapshot(
    GatherUsage usage,
    GatherValue value,
    GatherPromises promises,
    GatherPeople people,
    GatherReleases releases,
    GatherBenchmark benchmark,
    GatherRoadmap roadmap,
    WriteSentences sentences,
    ReadValue models,
    ReadPlan plans,
    PlanPhrases planPhrases,
    ReadAsked asked,
    ReadWanted wanted,
    ReadCompany companies,
    Days days,
    Logos logos,
    IOptions<VendorOptions> vendor,
    TimeProvider clock,
    IStringLocalizerFactory texts,
    IStringLocalizer<ReviewsWords> words,
    IStringLocalizer<MilestonesWords> milestoneWords,
    IStringLocalizer<RequestWords> requestWords)
{
    private const int MostRequests = 30;

    /// <param name="viewer">Staff narrowed to the account.</param>
    /// <param name="withMoney">Which edition; the one without is read as somebody who may not see money.</param>
    internal Task<Outcome<ReviewSnapshot>> RunAsync(Viewer viewer, Guid account, Guid review, DraftText text, bool withMoney, CancellationToken ct) =>
        ReviewLanguage.InAsync(text.Language, () => GatherAsync(viewer with { SeesMoney = viewer.SeesMoney && withMoney }, account, review, text, withMoney, ct));

    private async Task<Outcome<ReviewSnapshot>> GatherAsync(Viewer viewer, Guid account, Guid review, DraftText text, bool withMoney, CancellationToken ct)
    {
        if (await companies.RunAsync(viewer, account, ct) is not { } company)
        {
            return new Refusal.NotFound(words["NoSuchReview"]);
        }

        var write = new FigureWriter(texts, company.Currency);
        var period = new DayRange(text.From, text.To);
        if (!(await usage.RunAsync(viewer, period, text.Comparison.DaysOf(period, company.GoLiveOn), write, ct)).Is(out var used, out var refusal)
            || !(await plans.GatherAsync(viewer, ct)).Is(out var plan, out refusal))
        {
            return refusal;
        }

        // What is left out is not frozen either: nobody finds it in the data of a review that does not show it.
        var worth = text.Sections.Contains(ReviewSection.Value) ? await value.RunAsync(viewer, account, text.From, text.To, write, ct) : null;
        var report = withMoney && (await models.RunAsync(viewer, account, new(To: text.To), ct)).Is(out var model, out _) ? model : null;
        var milestones = text.Sections.Contains(ReviewSection.Milestones) ? Milestones(plan, report, write) : new MilestonesPart([], []);
        var requests = text.Sections.Contains(ReviewSection.Requests) ? Requests(await asked.RunAsync(viewer, ct), await wanted.RunAsync(viewer, ct), text, write) : new RequestsPart([], [], 0);
        var usagePart = text.Sections.Contains(ReviewSection.Usage) ? used.Part : used.Part with { Tiles = [], Charts = [], Features = [] };
        List<TablePart> tables = [];
        if (text.Sections.Contains(ReviewSection.Usage))
        {
            var (tile, more) = await people.RunAsync(viewer, text.To, write, ct);
            usagePart = tile is null ? usagePart : usagePart with { Tiles = [.. usagePart.Tiles, tile] };
            tables.AddRange(more);
        }

        foreach (var section in text.Sections)
        {
            if (await TableAsync(section) is { } table && (table.Rows.Count > 0 || !text.OnlyIf.Contains(section)))
            {
                tables.Add(table);
            }
        }

        var sections = text.Sections.Where(section => !text.OnlyIf.Contains(section) || section switch
        {
            ReviewSection.Milestones => milestones.Rows.Count > 0,
            ReviewSection.Requests => requests.Rows.Count > 0,
            _ => true,
        });
        var (promised, steps) = await promises.RunAsync(viewer, account, review, company.Name, write, ct);
        var typed = text.Sections.Where(section => text.WordsOf(section).Length > 0).Select(section => new WordsPart(section.ToString(), text.WordsOf(section)));
        var now = clock.GetUtcNow();
        var zone = TimeZoneInfo.TryFindSystemTimeZoneById(company.TimeZone, out var found) ? found : TimeZoneInfo.Utc;
        IReadOnlyList<ReviewTile> headline = [.. worth?.Headline ?? [], used.ActiveUsers, .. milestones.Tiles.Take(1)];
        var snapshot = new ReviewSnapshot(
            FrozenSnapshot.Format, account, review, withMoney, company.Name, vendor.Value.Name, text.Language, company.TimeZone, withMoney ? company.Currency : null,
            text.From, text.To, days.Range(text.From, text.To),
            used.Compared?.From, used.Compared?.To, used.Compared is { } earlier ? days.Range(earlier.From, earlier.To) : null,
            now, days.WithYear(DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, zone).DateTime)),
            text.Title, text.Summary, withMoney && text.MoneySummary.Length > 0 ? text.MoneySummary : null,
            headline, usagePart, worth?.Part, milestones, requests, write.Definitions, [.. typed], [.. sections.Select(section => section.ToString())],
            text.Sections.Contains(ReviewSection.Promises) ? promised : null, text.Sections.Contains(ReviewSection.NextSteps) ? steps : [], tables,
            used.Compared is null ? null : words["Comparison_" + text.Comparison].Value, "markdown",
            (await logos.ShownAsync(ct))?.Hash);
        if (!text.Sections.Contains(ReviewSection.InShort))
        {
            return snapshot;
        }

        // A sentence may need definitions that no table needs.
        var said = sentences.Of(snapshot, write);
        return snapshot with { Sentences = said, Definitions = write.Definitions };

        async Task<TablePart?> TableAsync(ReviewSection section) => section switch
        {
            ReviewSection.Releases => await releases.RunAsync(viewer, account, text, write, ct),
            ReviewSection.Benchmark => await benchmark.RunAsync(viewer, write, ct),
            ReviewSection.Roadmap => await roadmap.RunAsync(viewer, ct),
            _ => null,
        };
    }

    private MilestonesPart Milestones(PlanReport plan, ValueReport? report, FigureWriter write) => new(
        [
            write.Tile(MilestoneMetrics.Done, plan.Done, words["OfMilestones", plan.Milestones.Count]),
            write.Tile(MilestoneMetrics.Due, plan.Due, words["DueReached", plan.DueAndDone]),
        ],
        [.. plan.Milestones.Select(milestone => new MilestoneLine(
            milestone.Title, milestone.DueOn, days.WithYear(milestone.DueOn), planPhrases.Owner(milestone),
            milestoneWords["State_" + milestone.Standing.State],
            milestone.Standing.State switch { MilestoneState.Reached or MilestoneState.OnTrack => "good", MilestoneState.Late => "warn", _ => "" },
            planPhrases.When(milestone), planPhrases.Progress(milestone),
            milestone.Progress is { } progress ? write.Of(MilestoneMetrics.Progress, progress.Share) : null)
        {
            Expected = report is not null && milestone.ExpectedValue is { } expected ? write.Of(ReviewMetrics.MilestoneExpected, decimal.Round(expected / MilestoneGain.MonthsOfYear, 4)) : null,
            Came = milestone is { ExpectedValue: not null, ReachedOn: { } reached } && report is not null && MilestoneGain.Of(report, reached) is { } gain
                ? write.Of(ReviewMetrics.MilestoneCame, gain)
                : null,
        })]);

    private RequestsPart Requests(IReadOnlyList<ReadAsked.Row> rows, ReadWanted.Result wishes, DraftText period, FigureWriter write)
    {
        // What was asked after the period belongs to the next review.
        var known = rows.Where(row => row.RaisedOn <= period.To).ToList();
        var shown = known.OrderByDescending(row => row.MovedOn ?? row.RaisedOn).ThenByDescending(row => row.RaisedOn).Take(MostRequests).ToList();
        return new RequestsPart(
            [
                write.Tile(ReviewMetrics.Asked, known.Count(row => Within(row.RaisedOn)), words["OfRequests", known.Count]),
                write.Tile(ReviewMetrics.Answered, known.Count(row => Within(row.AnsweredOn))),
                write.Tile(ReviewMetrics.Delivered, known.Count(row => row.IsDelivered && Within(row.MovedOn))),
                .. wishes.DeliveredShare is { } share ? [write.Tile(ReachMetrics.VotesDelivered, share, words["OfVotes", wishes.Votes])] : Array.Empty<ReviewTile>(),
            ],
            [.. shown.Select(row => new RequestLine(
                row.Title, row.RaisedOn, days.WithYear(row.RaisedOn), requestWords["Status_" + row.Status],
                row.Status switch { RequestStatus.Released or RequestStatus.AlreadyAvailable or RequestStatus.Beta => "good", RequestStatus.NeedsYourInput => "warn", _ => "" },
                row.Answer))],
            known.Count - shown.Count);

        bool Within(DateOnly? day) => day >= period.From && day <= period.To;
    }
}
