using ValuePortal.Accounts;
using ValuePortal.Milestones.Plans;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Reviews;
using ValuePortal.Roi.Reports;
using ValuePortal.Usage.Features;
using ValuePortal.Usage.Reports;

namespace ValuePortal.Shell;

/// <summary>What a customer sees first: what it gets, how it is used, what is next.</summary>
/// <param name="Usage">The last 28 days with data, compared with the 28 before.</param>
/// <param name="Seats">Seats on the last of these days; null when nobody has stated them.</param>
/// <param name="FeaturesOpen">How many features the account can use.</param>
/// <param name="Value">Null without a value model.</param>
/// <param name="ReachedLately">Milestones reached within the last 28 days.</param>
/// <param name="Failed">What could not be read; it is null here.</param>
public sealed record HomeReport(
    UsageReport Usage, int? Seats, int FeaturesOpen, ReadValueSummary.Summary? Value, PlanReport? Plan, MilestoneSummary? Milestones, int ReachedLately,
    LatestReview.Found? Review, IReadOnlySet<HomePart> Failed);

/// <summary>A part of home that may fail while the others are shown.</summary>
public enum HomePart
{
    Value,
    Plan,
    Review,
}

/// <summary>Reads home for the one account the viewer looks at.</summary>
public sealed partial class ReadHome(
    ReadUsageReport usage, ReadMetric metric, ReadSeats seats, ListFeatures features, ReadValueSummary value, ReadPlan plan, PlanPhrases phrases, LatestReview review,
    ILogger<ReadHome> log)
{
    public const int Days = 28;

    public async Task<Outcome<HomeReport>> RunAsync(Viewer viewer, CancellationToken ct = default)
    {
        var until = viewer.AccountId is { } account ? (await metric.ExtentAsync(viewer, account, ct))?.To : null;
        var range = until is { } last ? new ReadUsageReport.Input(last.AddDays(1 - Days), last) : new ReadUsageReport.Input();
        if (!(await usage.RunAsync(viewer, range, ct)).Is(out var report, out var refusal))
        {
            return refusal;
        }

        HashSet<HomePart> failed = [];
        var worth = await PartAsync(HomePart.Value, async () => (await value.RunAsync(viewer, viewer.AccountId!.Value, ct: ct)).Match<ReadValueSummary.Summary?>(summary => summary, _ => null));
        var plans = await PartAsync(HomePart.Plan, async () => (await plan.RunAsync(viewer, ct)).Match<PlanReport?>(found => found.Milestones.Count > 0 ? found : null, _ => null));
        var latest = await PartAsync(HomePart.Review, () => review.RunAsync(viewer, ct));
        var lately = plans?.Today.AddDays(-Days);
        return new HomeReport(
            report,
            await seats.RunAsync(viewer, report.Range.To, ct),
            (await features.RunAsync(viewer, ct)).Count,
            worth,
            plans,
            plans is null ? null : phrases.Summary(plans),
            plans?.Milestones.Count(milestone => milestone.IsReached && milestone.ReachedOn > lately) ?? 0,
            latest,
            failed);

        async Task<T?> PartAsync<T>(HomePart part, Func<Task<T?>> read)
            where T : class
        {
            try
            {
                return await read();
            }
            catch (Exception failure) when (!ct.IsCancellationRequested)
            {
                LogFailed(log, part, failure);
                failed.Add(part);
                return null;
            }
        }
    }

    [LoggerMessage(LogLevel.Error, "{Part} of home could not be read; home is shown without it.")]
    private static partial void LogFailed(ILogger log, HomePart part, Exception failure);
}
