using Microsoft.EntityFrameworkCore;
using ValuePortal.Notifications;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Audit;
using ValuePortal.Platform.Data;
using ValuePortal.Usage.Adoption.Annotations;

namespace ValuePortal.Milestones.Plans;

/// <summary>
/// Notes on which day measured milestones were reached, in their history and on the time lines of their accounts. Where usage that came
/// late or was corrected says otherwise, it moves the day or opens the milestone again. Run again it changes nothing.
/// </summary>
public sealed class NoteReached(
    PortalDbFactory portal, ReadPlan plans, ListMarkedDays marked, MarkOnTimeLine timeLine, Tell tell, AuditLog audit, TimeProvider clock)
{
    /// <summary>What is reached longer ago than this is no news: a plan was made for the past.</summary>
    private const int DaysOfNews = 14;

    /// <returns>How many milestones were reached, moved or opened again.</returns>
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

        await using var db = portal.For(viewer);
        var milestones = await db.Milestones.Where(milestone => milestone.AccountId == account).ToDictionaryAsync(milestone => milestone.Id, ct);
        var rows = plan.Milestones.Where(row => row.Criterion is not null && milestones.ContainsKey(row.Id)).ToList();
        List<HistoryLine> lines = [.. rows.Select(row => milestones[row.Id].Note(row.ReachedOn, plan.Today, clock.GetUtcNow())).OfType<HistoryLine>()];
        db.AddRange(lines);
        await TellAsync(db, account, lines.Where(line => line.Kind is HistoryKind.Reached && line.Day > plan.Today.AddDays(-DaysOfNews)), milestones, ct);
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException failure) when (failure is DbUpdateConcurrencyException || failure.IsDuplicate())
        {
            return 0; // another node noted it in between
        }

        foreach (var line in lines)
        {
            await audit.WriteAsync(viewer, PlanAudit.MilestoneMeasured, $"{line.MilestoneId} {line.Kind} {line.Day:yyyy-MM-dd}", account, ct);
        }

        await WriteOnTimeLineAsync(viewer, rows, milestones, ct);
        return lines.Count;
    }

    private async Task TellAsync(PortalDb db, Guid account, IEnumerable<HistoryLine> reached, Dictionary<Guid, Milestone> milestones, CancellationToken ct)
    {
        var people = await db.Users.Where(person => person.AccountId == account && person.DeactivatedAt == null).Select(person => person.Id).ToListAsync(ct);
        await tell.StageAsync(
            db,
            [.. reached.SelectMany(line => people.Select(person => new Tell.News(
                person, MilestoneNotices.Reached, $"milestone:{line.MilestoneId}:{line.Day:yyyy-MM-dd}", $"/milestones/{line.MilestoneId}",
                new NoticeValue(milestones[line.MilestoneId].Title, milestones[line.MilestoneId].ChineseTitle))))],
            ct);
    }

    private async Task WriteOnTimeLineAsync(Viewer viewer, List<MilestoneRow> rows, Dictionary<Guid, Milestone> milestones, CancellationToken ct)
    {
        var known = await marked.RunAsync(viewer, Milestone.MarkPrefix, ct);
        foreach (var row in rows)
        {
            var milestone = milestones[row.Id];
            DateOnly? written = known.TryGetValue(milestone.Mark, out var day) ? day : null;
            if (row.ReachedOn != written)
            {
                await timeLine.WriteAsync(milestone, row.ReachedOn, ct);
            }
        }
    }
}
