using Microsoft.EntityFrameworkCore;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Jobs;
using ValuePortal.Tests.Support;

namespace ValuePortal.Tests.Platform.Jobs;

/// <summary>Heavy work waits in one queue: accounts take turns, one node has a job, and nothing is lost or done twice.</summary>
public sealed class JobTests : IAsyncLifetime
{
    private readonly List<string> done = [];
    private readonly Viewer admin = TestPortal.VendorAdmin();
    private TestPortal portal = null!;
    private Func<JobRun, CancellationToken, Task> work = (_, _) => Task.CompletedTask;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private WorkOnJobs Node => portal.Get<WorkOnJobs>();

    public ValueTask InitializeAsync()
    {
        portal = new TestPortal(
            services => services
                .AddJobKind(new JobKind("again", BeginsAgain: true, RunAsync, BrokenOffAsync))
                .AddJobKind(new JobKind("once", BeginsAgain: false, RunAsync, BrokenOffAsync)),
            ("ValuePortal:Jobs:MostWaiting", "12"));
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => portal.DisposeAsync();

    [Fact]
    public async Task Accounts_take_turns_however_much_one_of_them_asks_for()
    {
        var (busy, modest) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        var first = await AskAsync(busy);
        await AskAsync(busy);
        await AskAsync(busy);
        var other = await AskAsync(modest);
        var last = await AskAsync(modest);

        await AllAsync();

        Assert.Equal([first, other], done.Take(2).Select(line => Guid.Parse(line.Split(' ')[1])));
        Assert.Equal(last, Guid.Parse(done[3].Split(' ')[1]));
        Assert.Equal(5, done.Count);
    }

    [Fact]
    public async Task A_full_queue_says_so_and_when_to_come_again()
    {
        for (var i = 0; i < 12; i++)
        {
            await AskAsync(AccountScope.NoAccount);
        }

        await using var db = portal.Factory.ForSystem(AccountScope.NoAccount);
        var refusal = await portal.Get<AskForJob>().AddAsync(db, admin, AccountScope.NoAccount, "again", null, Ct);

        Assert.Equal(TimeSpan.FromMinutes(1), Assert.IsType<Refusal.Busy>(refusal).RetryAfter);
        await Node.RunNextAsync(Ct);
        Assert.Null(await portal.Get<AskForJob>().AddAsync(db, admin, AccountScope.NoAccount, "again", null, Ct));
    }

    [Fact]
    public async Task One_that_waits_is_cancelled_at_once_and_one_that_is_done_at_its_next_step()
    {
        var waiting = await AskAsync(AccountScope.NoAccount);
        Assert.True((await portal.Get<CancelJob>().RunAsync(admin, waiting, Ct)).Is(out _, out _));
        Assert.False(await Node.RunNextAsync(Ct));

        var working = await AskAsync(AccountScope.NoAccount);
        work = async (run, _) =>
        {
            await run.ReportAsync(1, 10);
            Assert.True((await portal.Get<CancelJob>().RunAsync(admin, working, Ct)).Is(out var _, out var _));
            await run.ReportAsync(2, 10);
            Assert.Fail("It went on after it was cancelled.");
        };
        Assert.True(await Node.RunNextAsync(Ct));

        Assert.Equal([$"Cancelled {waiting}", $"Cancelled {working}"], done);
        Assert.Equal(new WatchJob.Far(JobState.Cancelled, 1, 10), await portal.Get<WatchJob>().RunAsync(admin, working, Ct));
        Assert.Null(await portal.Get<WatchJob>().RunAsync(TestPortal.VendorAdmin(), working, Ct));
        Assert.False((await portal.Get<CancelJob>().RunAsync(TestPortal.VendorAdmin(), working, Ct)).Is(out _, out _));
    }

    [Theory]
    [InlineData("again", JobState.Waiting)]
    [InlineData("once", JobState.Failed)]
    public async Task A_node_that_is_stopped_gives_its_job_back_or_says_that_it_was_broken_off(string kind, JobState state)
    {
        var job = await AskAsync(AccountScope.NoAccount, kind);
        using var stop = new CancellationTokenSource();
        work = async (_, ct) =>
        {
            await stop.CancelAsync();
            ct.ThrowIfCancellationRequested();
        };

        await Node.RunNextAsync(stop.Token);

        Assert.Equal(state, (await portal.Get<WatchJob>().RunAsync(admin, job, Ct))!.State);
        Assert.Equal(kind == "once" ? [$"Interrupted {job}"] : [], done);
        work = (_, _) => Task.CompletedTask;
        Assert.Equal(kind == "again", await Node.RunNextAsync(Ct));
    }

    [Theory]
    [InlineData("again", JobState.Done)]
    [InlineData("once", JobState.Failed)]
    public async Task The_job_of_a_node_that_was_killed_is_taken_over_and_the_dead_one_ends_nothing_more(string kind, JobState state)
    {
        var job = await AskAsync(AccountScope.NoAccount, kind);
        var (working, goOn) = (new TaskCompletionSource(), new TaskCompletionSource());
        work = async (run, _) =>
        {
            working.SetResult();
            await goOn.Task;
            await run.ReportAsync(1, 1);
        };
        var silent = Node.RunNextAsync(Ct);
        await working.Task;
        work = (_, _) => Task.CompletedTask;
        Assert.False(await Node.RunNextAsync(Ct), "A job that somebody works on was taken.");

        portal.Clock.Advance(WorkOnJobs.Silence + TimeSpan.FromSeconds(1));
        Assert.True(await Node.RunNextAsync(Ct));
        var ended = await portal.Get<WatchJob>().RunAsync(admin, job, Ct);
        goOn.SetResult();
        await silent;

        Assert.Equal(state, ended!.State);
        Assert.Equal(ended, await portal.Get<WatchJob>().RunAsync(admin, job, Ct));
        Assert.Equal(kind == "again" ? [$"again {job}"] : [$"Interrupted {job}"], done);
    }

    [Fact]
    public async Task Two_nodes_that_look_at_once_do_each_job_once()
    {
        List<Guid> asked = [];
        for (var i = 0; i < 10; i++)
        {
            asked.Add(await AskAsync(i % 2 == 0 ? AccountScope.NoAccount : Guid.CreateVersion7()));
        }

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(AllAsync, Ct)));

