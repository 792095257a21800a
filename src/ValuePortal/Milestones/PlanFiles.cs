using Microsoft.EntityFrameworkCore;
using ValuePortal.Accounts.Export;
using ValuePortal.Milestones.Plans;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;

namespace ValuePortal.Milestones;

/// <summary>The success plan for a company that takes everything along. Tasks that only the vendor sees are not in it.</summary>
internal static class PlanFiles
{
    public static ExportPart Part => new(30, WriteAsync);

    private static async Task WriteAsync(IServiceProvider services, Viewer viewer, Guid account, ExportArchive archive, CancellationToken ct)
    {
        await using var db = services.GetRequiredService<PortalDbFactory>().For(viewer);
        var milestones = await db.Milestones.AsNoTracking().Where(row => row.AccountId == account).OrderBy(row => row.DueOn).ThenBy(row => row.Id).ToListAsync(ct);
        archive.Csv("plan/milestones.csv", ["id", "title", "due", "owner_side", "owner", "signed_on", "measured_reached_on", "expected_value"],
            milestones.Select(row => new object?[] { row.Id, row.Title, row.DueOn, row.OwnerSide, row.OwnerName, row.SignedReachedOn, row.NotedReachedOn, viewer.SeesMoney ? row.ExpectedValue : null }));
        var tasks = await db.PlanTasks.AsNoTracking().Where(row => row.AccountId == account && !row.IsInternal).OrderBy(row => row.DueOn).ThenBy(row => row.Id).ToListAsync(ct);
        archive.Csv("plan/tasks.csv", ["title", "milestone", "side", "person", "due", "done"],
            tasks.Select(row => new object?[] { row.Title, row.MilestoneId, row.Side, row.PersonName, row.DueOn, row.DoneOn }));
        var history = await db.MilestoneHistory.AsNoTracking().Where(row => row.AccountId == account).OrderBy(row => row.At).ThenBy(row => row.Id).ToListAsync(ct);
        archive.Csv("plan/history.csv", ["milestone", "at", "what", "day", "by", "side"], history.Select(row => new object?[] { row.MilestoneId, row.At, row.Kind, row.Day, row.By, row.Side }));
        var ratings = await db.MilestoneRatings.AsNoTracking().Where(row => row.AccountId == account).OrderBy(row => row.At).ToListAsync(ct);
        archive.Csv("plan/ratings.csv", ["milestone", "by", "stars", "words", "at"], ratings.Select(row => new object?[] { row.MilestoneId, row.Name, row.Stars, row.Word, row.At }));
    }
}
