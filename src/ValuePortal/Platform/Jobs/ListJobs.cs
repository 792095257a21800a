using Microsoft.EntityFrameworkCore;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;

namespace ValuePortal.Platform.Jobs;

/// <summary>The latest jobs of a kind for the company the viewer looks at, the newest first.</summary>
public sealed class ListJobs(PortalDbFactory portal)
{
    public sealed record Row(Guid Id, DateTimeOffset AskedAt, JobState State, long Done, long Total, long Bytes, DateTimeOffset? EndedAt);

    public async Task<IReadOnlyList<Row>> RunAsync(Viewer viewer, string kind, int most, CancellationToken ct = default)
    {
        if (viewer.AccountId is not { } account)
        {
            return [];
        }

        await using var db = portal.For(viewer);
        return await db.Jobs.AsNoTracking().Where(job => job.AccountId == account && job.Kind == kind)
            .OrderByDescending(job => job.AskedAt).ThenByDescending(job => job.Id).Take(most)
            .Select(job => new Row(job.Id, job.AskedAt, job.State, job.Done, job.Total, job.Bytes, job.EndedAt)).ToListAsync(ct);
    }
}
