using ValuePortal.Accounts;
using ValuePortal.Tests.Support;
using ValuePortal.Usage.Events;
using ValuePortal.Usage.Intake;

namespace ValuePortal.Tests.Usage.Intake;

/// <summary>Events come in any order, in any pieces, more than once, by more than one process: the roll-ups are the same.</summary>
public sealed class OrderTests : IDisposable
{
    private const int Accounts = 4;

    private readonly TestPortal portal = new();

    private static CancellationToken Ct => Xunit.TestContext.Current.CancellationToken;

    public void Dispose() => portal.Dispose();

    [Theory]
    [InlineData(false, 60)]
    [InlineData(true, 20)]
    public async Task Any_order_in_any_pieces_with_repetitions_comes_to_the_same(bool plainStatements, int permutations)
    {
        const int seed = 20260615;
        var chance = new Random(seed);
        List<string>? expected = null;
        for (var n = 0; n < permutations; n++)
        {
            var prefix = $"order-{n}-";
            var accounts = await OpenAsync(prefix);
            var source = await portal.Get<Sources>().FindOrAddAsync(prefix, Ct);
            var events = Stream.Of(400, prefix, seed, accounts: Accounts);

            // Each event once or twice; now and then by another process, which knows nothing of what the first remembers.
            var sent = events.Concat(events.Where(_ => chance.Next(4) == 0)).Shuffled(chance);
            var stores = Enumerable.Range(0, 2).Select(_ => new EventStore(portal.Factory, portal.Clock, plainStatements, keysPerRun: 90)).ToArray();
            var accepted = 0;
            foreach (var piece in sent.Partitioned(chance, most: 60))
            {
                accepted += (await stores[chance.Next(2)].StoreAsync(source, piece)).Count(verdict => verdict is Verdict.Accepted);
            }

            foreach (var store in stores)
            {
                store.Dispose();
            }

            var rollUps = await Stream.RollUpsAsync(portal.Factory, accounts, prefix);
            expected ??= rollUps;
            Assert.Equal(events.Count, accepted);
            Assert.Equal(expected, rollUps);
        }

        Assert.Null((await portal.Get<VerifyUsage>().RunAsync(Ct)).Difference);
    }

    [Fact]
    public async Task Every_id_is_known_again_after_a_restart_however_many_there_are()
    {
        await OpenAsync("");
        var source = await portal.Get<Sources>().FindOrAddAsync("product", Ct);
        var events = Stream.Of(12_000, "", seed: 7);
        using (var store = new EventStore(portal.Factory, portal.Clock, plain: false, keysPerRun: 1000))
        {
            foreach (var piece in events.Chunk(700))
            {
                await store.StoreAsync(source, piece);
            }
        }

        using var restarted = new EventStore(portal.Factory, portal.Clock, plain: false, keysPerRun: 1000);
        foreach (var piece in events.Shuffled(new Random(8)).Chunk(900))
        {
            Assert.All(await restarted.StoreAsync(source, piece), verdict => Assert.Equal(Verdict.Duplicate, verdict));
        }
    }

    [Fact]
    public async Task One_id_from_two_sources_is_two_events_and_the_first_body_wins()
    {
        var account = await portal.OpenAccountAsync("acme");
        var (web, app) = (await portal.Get<Sources>().FindOrAddAsync("web", Ct), await portal.Get<Sources>().FindOrAddAsync("app", Ct));
        var store = portal.Get<EventStore>();
        var call = new IncomingEvent(EventKind.Track, "same", FixedClock.Monday, "ann", "acme", null, "Used", "orders", null);

        Assert.Equal([Verdict.Accepted, Verdict.Duplicate], await store.StoreAsync(web, call, call with { FeatureProperty = "other" }));
        Assert.Equal([Verdict.Accepted], await store.StoreAsync(app, call));

        Assert.Equal(
            ["acme 2026-06-15 -: 2 by ann", "acme 2026-06-15 orders: 2 by ann"],
            (await Stream.RollUpsAsync(portal.Factory, [account])).Where(line => line.Contains(" by ", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_late_event_restates_its_day()
    {
        var account = await portal.OpenAccountAsync("acme");
        var source = await portal.Get<Sources>().FindOrAddAsync("product", Ct);
        var call = new IncomingEvent(EventKind.Track, "1", FixedClock.Monday, "ann", "acme", null, "Used", null, null);
        await portal.Get<EventStore>().StoreAsync(source, call);

        portal.Clock.Advance(TimeSpan.FromDays(20));
        await portal.Get<EventStore>().StoreAsync(source, call with { MessageId = "2", UserId = "ben" });

        Assert.Contains("acme 2026-06-15 -: 2 by ann ben", await Stream.RollUpsAsync(portal.Factory, [account]));
    }

    private async Task<List<Account>> OpenAsync(string prefix)
    {
        List<Account> accounts = [];
        for (var i = 0; i < Accounts; i++)
        {
            accounts.Add(await portal.OpenAccountAsync($"{prefix}account-{i}"));
        }

        return accounts;
    }
}
