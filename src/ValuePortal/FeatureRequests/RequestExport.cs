using Microsoft.EntityFrameworkCore;
using ValuePortal.Accounts.Export;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;

namespace ValuePortal.FeatureRequests;

/// <summary>Requests for a company that takes everything along: those it raised, and what its people voted for.</summary>
internal static class RequestExport
{
    public static ExportPart Part => new(40, WriteAsync);

    private static async Task WriteAsync(IServiceProvider services, Viewer viewer, Guid account, ExportArchive archive, CancellationToken ct)
    {
        await using var db = services.GetRequiredService<PortalDbFactory>().For(viewer);
        var raised = await db.FeatureRequests.AsNoTracking().Where(row => row.RaisedByAccountId == account).OrderBy(row => row.RaisedAt).ThenBy(row => row.Id).ToListAsync(ct);
        archive.Csv("requests/raised.csv", ["id", "title", "need", "raised", "status", "answer", "answered", "published", "votes"],
            raised.Select(row => new object?[] { row.Id, row.Title, row.Need, row.RaisedAt, row.Status, row.Answer, row.AnsweredAt, row.PublishedAt, row.VoteCount }));
        var votes = await db.Votes.AsNoTracking().Where(vote => vote.AccountId == account && vote.TakenBackAt == null)
            .Join(db.FeatureRequests, vote => vote.RequestId, request => request.Id, (vote, request) => new { request.Id, request.Title })
            .GroupBy(row => new { row.Id, row.Title }).Select(group => new { group.Key.Id, group.Key.Title, People = group.Count() })
            .OrderBy(row => row.Title).ThenBy(row => row.Id).ToListAsync(ct);
        archive.Csv("requests/votes.csv", ["request", "title", "people_of_yours"], votes.Select(row => new object?[] { row.Id, row.Title, row.People }));
    }
}
