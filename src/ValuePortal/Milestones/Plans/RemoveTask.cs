using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Audit;
using ValuePortal.Platform.Data;

namespace ValuePortal.Milestones.Plans;

/// <summary>Takes a task out of the plan, or puts it back as it was. What waited for it waits no longer while it is out.</summary>
public sealed class RemoveTask(PortalDbFactory portal, TimeProvider clock, AuditLog audit, IStringLocalizer<MilestonesWords> text)
{
    /// <param name="viewer">Staff who work on the account.</param>
    /// <param name="accountId">The account.</param>
    /// <param name="taskId">The task.</param>
    /// <param name="removed">Whether it is to be out of the plan.</param>
    /// <param name="ct">Stops the command.</param>
    public async Task<Outcome<Guid>> RunAsync(Viewer viewer, Guid accountId, Guid taskId, bool removed, CancellationToken ct = default)
    {
        if (PlanWork.Refuse(viewer, accountId, text, out var narrowed) is { } refusal)
        {
            return refusal;
        }

        await using var db = portal.For(narrowed);
        if (await db.PlanTasks.WithRemoved().SingleOrDefaultAsync(row => row.AccountId == accountId && row.Id == taskId, ct) is not { } task)
        {
            return new Refusal.NotFound(text["NoSuchTask"]);
        }

        if (removed == task.RemovedAt is not null)
        {
            return taskId;
        }

        task.Remove(removed ? clock.GetUtcNow() : null, removed ? viewer.Name : null);
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateConcurrencyException)
        {
            return new Refusal.Conflict(text["PlanOvertaken"]);
        }

        await audit.WriteAsync(narrowed, removed ? PlanAudit.TaskRemoved : PlanAudit.TaskPutBack, $"{taskId} {task.Title}", accountId, ct);
        return taskId;
    }
}
