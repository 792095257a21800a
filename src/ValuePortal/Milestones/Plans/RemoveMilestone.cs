using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Audit;
using ValuePortal.Platform.Data;

namespace ValuePortal.Milestones.Plans;

/// <summary>Takes a milestone out of the plan, or puts it back as it was. What both sides have signed stays in.</summary>
public sealed class RemoveMilestone(PortalDbFactory portal, MarkOnTimeLine timeLine, TimeProvider clock, AuditLog audit, IStringLocalizer<MilestonesWords> text)
{
    /// <param name="viewer">Staff who work on the account.</param>
    /// <param name="accountId">The account.</param>
    /// <param name="milestoneId">The milestone.</param>
    /// <param name="removed">Whether it is to be out of the plan.</param>
    /// <param name="ct">Stops the command.</param>
    public async Task<Outcome<Guid>> RunAsync(Viewer viewer, Guid accountId, Guid milestoneId, bool removed, CancellationToken ct = default)
    {
        if (PlanWork.Refuse(viewer, accountId, text, out var narrowed) is { } refusal)
        {
            return refusal;
        }

        await using var db = portal.For(narrowed);
        if (await db.Milestones.WithRemoved().SingleOrDefaultAsync(row => row.AccountId == accountId && row.Id == milestoneId, ct) is not { } milestone)
        {
            return new Refusal.NotFound(text["NoSuchMilestone"]);
        }

        if (removed == milestone.RemovedAt is not null)
        {
            return milestoneId;
        }

        if (removed && milestone.SignedReachedOn is not null)
        {
            return new Refusal.Conflict(text["MilestoneIsSigned"]);
        }

        db.Add(removed ? milestone.Remove(narrowed, clock.GetUtcNow()) : milestone.PutBack(narrowed, clock.GetUtcNow()));
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateConcurrencyException)
        {
            return new Refusal.Conflict(text["PlanOvertaken"]);
        }

        await audit.WriteAsync(narrowed, removed ? PlanAudit.MilestoneRemoved : PlanAudit.MilestonePutBack, $"{milestoneId} {milestone.Title}", accountId, ct);
        await timeLine.WriteAsync(milestone, removed ? null : milestone.ReopenedOn is null ? milestone.NotedReachedOn : null, ct);
        return milestoneId;
    }
}
