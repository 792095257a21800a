using Microsoft.EntityFrameworkCore;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;
using ValuePortal.Usage.Adoption.Annotations;

namespace ValuePortal.Milestones.Plans;

/// <summary>
/// Writes the days on which measured milestones were reached onto the time lines of their accounts, and takes them off or moves them where
/// usage that came late says otherwise. Run again it changes nothing.
/// </summary>
public sealed class NoteReached(PortalDbFactory portal, ReadPlan plans, ListMarkedDays marked, Annotate annotate, RemoveAnnotation remove)
{
    /// <returns>How many days were written or taken off.</returns>
    public async Task<int> RunAsync(CancellationToken ct = default)
    {
        await using var db = portal.ForSystem();
        var accounts = await db.Milestones.IgnoreQueryFilters([PortalDb.AccountFilter]).TagWith(EveryAccount.MeasuredMilestones)
            .Select(milestone => milestone.AccountId).Distinct().ToListAsync(ct);
        var changed = 0;
        foreach (var account in accounts)
        {
            changed += await NoteAsync(new Viewer(Guid.Empty, "milestones", PersonRole.VendorAdmin, AccountScope.Only(account), SeesMoney: false), account, ct);
        }

        return changed;
    }

    private async Task<int> NoteAsync(Viewer viewer, Guid account, CancellationToken ct)
    {
        if (!(await plans.GatherAsync(viewer, ct)).Is(out var plan, out _))
        {
            return 0;
        }

        var known = await marked.RunAsync(viewer, Milestone.MarkPrefix, ct);
        await using var db = portal.For(viewer);
        var milestones = await db.Milestones.AsNoTracking().Where(milestone => milestone.AccountId == account).ToDictionaryAsync(milestone => milestone.Id, ct);
        var changed = 0;
        foreach (var row in plan.Milestones.Where(row => row.Criterion is not null))
        {
            var milestone = milestones[row.Id];
            DateOnly? noted = known.TryGetValue(milestone.Mark, out var day) ? day : null;
            if (noted == row.ReachedOn)
            {
                continue;
            }

            changed++;
            if (row.ReachedOn is { } reached)
            {
                await annotate.RunAsync(viewer, account, new(AnnotationKind.Milestone, reached, milestone.Title, milestone.ChineseTitle, "/milestones", milestone.Mark), ct);
            }
            else
            {
                await remove.RunAsync(viewer, account, new(Mark: milestone.Mark), ct);
            }
        }

        return changed;
    }
}
