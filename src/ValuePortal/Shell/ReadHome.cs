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
public sealed record HomeReport(
    UsageReport Usage, int? Seats, int FeaturesOpen, ReadValueSummary.Summary? Value, PlanReport? Plan, MilestoneSummary? Milestones, int ReachedLately,
    LatestReview.Found? Review);

/// <summary>Reads home for the one account the viewer looks at.</summary>
public sealed class ReadHome(
    ReadUsageReport usage, ReadMetric metric, ReadSeats seats, ListFeatures features, ReadValueSummary value, ReadPlan plan, PlanPhrases phrases, LatestReview review)
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

        var plans = (await plan.RunAsync(viewer, ct)).Match<PlanReport?>(found => found.Milestones.Count > 0 ? found : null, _ => null);
        var lately = plans?.Today.AddDays(-Days);
        return new HomeReport(
            report,
            await seats.RunAsync(viewer, report.Range.To, ct),
            (await features.RunAsync(viewer, ct)).Count,
            (await value.RunAsync(viewer, viewer.AccountId!.Value, ct: ct)).Match(summary => summary, _ => null),
            plans,
            plans is null ? null : phrases.Summary(plans),
            plans?.Milestones.Count(milestone => milestone.IsReached && milestone.ReachedOn > lately) ?? 0,
            await review.RunAsync(viewer, ct));
    }
}
