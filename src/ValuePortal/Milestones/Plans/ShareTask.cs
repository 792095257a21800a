using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Audit;
using ValuePortal.Platform.Data;

namespace ValuePortal.Milestones.Plans;

/// <summary>Shows a task to the customer, or keeps it to the vendor's people. What the customer sees never waits for what it does not see.</summary>
public sealed class ShareTask(PortalDbFactory portal, AuditLog audit, IStringLocalizer<MilestonesWords> text)
{
    public async Task<Outcome<Guid>> RunAsync(Viewer viewer, Guid accountId, Guid taskId, bool shared, CancellationToken ct = default)
    {
        if (PlanWork.Refuse(viewer, accountId, text, out var narrowed) is { } refusal)
        {
            return refusal;
        }

        await using var db = portal.For(narrowed);
        if (await db.PlanTasks.SingleOrDefaultAsync(row => row.AccountId == accountId && row.Id == taskId, ct) is not { } task)
        {
            return new Refusal.NotFound(text["NoSuchTask"]);
        }

        var neighbours = db.PlanTaskOrder.Where(order => order.AccountId == accountId)
            .Where(order => shared ? order.TaskId == taskId : order.AfterId == taskId)
            .Select(order => shared ? order.AfterId : order.TaskId);
        if (await db.PlanTasks.AnyAsync(row => row.AccountId == accountId && neighbours.Contains(row.Id) && row.IsInternal == shared, ct))
        {
            return new Refusal.Conflict(text["SharedAfterInternal"]);
        }

        if (task.IsInternal == shared)
        {
            task.IsInternal = !shared;
            await db.SaveChangesAsync(ct);
            await audit.WriteAsync(narrowed, PlanAudit.TaskSet, $"{taskId} {(shared ? "shared" : "internal")}", accountId, ct);
        }

        return taskId;
    }
}
