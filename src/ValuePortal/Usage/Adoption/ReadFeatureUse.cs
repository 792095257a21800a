using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;
using ValuePortal.Usage.Adoption.Annotations;
using ValuePortal.Usage.Events;
using ValuePortal.Usage.Reports;

namespace ValuePortal.Usage.Adoption;

/// <summary>One feature over time: its people and events by bucket, when it was used first, and what came of it since the latest release.</summary>
public sealed class ReadFeatureUse(
    PortalDbFactory portal, ReadAdoption adoption, ReadMetric metric, ListAnnotations annotations, IStringLocalizer<AdoptionWords> words)
{
    /// <param name="Point">Its days, events and people; partial where the range or the end of the data cuts it short.</param>
    /// <param name="Known">False where the account has no data: a gap, not a zero.</param>
    public sealed record Row(UsagePoint Point, bool Known);

    /// <param name="FirstUsedOn">Null: never.</param>
    public sealed record Result(AdoptionReport Report, FeatureAdoption Feature, IReadOnlyList<Row> Rows, DateOnly? FirstUsedOn, SinceRelease? Release);

    /// <summary>What came of the feature since a release, until the last day with data.</summary>
    public sealed record SinceRelease(string Text, DayRange Range, long Events, long People);

    /// <returns>Not found for a feature that the account may not know of.</returns>
    public async Task<Outcome<Result>> RunAsync(Viewer viewer, string key, ReadUsageReport.Input input, CancellationToken ct = default)
    {
        if (!(await adoption.RunAsync(viewer, input with { Compare = Comparison.None }, ct)).Is(out var report, out var refused))
        {
            return refused;
        }

        if (viewer.AccountId is not { } account || report.Features.FirstOrDefault(feature => feature.Key == key) is not { } feature)
        {
            return new Refusal.NotFound(words["NoSuchFeature"]);
        }

        var usage = report.Usage;
        var events = await metric.ByBucketAsync(viewer, account, new(UsageMeasure.Events, key), usage.Range, usage.Bucket, ct);
        var people = await metric.ByBucketAsync(viewer, account, new(UsageMeasure.ActiveUsers, key), usage.Range, usage.Bucket, ct);
        return new Result(
            report, feature,
            [.. usage.Points.Select((point, i) => new Row(
                point with { Events = events[i].Value, ActiveUsers = (int)people[i].Value },
                usage.DataFrom <= point.End && point.Start <= usage.DataUntil))],
            await FirstUseAsync(viewer, account, key, ct),
            await SinceReleaseAsync(viewer, account, key, usage, ct));
    }

    private async Task<DateOnly?> FirstUseAsync(Viewer viewer, Guid account, string key, CancellationToken ct)
    {
        await using var db = portal.For(viewer);
        var no = await db.Features.AsNoTracking().Where(feature => feature.Key == key).Select(feature => feature.No).SingleAsync(ct);
        return await db.UsageDays.AsNoTracking()
            .Where(row => row.AccountId == account && row.FeatureNo == no)
            .MinAsync(row => (DateOnly?)row.Day, ct);
    }

    private async Task<SinceRelease?> SinceReleaseAsync(Viewer viewer, Guid account, string key, UsageReport usage, CancellationToken ct)
    {
        if (usage.DataUntil is not { } until
            || (await annotations.RunAsync(viewer, new(usage.DataFrom ?? until, until), ct)).LastOrDefault(row => row.Kind is AnnotationKind.Release) is not { } release)
        {
            return null;
        }

        var range = new DayRange(release.Day, until);
        return new SinceRelease(
            release.Text, range,
            await metric.TotalAsync(viewer, account, new(UsageMeasure.Events, key), range, ct),
            await metric.TotalAsync(viewer, account, new(UsageMeasure.ActiveUsers, key), range, ct));
    }
}
