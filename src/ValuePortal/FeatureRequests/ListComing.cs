using Microsoft.EntityFrameworkCore;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;

namespace ValuePortal.FeatureRequests;

/// <summary>What the vendor plans, builds, tries out or has just released, as far as the viewer sees it: for the roadmap.</summary>
public sealed class ListComing(PortalDbFactory portal, TimeProvider clock)
{
    /// <summary>How long something released stands there.</summary>
    public static readonly TimeSpan News = TimeSpan.FromDays(90);

    private const int Most = 300;

    public sealed record Row(Guid Id, string Title, RequestStatus Status, int Votes);

    /// <returns>Those most people want first.</returns>
    public async Task<IReadOnlyList<Row>> RunAsync(Viewer viewer, CancellationToken ct = default)
    {
        var since = clock.GetUtcNow() - News;
        await using var db = portal.For(viewer);
        return await db.FeatureRequests.AsNoTracking()
            .Where(r => r.Status == RequestStatus.Planned || r.Status == RequestStatus.InProgress || r.Status == RequestStatus.Beta || (r.Status == RequestStatus.Released && r.EchoedAt >= since))
            .OrderByDescending(r => r.VoteCount).ThenBy(r => r.Id).Take(Most)
            .Select(r => new Row(r.Id, r.Title, r.Status, r.VoteCount)).ToListAsync(ct);
    }
}
