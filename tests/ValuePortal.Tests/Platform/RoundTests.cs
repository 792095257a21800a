using Microsoft.Extensions.Logging.Abstractions;
using ValuePortal.Platform;
using ValuePortal.Tests.Support;

namespace ValuePortal.Tests.Platform;

/// <summary>What is done at a steady pace is done once, however many nodes there are.</summary>
public sealed class RoundTests : IAsyncDisposable
{
    private static readonly TimeSpan s_every = TimeSpan.FromMinutes(5);

    private readonly TestPortal portal = new(services => services.AddSingleton<Work>());

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => portal.DisposeAsync();

    [Fact]
    public async Task Of_nodes_that_come_at_once_one_does_the_round_and_the_next_one_is_due_for_all()
    {
        var work = portal.Get<Work>();
        var nodes = Enumerable.Range(0, 4).Select(_ => Node()).ToList();

        await Task.WhenAll(nodes.Select(node => Task.Run(() => node.RunAsync(Ct), Ct)));
        Assert.Equal(1, work.Done);

        portal.Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(TimeSpan.FromMinutes(3), await nodes[2].RunAsync(Ct));
        Assert.Equal(1, work.Done);

        portal.Clock.Advance(TimeSpan.FromMinutes(3));
        await Task.WhenAll(nodes.Select(node => Task.Run(() => node.RunAsync(Ct), Ct)));
        Assert.Equal(2, work.Done);
    }

    [Fact]
    public async Task A_round_that_fails_comes_again_in_time_on_any_node()
    {
        var work = portal.Get<Work>();
        work.Fails = true;
        Assert.Equal(s_every, await Node().RunAsync(Ct));

        work.Fails = false;
        portal.Clock.Advance(s_every);
        await Node().RunAsync(Ct);

        Assert.Equal(1, work.Done);
    }

    private Rounds<Work> Node() => new(
        s_every, (work, _) => work.RunAsync(), portal.Factory, portal.Get<IServiceScopeFactory>(), portal.Clock, NullLogger<Work>.Instance);

    private sealed class Work
    {
        private int done;

        public bool Fails { get; set; }

        public int Done => done;

        public Task RunAsync()
        {
            if (Fails)
            {
                throw new InvalidOperationException("It fails.");
            }

            Interlocked.Increment(ref done);
            return Task.CompletedTask;
        }
    }
}
