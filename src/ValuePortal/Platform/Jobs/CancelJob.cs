using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;

namespace ValuePortal.Platform.Jobs;

/// <summary>Stops one's own job: one that waits at once, one that is being done at its next safe point.</summary>
public sealed class CancelJob(PortalDbFactory portal, IEnumerable<JobKind> kinds, IServiceProvider services, TimeProvider clock, IStringLocalizer<JobWords> text)
{
    /// <param name="viewer">Who asked for it, one of the vendor's people.</param>
    /// <param name="subject">What it works on.</param>
    /// <param name="ct">Stops before anything is done.</param>
    public async Task<Outcome<Guid>> RunAsync(Viewer viewer, Guid subject, CancellationToken ct = default)
    {
        await using var db = portal.ForSystem(AccountScope.NoAccount);
        var job = await db.Jobs.AsNoTracking().Where(row => row.AccountId == AccountScope.NoAccount && row.Subject == subject && row.PersonId == viewer.PersonId)
            .OrderByDescending(row => row.State == JobState.Waiting || row.State == JobState.Working).ThenByDescending(row => row.AskedAt).FirstOrDefaultAsync(ct);
        return job is null ? new Refusal.NotFound(text["NoSuchJob"]) : await RunAsync(job, ct);
    }

    /// <summary>One of the viewer's company, whoever of it asked for it.</summary>
    public async Task<Outcome<Guid>> RunAsync(Viewer viewer, string kind, Guid id, CancellationToken ct = default)
    {
        if (viewer.AccountId is not { } account)
        {
            return new Refusal.NotFound(text["NoSuchJob"]);
        }

        await using var db = portal.For(viewer);
        var job = await db.Jobs.AsNoTracking().SingleOrDefaultAsync(row => row.AccountId == account && row.Id == id && row.Kind == kind, ct);
        return job is null ? new Refusal.NotFound(text["NoSuchJob"]) : await RunAsync(job, ct);
    }

    private async Task<Outcome<Guid>> RunAsync(Job job, CancellationToken ct)
    {
        DateTimeOffset? now = clock.GetUtcNow();
        await using var db = portal.ForSystem(job.AccountId);
        if (job.State is not (JobState.Waiting or JobState.Working) || await db.Jobs.Where(row => row.AccountId == job.AccountId && row.Id == job.Id && row.State == job.State)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.State, JobState.Cancelled).SetProperty(row => row.EndedAt, now), ct) == 0)
        {
            return new Refusal.NotFound(text["NoSuchJob"]);
        }

        // Whoever works on one finds out by itself, and tidies up.
        if (job.State is JobState.Waiting && kinds.Single(kind => kind.Name == job.Kind).BrokenOffAsync is { } tidy)
        {
            await tidy(services, job.Ticket, JobBreak.Cancelled, ct);
        }

        return job.Id;
    }
}
