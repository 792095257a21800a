using Microsoft.EntityFrameworkCore;
using ValuePortal.FeatureRequests.Desk;
using ValuePortal.FeatureRequests.Similar;
using ValuePortal.Platform.Access;

namespace ValuePortal.FeatureRequests.Merging;

/// <summary>Requests on the viewer's desk that may say the same as one of them, by the index of similar requests.</summary>
public sealed class SuggestDuplicates(RequestDesk desk)
{
    public const int Most = 5;

    public sealed record Row(Guid Id, string Title, RequestStatus Status, int Votes, bool IsPublished);

    public async Task<IReadOnlyList<Row>> RunAsync(Viewer viewer, Guid requestId, string title, CancellationToken ct = default)
    {
        await using var db = desk.Open(await desk.ScopeAsync(viewer, ct));
        var hits = await SimilarSearch.FindAsync(db, title, typing: false, except: requestId, Most, ct);
        Guid[] ids = [.. hits.Select(hit => hit.Id)];
        var rows = await db.FeatureRequests.AsNoTracking()
            .Where(r => ids.Contains(r.Id) && r.MergedIntoId == null)
            .Select(r => new Row(r.Id, r.Title, r.Status, r.VoteCount, r.PublishedAt != null))
            .ToListAsync(ct);
        return [.. rows.OrderBy(row => Array.IndexOf(ids, row.Id))];
    }
}
