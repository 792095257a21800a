using Microsoft.EntityFrameworkCore;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;

namespace ValuePortal.Platform.Jobs;

/// <summary>How far an own job of the vendor's people is.</summary>
public sealed class WatchJob(PortalDbFactory portal)
{
    public sealed record Far(JobState State, long Done, long Total)
    {
        public bool GoesOn => State is JobState.Waiting or JobState.Working;
    }

    /// <returns>Null when there is none.</returns>
    public async Task<Far?> RunAsync(Viewer viewer, Guid subject, CancellationToken ct = default)
    {
        await using var db = portal.ForSystem(AccountScope.NoAccount);
        return await db.Jobs.AsNoTracking().Where(job => job.AccountId == AccountScope.NoAccount && job.Subject == subject && job.PersonId == viewer.PersonId)
            .OrderByDescending(job => job.State == JobState.Waiting || job.State == JobState.Working).ThenByDescending(job => job.AskedAt).ThenByDescending(job => job.Id)
            .Select(job => new Far(job.State, job.Done, job.Total)).FirstOrDefaultAsync(ct);
    }
}
