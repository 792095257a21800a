using ValuePortal.Platform.Access;
using ValuePortal.Usage.Reports;

namespace ValuePortal.Announcements.Reach;

/// <summary>
/// Whether an account used what was released: people of the feature in the 7, 30 and 90 days from the day of publication on, beside as many
/// days before it. Where the data do not reach that far, there is a gap, not a zero.
/// </summary>
public sealed class MeasureUse(ReadMetric metric)
{
    public static readonly IReadOnlyList<int> Windows = [7, 30, 90];

    /// <param name="Feature">Its key; null where the release is about none.</param>
    /// <param name="On">The day of publication in the account's time zone.</param>
    public sealed record Release(string? Feature, DateOnly On);

    /// <param name="Before">People in so many days before; null where the data begin later.</param>
    /// <param name="After">People in so many days from the publication on; null where the data do not reach so far yet.</param>
    public readonly record struct Window(int Days, long? Before, long? After);

    /// <param name="FirstOn">The first day of use since the publication; null while nobody used it.</param>
    public sealed record Use(DateOnly? FirstOn, IReadOnlyList<Window> Windows);

    /// <returns>In the order of the releases; null for one without a feature.</returns>
    public async Task<IReadOnlyList<Use?>> RunAsync(Viewer viewer, Guid account, IReadOnlyList<Release> releases, CancellationToken ct = default)
    {
        if (!releases.Any(release => release.Feature is not null) || await metric.ExtentAsync(viewer, account, ct) is not { } data)
        {
            return [.. releases.Select(release => release.Feature is null ? null : new Use(null, [.. Windows.Select(days => new Window(days, null, null))]))];
        }

        List<ReadMetric.Goal> goals = [];
        var places = releases.Select(release => release.Feature is null ? null : new
        {
            First = Ask(release.Feature, release.On, data.To > release.On ? data.To : release.On),
            Windows = Windows.Select(days => (
                Days: days,
                Before: release.On.AddDays(-days) < data.From ? -1 : Ask(release.Feature, release.On.AddDays(-days), release.On.AddDays(-1)),
                After: release.On.AddDays(days - 1) > data.To ? -1 : Ask(release.Feature, release.On, release.On.AddDays(days - 1)))).ToList(),
        }).ToList();
        var found = await metric.ReachAsync(viewer, account, goals, ct);
        return [.. places.Select(place => place is null ? null : new Use(
            found[place.First].On, [.. place.Windows.Select(window => new Window(window.Days, ValueOf(window.Before), ValueOf(window.After)))]))];

        int Ask(string feature, DateOnly from, DateOnly to)
        {
            goals.Add(new ReadMetric.Goal(new UsageQuantity(UsageMeasure.ActiveUsers, feature), new DayRange(from, to), Target: 1));
            return goals.Count - 1;
        }

        long? ValueOf(int place) => place < 0 ? null : found[place].Value;
    }
}
