using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ValuePortal.Accounts;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Audit;
using ValuePortal.Platform.Data;

namespace ValuePortal.Milestones.Plans;

/// <summary>
/// Sets a task done (today, in the account's time zone) or open again; the same twice changes nothing. A customer's people set the tasks
/// of their own side, staff who work on the account set all.
/// </summary>
public sealed class CompleteTask(PortalDbFactory portal, ReadAccountCalendar calendar, AuditLog audit, IStringLocalizer<MilestonesWords> text)
{
    public async Task<Outcome<Guid>> RunAsync(Viewer viewer, Guid accountId, Guid taskId, bool done, CancellationToken ct = default)
    {
        if (viewer.NarrowTo(accountId) is not { } narrowed || await calendar.RunAsync(narrowed, ct) is not { } account)
        {
            return new Refusal.NotFound(text["NoSuchTask"]);
        }

        await using var db = portal.For(narrowed);
        if (await db.PlanTasks.SingleOrDefaultAsync(row => row.AccountId == accountId && row.Id == taskId, ct) is not { } task || (task.IsInternal && !viewer.IsStaff))
        {
            return new Refusal.NotFound(text["NoSuchTask"]);
        }

        if (!Sets(viewer, task.Side))
        {
            return new Refusal.NotAllowed(text["NotYourTask"]);
        }

        if (task.DoneOn is null == done)
        {
            task.DoneOn = done ? account.Today : null;
            await db.SaveChangesAsync(ct);
            await audit.WriteAsync(narrowed, PlanAudit.TaskSet, $"{taskId} {(done ? "done" : "open")}", accountId, ct);
        }

        return taskId;
    }

    /// <summary>Whether this viewer may set tasks of a side.</summary>
    internal static bool Sets(Viewer viewer, Side side) => viewer.Role switch
    {
        PersonRole.Csm or PersonRole.VendorAdmin => true,
        PersonRole.CustomerMember or PersonRole.CustomerAdmin => side is Side.Customer,
        _ => false,
    };
}
