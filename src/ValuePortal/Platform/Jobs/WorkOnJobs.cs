using System.Globalization;
using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;

namespace ValuePortal.Platform.Jobs;

/// <summary>
/// Does the jobs that wait, a few at once on each node. Accounts take turns: the next is of the account whose last one began longest ago. One
/// node has a job by a lease that it renews while it lives; one of a node that died is taken over.
/// </summary>
public sealed partial class WorkOnJobs(
    PortalDbFactory portal, IServiceScopeFactory scopes, IEnumerable<JobKind> kinds, IOptions<JobOptions> options, TimeProvider clock, ILogger<WorkOnJobs> log) : BackgroundService
{
    /// <summary>A node that did not say for so long that it lives has died.</summary>
    internal static readonly TimeSpan Silence = TimeSpan.FromMinutes(2);

    /// <summary>Whoever ends in the middle each time is not begun for ever.</summary>
    private const int MostTries = 3;

    private const int KeptDays = 30;

    private static readonly TimeSpan s_look = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_beat = TimeSpan.FromSeconds(5);

    private readonly Channel<bool> calls = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>There is something to do.</summary>
    public void Wake() => calls.Writer.TryWrite(true);

    /// <summary>Does the job whose turn it is.</summary>
    /// <returns>False when none waits.</returns>
    public async Task<bool> RunNextAsync(CancellationToken ct)
    {
        if (await TakeAsync(ct) is not { } job)
        {
            return false;
        }

        var kind = kinds.Single(kind => kind.Name == job.Kind);
        await using var services = scopes.CreateAsyncScope();
        if (job.Tries > (kind.BeginsAgain ? MostTries : 1))
        {
            await EndAsync(job, JobState.Failed);
            await TidyAsync(services.ServiceProvider, kind, job, JobBreak.Interrupted);
            return true;
        }

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var (culture, uiCulture) = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        var run = new JobRun(job.Ticket, (done, total) => ReportAsync(job, done, total, stop));
        var beats = BeatAsync(job, stop);
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(job.Language);
            await kind.RunAsync(services.ServiceProvider, run, stop.Token);
            if (!await EndAsync(job, JobState.Done, run.Bytes))
            {
                await TidyAsync(services.ServiceProvider, kind, job, JobBreak.Cancelled);
            }
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // The host stops: the next start or another node begins it again at once, or it says that it was broken off.
            if (kind.BeginsAgain)
            {
                await ReleaseAsync(job);
            }
            else if (await EndAsync(job, JobState.Failed))
            {
                await TidyAsync(services.ServiceProvider, kind, job, JobBreak.Interrupted);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Cancelled, or another node took it for dead and has it now: then it is that node's to tidy up.
            if (await IsCancelledAsync(job))
            {
                await TidyAsync(services.ServiceProvider, kind, job, JobBreak.Cancelled);
            }
        }
        catch (Exception failure)
        {
            LogFailed(log, job.Kind, job.Id, failure);
            await EndAsync(job, JobState.Failed);
            await TidyAsync(services.ServiceProvider, kind, job, JobBreak.Failed);
        }
        finally
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (culture, uiCulture);
            await stop.CancelAsync();
            await beats;
        }

        return true;
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(Enumerable.Range(0, options.Value.AtOnce).Select(_ => Task.Run(() => WorkAsync(stoppingToken), CancellationToken.None)));

    private async Task WorkAsync(CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            try
            {
                while (await RunNextAsync(ct))
                {
                }

                // Another node may have put something in: look by itself too.
                using var wait = CancellationTokenSource.CreateLinkedTokenSource(ct);
                wait.CancelAfter(s_look);
                await calls.Reader.ReadAsync(wait.Token);
            }
            catch (OperationCanceledException)
            {
                // Time to look again, or to stop.
            }
            catch (Exception failure)
            {
                LogFailed(log, "", Guid.Empty, failure);
                await Task.Delay(s_look, clock, CancellationToken.None).WaitAsync(ct).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
            }
        }
    }

    private async Task<Job?> TakeAsync(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var (silentSince, old) = (now - Silence, now.AddDays(-KeptDays));
        await using var every = portal.ForSystem();
        var waiting = await every.Jobs.AsNoTracking().IgnoreQueryFilters([PortalDb.AccountFilter]).TagWith(EveryAccount.JobsThatWait)
            .Where(job => job.State == JobState.Waiting || (job.State == JobState.Working && job.SeenAt < silentSince))
            .OrderBy(job => job.AskedAt).ThenBy(job => job.Id).Take(options.Value.MostWaiting * 2).ToListAsync(ct);
        if (waiting.Count == 0)
        {
            return null;
        }

        var accounts = waiting.Select(job => job.AccountId).Distinct().ToArray();
        await using var db = portal.ForSystem(accounts);
        await db.Jobs.Where(job => accounts.Contains(job.AccountId) && job.EndedAt < old).ExecuteDeleteAsync(ct);
        var begun = await db.Jobs.Where(job => accounts.Contains(job.AccountId) && job.StartedAt != null).GroupBy(job => job.AccountId)
            .Select(jobs => new { jobs.Key, Last = jobs.Max(job => job.StartedAt) }).ToDictionaryAsync(last => last.Key, last => last.Last, ct);
        foreach (var job in waiting.OrderBy(job => begun.GetValueOrDefault(job.AccountId) ?? DateTimeOffset.MinValue).ThenBy(job => job.AskedAt))
        {
            // Two nodes may have found it: one of them takes it.
            var (started, seen, tries) = ((DateTimeOffset?)now, job.SeenAt, job.Tries + 1);
            if (await db.Jobs.Where(row => row.AccountId == job.AccountId && row.Id == job.Id && row.State == job.State && row.SeenAt == seen).ExecuteUpdateAsync(
                set => set.SetProperty(row => row.State, JobState.Working).SetProperty(row => row.StartedAt, started).SetProperty(row => row.SeenAt, started)
                    .SetProperty(row => row.Tries, tries).SetProperty(row => row.Done, 0).SetProperty(row => row.Total, 0), ct) == 1)
            {
                return await db.Jobs.AsNoTracking().SingleAsync(row => row.AccountId == job.AccountId && row.Id == job.Id, ct);
            }
        }

        return null;
    }

    private async Task BeatAsync(Job job, CancellationTokenSource stop)
    {
        using var timer = new PeriodicTimer(s_beat, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stop.Token))
            {
                try
                {
                    DateTimeOffset? now = clock.GetUtcNow();
                    await using var db = portal.ForSystem(job.AccountId);
                    if (await Mine(db, job).ExecuteUpdateAsync(set => set.SetProperty(row => row.SeenAt, now), stop.Token) == 0)
                    {
                        await stop.CancelAsync();
                    }
                }
                catch (Exception failure) when (failure.IsUnavailable())
                {
                    // The database is busy: the next beat comes in time.
                }
            }
        }
        catch (OperationCanceledException)
        {
            // It is done.
        }
    }

    private async Task ReportAsync(Job job, long done, long total, CancellationTokenSource stop)
    {
        DateTimeOffset? now = clock.GetUtcNow();
        await using var db = portal.ForSystem(job.AccountId);
        if (await Mine(db, job).ExecuteUpdateAsync(
            set => set.SetProperty(row => row.Done, done).SetProperty(row => row.Total, total).SetProperty(row => row.SeenAt, now), stop.Token) == 0)
        {
            await stop.CancelAsync();
            stop.Token.ThrowIfCancellationRequested();
        }
    }

    private async Task<bool> EndAsync(Job job, JobState state, long bytes = 0)
    {
        DateTimeOffset? now = clock.GetUtcNow();
        await using var db = portal.ForSystem(job.AccountId);
        return await Mine(db, job).ExecuteUpdateAsync(
            set => set.SetProperty(row => row.State, state).SetProperty(row => row.EndedAt, now).SetProperty(row => row.Bytes, bytes)) == 1;
    }

    private async Task ReleaseAsync(Job job)
    {
        var tries = job.Tries - 1;
        await using var db = portal.ForSystem(job.AccountId);
        await Mine(db, job).ExecuteUpdateAsync(set => set.SetProperty(row => row.State, JobState.Waiting).SetProperty(row => row.Tries, tries));
    }

    private async Task<bool> IsCancelledAsync(Job job)
    {
        await using var db = portal.ForSystem(job.AccountId);
        return await db.Jobs.AnyAsync(row => row.AccountId == job.AccountId && row.Id == job.Id && row.State == JobState.Cancelled);
    }

    private async Task TidyAsync(IServiceProvider services, JobKind kind, Job job, JobBreak why)
    {
        try
        {
            await (kind.BrokenOffAsync?.Invoke(services, job.Ticket, why, CancellationToken.None) ?? Task.CompletedTask);
        }
        catch (Exception failure)
        {
            LogFailed(log, job.Kind, job.Id, failure);
        }
    }

    // By when it was begun a job is known as one's own: whoever took it over has begun it anew.
    private static IQueryable<Job> Mine(PortalDb db, Job job) =>
        db.Jobs.Where(row => row.AccountId == job.AccountId && row.Id == job.Id && row.State == JobState.Working && row.Tries == job.Tries && row.StartedAt == job.StartedAt);

    [LoggerMessage(LogLevel.Error, "The job {Kind} {Job} failed.")]
    private static partial void LogFailed(ILogger log, string kind, Guid job, Exception failure);
}
