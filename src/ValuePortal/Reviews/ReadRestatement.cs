using ValuePortal.Platform.Access;
using ValuePortal.Reviews.Snapshots;
using ValuePortal.Usage;
using ValuePortal.Usage.Reports;

namespace ValuePortal.Reviews;

/// <summary>
/// Whether usage of a review's period came in after it was published. The review keeps its figures; its page says what they would be today.
/// </summary>
public sealed class ReadRestatement(ReadMetric usage)
{
    /// <param name="Then">Events of the period as published.</param>
    /// <param name="Now">Events of the period as they are counted today.</param>
    public sealed record Restatement(decimal Then, long Now);

    /// <returns>Null while both are the same, and for a viewer who does not look at the review's account.</returns>
    public async Task<Restatement?> RunAsync(Viewer viewer, ReviewSnapshot snapshot, CancellationToken ct = default)
    {
        if (viewer.NarrowTo(snapshot.AccountId) is not { } narrowed
            || snapshot.Usage.Tiles.FirstOrDefault(tile => tile.Figure.Metric == UsageMetrics.Events.Id) is not { } published)
        {
            return null;
        }

        var now = await usage.TotalAsync(narrowed, snapshot.AccountId, new(UsageMeasure.Events), new DayRange(snapshot.From, snapshot.To), ct);
        return now == published.Figure.Value ? null : new Restatement(published.Figure.Value, now);
    }
}
