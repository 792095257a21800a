using ValuePortal.Accounts;
using ValuePortal.Platform.Access;
using ValuePortal.Usage.Features;
using ValuePortal.Usage.Reports;

namespace ValuePortal.Milestones.Plans;

/// <summary>Says of milestones, stored or only thought of, how far the usage of the account the viewer looks at has come.</summary>
public sealed class MeasureMilestones(ReadMetric usage, ListFeatures features)
{
    /// <param name="DataUntil">Last day with usage; null for an account without any.</param>
    /// <param name="Rows">In the order in which they were given.</param>
    public sealed record Result(DateOnly? DataUntil, IReadOnlyList<MilestoneRow> Rows);

    public async Task<Result> RunAsync(Viewer viewer, ReadAccountCalendar.Calendar account, IReadOnlyList<Milestone> milestones, CancellationToken ct = default)
    {
        var extent = await usage.ExtentAsync(viewer, account.AccountId, ct);
        var names = milestones.Any(milestone => milestone.Criterion?.Feature is not null)
            ? (await features.RunAsync(viewer, ct)).ToDictionary(feature => feature.Key, feature => feature.Name, StringComparer.Ordinal)
            : [];
        var reach = await ReachAsync(viewer, account, extent, milestones, ct);
        return new Result(extent?.To, [.. milestones.Select(milestone => RowOf(milestone, account, reach, names) with { ExpectedValue = viewer.SeesMoney ? milestone.ExpectedValue : null })]);
    }

    private static MilestoneRow RowOf(
        Milestone milestone, ReadAccountCalendar.Calendar account, Dictionary<Milestone, ReadMetric.Reach> reach, Dictionary<string, string> names)
    {
        var measured = reach.TryGetValue(milestone, out var come);
        var progress = measured ? new Progress(come.Value, milestone.Criterion!.Target) : null;
        var reachedOn = measured ? come.On : milestone.Criterion is null ? milestone.SignedReachedOn : null;
        return new MilestoneRow(
            milestone.Id, milestone.PlanId, InLanguage.Of(milestone.Title, milestone.ChineseTitle), milestone.DueOn, milestone.OwnerSide, milestone.OwnerName,
            milestone.Criterion, milestone.Criterion?.Feature is { } key ? names.GetValueOrDefault(key, key) : null,
            progress, reachedOn, Standing.Of(milestone.DueOn, account.Today, reachedOn, milestone.Criterion, progress))
        {
            Reopened = reachedOn is null && milestone.NotedReachedOn is { } noted ? new Reopening(noted, milestone.ReopenedOn ?? account.Today) : null,
            SharedAt = milestone.SharedAt,
            ProvesValue = milestone.ProvesValue,
            DriverId = milestone.DriverId,
            SignOffs = milestone.Criterion is null ? SignOffsOf(milestone, account) : null,
        };
    }

    private static SignOffs SignOffsOf(Milestone milestone, ReadAccountCalendar.Calendar account)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(account.TimeZone);
        return new SignOffs(account.Name, milestone.MarkedReachedOn, Of(milestone.VendorSignOff), Of(milestone.CustomerSignOff));

        SignOffs.Signature? Of(SignOff? signOff) =>
            signOff is null ? null : new(signOff.Name, DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(signOff.At, zone).DateTime));
    }

    // Use after the due day counts too, so that a late success is a success.
    private async Task<Dictionary<Milestone, ReadMetric.Reach>> ReachAsync(
        Viewer viewer, ReadAccountCalendar.Calendar account, DayRange? extent, IReadOnlyList<Milestone> milestones, CancellationToken ct)
    {
        var measured = milestones.Where(milestone => milestone.Criterion is not null).ToList();
        if (extent is null || measured.Count == 0)
        {
            return [];
        }

        var goals = measured.Select(milestone => milestone.Criterion!)
            .Select(criterion => new ReadMetric.Goal(criterion.Quantity, new DayRange(criterion.CountsFrom, account.Today), criterion.Target))
            .ToList();
        return measured.Zip(await usage.ReachAsync(viewer, account.AccountId, goals, ct)).ToDictionary(pair => pair.First, pair => pair.Second);
    }
}
