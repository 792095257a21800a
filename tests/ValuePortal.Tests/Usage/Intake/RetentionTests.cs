using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using ValuePortal.Accounts;
using ValuePortal.Platform.Access;
using ValuePortal.Tests.Support;
using ValuePortal.Usage.Events;
using ValuePortal.Usage.Intake;

namespace ValuePortal.Tests.Usage.Intake;

/// <summary>Raw events go after thirteen months; what they counted stays, and nothing of that time is counted again.</summary>
public sealed class RetentionTests : IDisposable
{
    private readonly TestPortal portal = new();

    private static CancellationToken Ct => Xunit.TestContext.Current.CancellationToken;

    public void Dispose() => portal.Dispose();

    [Fact]
    public async Task What_is_sent_again_after_four_hundred_days_is_refused_and_the_figures_stay()
    {
        List<Account> accounts = [await portal.OpenAccountAsync("account-0"), await portal.OpenAccountAsync("account-1")];
        var source = await portal.Get<Sources>().FindOrAddAsync("product", Ct);
        var events = Stream.Of(1500, "", seed: 3, accounts: 2).ToArray();
        using var store = new EventStore(portal.Factory, portal.Clock, plain: false, keysPerRun: 200);
        var purge = new PurgeEvents(store, portal.Get<IOptions<UsageOptions>>(), portal.Clock, Microsoft.Extensions.Logging.Abstractions.NullLogger<PurgeEvents>.Instance);
        foreach (var piece in events.Chunk(100))
        {
            await store.StoreAsync(source, piece);
        }

        var before = await Stream.RollUpsAsync(portal.Factory, accounts);
        Assert.Equal(0, await purge.RunAsync(Ct));

        portal.Clock.Advance(TimeSpan.FromDays(400));
        var today = events[0] with { MessageId = "today", At = portal.Clock.Now };
        Assert.Equal(events.Length, await purge.RunAsync(Ct));
        var again = await store.StoreAsync(source, events);
        var after = await Stream.RollUpsAsync(portal.Factory, accounts);

        Assert.All(again, verdict => Assert.Equal(Verdict.PeriodClosed, verdict));
        Assert.Equal(before, after);
        Assert.Equal([Verdict.Accepted], await store.StoreAsync(source, today));
        Assert.Null((await portal.Get<VerifyUsage>().RunAsync(Ct)).Difference);
        await using var db = portal.Factory.ForSystem();
        Assert.Empty(await db.Set<MessageIdRun>().ToListAsync(Ct));
    }

    [Fact]
    public async Task History_imported_later_under_a_source_of_its_own_is_taken()
    {
        await portal.OpenAccountAsync("account-0");
        var old = Stream.Of(50, "", seed: 4, accounts: 1).ToArray();
        var store = portal.Get<EventStore>();
        await store.StoreAsync(await portal.Get<Sources>().FindOrAddAsync("product", Ct), old);
        portal.Clock.Advance(TimeSpan.FromDays(400));
        await portal.Get<PurgeEvents>().RunAsync(Ct);

        var verdicts = await store.StoreAsync(await portal.Get<Sources>().FindOrAddAsync("history", Ct), old);

        Assert.All(verdicts, verdict => Assert.Equal(Verdict.Accepted, verdict));
    }

    [Fact]
    public async Task An_event_stored_late_is_kept_from_the_day_it_was_stored()
    {
        await portal.OpenAccountAsync("account-0");
        var events = Stream.Of(20, "", seed: 5, accounts: 1).ToArray();
        portal.Clock.Advance(TimeSpan.FromDays(400));
        await portal.Get<EventStore>().StoreAsync(await portal.Get<Sources>().FindOrAddAsync("product", Ct), events);

        Assert.Equal(0, await portal.Get<PurgeEvents>().RunAsync(Ct));
    }

    [Fact]
    public async Task Unassigned_events_go_as_the_others_do()
    {
        var source = await portal.Get<Sources>().FindOrAddAsync("product", Ct);
        await portal.Get<EventStore>().StoreAsync(source, [.. Stream.Of(30, "nobody-", seed: 6, accounts: 1)]);
        var before = await ListAsync();
        portal.Clock.Advance(TimeSpan.FromDays(400));
        await portal.Get<PurgeEvents>().RunAsync(Ct);

        Assert.Equal(30, Assert.Single(before).Events);
        Assert.Empty(await ListAsync());
    }

    private async Task<IReadOnlyList<ListUnassigned.Row>> ListAsync() =>
        (await portal.Get<ListUnassigned>().RunAsync(TestPortal.VendorAdmin(), Ct)).Match(rows => rows, refusal => throw new InvalidOperationException(refusal.Message));
}
