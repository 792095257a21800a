using Microsoft.EntityFrameworkCore;
using ValuePortal.Accounts.Export;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;

namespace ValuePortal.FeatureRequests;

/// <summary>Requests for a company that takes everything along: those it raised, what its people voted for, and what was said.</summary>
internal static class RequestExport
{
    public static ExportPart Part => new(40, WriteAsync);

    private static async Task WriteAsync(IServiceProvider services, Viewer viewer, Guid account, ExportArchive archive, CancellationToken ct)
    {
        await using var db = services.GetRequiredService<PortalDbFactory>().For(viewer);
        var raised = await db.FeatureRequests.AsNoTracking().Where(row => row.RaisedByAccountId == account).OrderBy(row => row.RaisedAt).ThenBy(row => row.Id).ToListAsync(ct);
        archive.Csv("requests/raised.csv", ["id", "title", "need", "today", "affected", "how_often", "raised", "status", "answer", "answered", "published", "votes"],
            raised.Select(row => new object?[] { row.Id, row.Title, row.Need, row.Today, row.Affected, row.HowOften, row.RaisedAt, row.Status, row.Answer, row.AnsweredAt, row.PublishedAt, row.VoteCount }));
        var votes = await db.Votes.AsNoTracking().Where(vote => vote.AccountId == account && vote.TakenBackAt == null)
            .Join(db.FeatureRequests, vote => vote.RequestId, request => request.Id, (vote, request) => new { request.Id, request.Title })
            .GroupBy(row => new { row.Id, row.Title }).Select(group => new { group.Key.Id, group.Key.Title, People = group.Count() })
            .OrderBy(row => row.Title).ThenBy(row => row.Id).ToListAsync(ct);
        archive.Csv("requests/votes.csv", ["request", "title", "people_of_yours"], votes.Select(row => new object?[] { row.Id, row.Title, row.People }));
        var comments = await db.RequestComments.AsNoTracking().Where(comment => comment.RaisedByAccountId == account && comment.RemovedAt == null)
            .OrderBy(comment => comment.WrittenAt).ThenBy(comment => comment.Id).ToListAsync(ct);
        archive.Csv("requests/comments.csv", ["request", "written", "by_vendor", "to_all", "text"],
            comments.Select(comment => new object?[] { comment.RequestId, comment.WrittenAt, comment.OfVendor, comment.PublishedAt is not null, comment.Text }));
    }
}
