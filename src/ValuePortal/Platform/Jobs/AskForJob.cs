using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;

namespace ValuePortal.Platform.Jobs;

/// <summary>Puts heavy work into the queue, or says that the queue is full.</summary>
public sealed class AskForJob(PortalDbFactory portal, WorkOnJobs work, IOptions<JobOptions> options, TimeProvider clock, IStringLocalizer<JobWords> text)
{
    private static readonly TimeSpan s_comeAgain = TimeSpan.FromMinutes(1);

    /// <summary>Adds it to the context of the caller, who saves it with what it works on, and then calls <see cref="Begin"/>.</summary>
    /// <param name="db">With the account in scope.</param>
    /// <param name="viewer">With whose rights it will be done.</param>
    /// <param name="account">Who takes turns with others by it; <see cref="AccountScope.NoAccount"/> for the vendor's own work.</param>
    /// <param name="kind">The name of a kind.</param>
    /// <param name="subject">The row it works on; null where it has none.</param>
    /// <param name="ct">Stops before anything is added.</param>
    /// <returns>Null when it was added.</returns>
    public async Task<Refusal?> AddAsync(PortalDb db, Viewer viewer, Guid account, string kind, Guid? subject, CancellationToken ct)
    {
        await using (var every = portal.ForSystem())
        {
            if (await every.Jobs.IgnoreQueryFilters([PortalDb.AccountFilter]).TagWith(EveryAccount.JobsThatWait).CountAsync(job => job.State == JobState.Waiting, ct) >= options.Value.MostWaiting)
            {
                return new Refusal.Busy(text["Full"], s_comeAgain);
            }
        }

        db.Add(Job.Ask(account, kind, subject, viewer.PersonId, CultureInfo.CurrentUICulture.Name, clock.GetUtcNow()));
        return null;
    }

    /// <summary>Whether one of this kind waits or is being done for an account.</summary>
    public Task<bool> IsOnItsWayAsync(PortalDb db, Guid account, string kind, CancellationToken ct) =>
        db.Jobs.AnyAsync(job => job.AccountId == account && job.Kind == kind && (job.State == JobState.Waiting || job.State == JobState.Working), ct);

    /// <summary>There is something to do.</summary>
    public void Begin() => work.Wake();
}
