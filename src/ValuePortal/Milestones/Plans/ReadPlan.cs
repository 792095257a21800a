using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ValuePortal.Accounts;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Audit;
using ValuePortal.Platform.Data;

namespace ValuePortal.Milestones.Plans;

/// <summary>
/// Reads the success plan of the one account the viewer looks at, with what the usage says today. Staff narrow themselves first, and that
/// they read it is noted.
/// </summary>
public sealed class ReadPlan(
    PortalDbFactory portal, ReadAccountCalendar calendar, MeasureMilestones measure, AuditLog audit, IStringLocalizer<MilestonesWords> text)
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
        var seesAll = viewer.IsStaff;
        var milestones = await db.Milestones.AsNoTracking()
            .Where(milestone => milestone.AccountId == account.AccountId)
            .OrderBy(milestone => milestone.DueOn).ThenBy(milestone => milestone.Place).ThenBy(milestone => milestone.Id)
            .Take(MostMilestones).ToListAsync(ct);
        var tasks = await db.PlanTasks.AsNoTracking()
            .Where(task => task.AccountId == account.AccountId && (seesAll || !task.IsInternal))
            .OrderBy(task => task.DoneOn != null).ThenByDescending(task => task.DoneOn).ThenBy(task => task.DueOn).ThenBy(task => task.Id)
            .Take(MostTasks).ToListAsync(ct);
        var templates = db.MilestoneTemplates;
        var applied = await db.SuccessPlans.AsNoTracking()
            .Where(plan => plan.AccountId == account.AccountId)
            .Join(templates, plan => plan.TemplateId, template => template.Id, (plan, template) => new { plan.Id, plan.StartsOn, template.EnglishName, template.ChineseName, template.Version })
            .OrderBy(plan => plan.StartsOn).ThenBy(plan => plan.Id).Take(MostMilestones).ToListAsync(ct);
        var after = await db.PlanTaskOrder.AsNoTracking().Where(order => order.AccountId == account.AccountId).OrderBy(order => order.TaskId).Take(MostTasks)
            .ToDictionaryAsync(order => order.TaskId, order => order.AfterId, ct);
        var measured = await measure.RunAsync(viewer, account, milestones, ct);
        var rows = TasksOf(tasks, after, account.Today);
        var milestoneRows = Expected(measured, tasks, after, account.Today);
        return new PlanReport(
            account.AccountId, account.Name, account.TimeZone, account.GoLiveOn, account.Today, measured.DataUntil, milestoneRows, rows)
        {
            Step = viewer.IsCustomer ? NextStep.For(viewer.PersonId, viewer.Role is PersonRole.CustomerAdmin, milestoneRows, rows) : null,
            Templates = [.. applied.Select(plan => new AppliedTemplate(plan.Id, InLanguage.Of(plan.EnglishName, plan.ChineseName), plan.Version, plan.StartsOn))],
        };
    }

    private static IReadOnlyList<TaskRow> TasksOf(List<PlanTask> tasks, Dictionary<Guid, Guid> after, DateOnly today)
    {
        var byId = tasks.ToDictionary(task => task.Id);
        var expected = SlipForecast.Of([.. tasks.Select(task => ForecastOf(task, after))], today);
        return [.. tasks.Select(task => new TaskRow(
            task.Id, task.MilestoneId, task.Title, task.Side, task.PersonName, task.DueOn, task.DoneOn, task.DueOn.DayNumber - today.DayNumber)
        {
            PersonId = task.PersonId,
            IsInternal = task.IsInternal,
            Version = task.Version,
            ExpectedOn = expected[task.Id],
            WaitsFor = task.DoneOn is null && after.TryGetValue(task.Id, out var first) && byId.GetValueOrDefault(first) is { DoneOn: null } before
                ? new TaskBefore(before.Title, before.Side)
                : null,
        })];
    }

    // Both sides read the same: what only one of them sees does not move a milestone.
    private static IReadOnlyList<MilestoneRow> Expected(MeasureMilestones.Result measured, List<PlanTask> tasks, Dictionary<Guid, Guid> after, DateOnly today)
    {
        var shared = tasks.Where(task => !task.IsInternal).Select(task => ForecastOf(task, after)).ToList();
        var expected = SlipForecast.Of(shared, today);
        var open = shared.Where(task => task is { DoneOn: null, MilestoneId: not null }).ToLookup(task => task.MilestoneId!.Value, task => expected[task.Id]);
        return [.. measured.Rows.Select(row => row.IsReached
            ? row
            : row with { ExpectedOn = SlipForecast.Of(row.DueOn, row.Criterion, row.Progress, measured.DataUntil, today, open[row.Id]) })];
    }

    private static SlipForecast.Task ForecastOf(PlanTask task, Dictionary<Guid, Guid> after) =>
        new(task.Id, task.MilestoneId, task.DueOn, task.DoneOn, after.TryGetValue(task.Id, out var first) ? first : null);
}
