using Microsoft.EntityFrameworkCore;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;

namespace ValuePortal.Milestones.Plans;

/// <summary>What was taken out of the plan of the one account that staff look at, the latest first, a few of each.</summary>
public sealed class ListRemoved(PortalDbFactory portal)
{
    private const int Most = 5;

    public sealed record Row(Guid Id, bool IsTask, string Title, string By, DateTimeOffset At);

    public async Task<IReadOnlyList<Row>> RunAsync(Viewer viewer, CancellationToken ct = default)
    {
        if (!viewer.IsStaff || viewer.AccountId is not { } account)
        {
            return [];
        }

        await using var db = portal.For(viewer);
        var milestones = await db.Milestones.AsNoTracking().WithRemoved().Where(row => row.AccountId == account && row.RemovedAt != null)
            .OrderByDescending(row => row.RemovedAt).ThenBy(row => row.Id).Take(Most)
            .Select(row => new { row.Id, row.Title, row.ChineseTitle, row.RemovedBy, row.RemovedAt }).ToListAsync(ct);
        var tasks = await db.PlanTasks.AsNoTracking().WithRemoved().Where(row => row.AccountId == account && row.RemovedAt != null)
            .OrderByDescending(row => row.RemovedAt).ThenBy(row => row.Id).Take(Most)
            .Select(row => new { row.Id, row.Title, row.RemovedBy, row.RemovedAt }).ToListAsync(ct);
        return
        [
            .. milestones.Select(row => new Row(row.Id, false, InLanguage.Of(row.Title, row.ChineseTitle), row.RemovedBy ?? "", row.RemovedAt!.Value)),
            .. tasks.Select(row => new Row(row.Id, true, row.Title, row.RemovedBy ?? "", row.RemovedAt!.Value)),
        ];
    }
}
