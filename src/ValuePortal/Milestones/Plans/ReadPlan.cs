using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ValuePortal.Accounts;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Audit;
using ValuePortal.Platform.Data;
using ValuePortal.Usage.Features;
using ValuePortal.Usage.Reports;

namespace ValuePortal.Milestones.Plans;

/// <summary>
/// Reads the success plan of the one account the viewer looks at, with what the usage says today. Staff narrow themselves first, and that
/// they read it is noted.
/// </summary>
public sealed class ReadPlan(
    PortalDbFactory portal, ReadAccountCalendar calendar, ReadMetric usage, ListFeatures features, AuditLog audit, IStringLocalizer<MilestonesWords> text)
{
    private const int MostMilestones = 200;
    private const int MostTasks = 500;

    /// <returns>The plan, empty when nothing was agreed yet; not found for a viewer who looks at no account.</returns>
    public async Task<Outcome<PlanReport>> RunAsync(Viewer viewer, CancellationToken ct = default)
    {
        var outcome = await GatherAsync(viewer, ct);
        if (viewer.IsStaff && outcome.Is(out var plan, out _))
        {
            await audit.WriteAsync(viewer, AuditAction.StaffRead, "success plan", plan.AccountId, ct);
        }

        return outcome;
    }

    /// <summary>The same without the note, for what the portal itself makes of it.</summary>
    internal async Task<Outcome<PlanReport>> GatherAsync(Viewer viewer, CancellationToken ct)
    {
        if (await calendar.RunAsync(viewer, ct) is not { } account)
        {
            return new Refusal.NotFound(text["NoSuchAccount"]);
        }

        await using var db = portal.For(viewer);
        var milestones = await db.Milestones.AsNoTracking()
            .Where(milestone => milestone.AccountId == account.AccountId)
            .OrderBy(milestone => milestone.DueOn).ThenBy(milestone => milestone.Place).ThenBy(milestone => milestone.Id)
            .Take(MostMilestones).ToListAsync(ct);
        var tasks = await db.PlanTasks.AsNoTracking()
            .Where(task => task.AccountId == account.AccountId)
            .OrderBy(task => task.DoneOn != null).ThenByDescending(task => task.DoneOn).ThenBy(task => task.DueOn).ThenBy(task => task.Id)
            .Take(MostTasks).ToListAsync(ct);
        var extent = await usage.ExtentAsync(viewer, account.AccountId, ct);
        var names = milestones.Any(milestone => milestone.Criterion?.Feature is not null)
            ? (await features.RunAsync(viewer, ct)).ToDictionary(feature => feature.Key, feature => feature.Name, StringComparer.Ordinal)
            : [];

        var reach = await MeasureAsync(viewer, account, extent, milestones, ct);
        List<MilestoneRow> rows = [];
        foreach (var milestone in milestones)
        {
            var measured = reach.TryGetValue(milestone.Id, out var come);
            var progress = measured ? new Progress(come.Value, milestone.Criterion!.Target) : null;
            var reachedOn = measured ? come.On : milestone.Criterion is null ? milestone.MarkedReachedOn : null;
            rows.Add(new MilestoneRow(
                milestone.Id, milestone.PlanId, InLanguage.Of(milestone.Title, milestone.ChineseTitle), milestone.DueOn, milestone.OwnerSide, milestone.OwnerName,
                milestone.Criterion, milestone.Criterion?.Feature is { } key ? names.GetValueOrDefault(key, key) : null,
                progress, reachedOn, Standing.Of(milestone.DueOn, account.Today, reachedOn, milestone.Criterion, progress)));
        }

        return new PlanReport(
            account.AccountId, account.Name, account.TimeZone, account.GoLiveOn, account.Today, extent?.To, rows,
            [.. tasks.Select(task => new TaskRow(
                task.Id, task.MilestoneId, task.Title, task.Side, task.PersonName, task.DueOn, task.DoneOn, task.DueOn.DayNumber - account.Today.DayNumber))]);
    }

    // Use after the due day counts too, so that a late success is a success.
    private async Task<IReadOnlyDictionary<Guid, ReadMetric.Reach>> MeasureAsync(
        Viewer viewer, ReadAccountCalendar.Calendar account, DayRange? extent, IEnumerable<Milestone> milestones, CancellationToken ct)
    {
        var measured = milestones.Where(milestone => milestone.Criterion is not null).ToList();
        if (extent is null || measured.Count == 0)
        {
            return new Dictionary<Guid, ReadMetric.Reach>();
        }

        var goals = measured.Select(milestone => milestone.Criterion!)
            .Select(criterion => new ReadMetric.Goal(criterion.Quantity, new DayRange(criterion.CountsFrom, account.Today), criterion.Target))
            .ToList();
        return measured.Zip(await usage.ReachAsync(viewer, account.AccountId, goals, ct)).ToDictionary(pair => pair.First.Id, pair => pair.Second);
    }
}