        Assert.Equal(asked.Select(id => $"again {id}").Order(), done.Order());
    }

    [Fact]
    public async Task One_that_brings_its_node_down_each_time_is_given_up()
    {
        var job = await AskAsync(AccountScope.NoAccount);
        await using var db = portal.Factory.ForSystem(AccountScope.NoAccount);
        await db.Jobs.Where(row => row.AccountId == AccountScope.NoAccount).ExecuteUpdateAsync(set => set.SetProperty(row => row.Tries, 3), Ct);

        Assert.True(await Node.RunNextAsync(Ct));

        Assert.Equal([$"Interrupted {job}"], done);
        Assert.Equal(JobState.Failed, (await portal.Get<WatchJob>().RunAsync(admin, job, Ct))!.State);
    }

    [Fact]
    public async Task Readers_of_documents_take_turns_by_account_and_one_who_leaves_makes_place()
    {
        await using var small = new TestPortal(null, ("ValuePortal:Jobs:DocumentsAtOnce", "1"), ("ValuePortal:Jobs:DocumentsWaiting", "4"));
        var turns = small.Get<DocumentTurns>();
        var (busy, modest) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        var first = new TaskCompletionSource<Outcome<string>>();
        List<string> order = [];
        using var left = new CancellationTokenSource();
        var holding = turns.RunAsync(busy, () => first.Task, Ct);
        Task<Outcome<string>>[] waiting =
        [
            Turn(busy, "busy 1"), turns.RunAsync<string>(busy, () => throw new InvalidOperationException("Nobody waits for it."), left.Token), Turn(busy, "busy 2"), Turn(modest, "modest"),
        ];
        Assert.True((await Turn(modest, "too many")).Is(out _, out var refusal) is false && refusal is Refusal.Busy);

        await left.CancelAsync();
        first.SetResult("first");
        await Task.WhenAll(waiting.Append(holding).Where((_, i) => i != 1));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting[1]);
        Assert.Equal(["busy 1", "modest", "busy 2"], order);

        Task<Outcome<string>> Turn(Guid account, string name) => turns.RunAsync(
            account,
            () =>
            {
                order.Add(name);
                return Task.FromResult<Outcome<string>>(name);
            },
            Ct);
    }

    private async Task RunAsync(IServiceProvider services, JobRun run, CancellationToken ct)
    {
        await work(run, ct);
        lock (done)
        {
            done.Add($"{run.Job.Kind} {run.Job.Subject}");
        }
    }

    private Task BrokenOffAsync(IServiceProvider services, JobTicket job, JobBreak why, CancellationToken ct)
    {
        done.Add($"{why} {job.Subject}");
        return Task.CompletedTask;
    }

    private async Task<Guid> AskAsync(Guid account, string kind = "again")
    {
        var subject = Guid.CreateVersion7();
        await using var db = portal.Factory.ForSystem(account);
        Assert.Null(await portal.Get<AskForJob>().AddAsync(db, admin, account, kind, subject, Ct));
        await db.SaveChangesAsync(Ct);
        portal.Clock.Advance(TimeSpan.FromSeconds(1));
        return subject;
    }

    private async Task AllAsync()
    {
        while (await Node.RunNextAsync(Ct))
        {
            portal.Clock.Advance(TimeSpan.FromSeconds(1));
        }
    }
}
