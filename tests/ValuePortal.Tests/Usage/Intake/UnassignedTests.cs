using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Tests.Support;
using ValuePortal.Usage.Events;
using ValuePortal.Usage.Intake;

namespace ValuePortal.Tests.Usage.Intake;

/// <summary>Events of a group that is no account are kept, and counted once somebody says whose they are.</summary>
public sealed class UnassignedTests : IDisposable
{
    private readonly TestPortal portal = new();

    private static CancellationToken Ct => Xunit.TestContext.Current.CancellationToken;

    public void Dispose() => portal.Dispose();

    [Fact]
    public async Task Groups_are_listed_with_their_events_people_and_times()
    {
        await StoreAsync(Call("1", "ann", "acme-eu", 0), Call("2", "ben", "acme-eu", 60), Call("3", "ann", "acme-eu", 30), Call("4", "cho", "other", 5), Call("5", "ann", null, 7));
        await StoreAsync(Call("6", "ann", "acme-eu", 90));

        var rows = await ListAsync();

        Assert.Equal(
            [
                new ListUnassigned.Row("acme-eu", 4, 2, FixedClock.Monday, FixedClock.Monday.AddMinutes(90)),
                new ListUnassigned.Row(null, 1, 1, FixedClock.Monday.AddMinutes(7), FixedClock.Monday.AddMinutes(7)),
                new ListUnassigned.Row("other", 1, 1, FixedClock.Monday.AddMinutes(5), FixedClock.Monday.AddMinutes(5)),
            ],
            rows);
    }

    [Fact]
    public async Task A_group_given_to_an_account_is_counted_as_if_it_had_been_so_from_the_start()
    {
        var account = await portal.OpenAccountAsync("acme");
        var events = Stream.Of(700, "", seed: 11, accounts: 1).Select(call => call with { GroupId = "acme-eu" }).ToArray();
        await StoreAsync(events[..500]);
        await StoreAsync(Call("own", "user-1", "acme", 0));

        var outcome = await AssignAsync(TestPortal.Csm(account.AccountId), "acme-eu", account.AccountId);
        var again = await AssignAsync(TestPortal.Csm(account.AccountId), "acme-eu", account.AccountId);
        var verdicts = await StoreAsync(events);

        Assert.Equal(500, outcome.Match(result => result.Events, _ => -1));
        Assert.Equal(0, again.Match(result => result.Events, _ => -1));
        Assert.Equal(500, verdicts.Count(verdict => verdict is Verdict.Duplicate));
        Assert.Equal(200, verdicts.Count(verdict => verdict is Verdict.Accepted));
        Assert.Empty(await ListAsync());
        Assert.Equal(
            Stream.DaysCountedByHand([.. events, Call("own", "user-1", "acme", 0)], TimeZoneInfo.Utc),
            (await Stream.RollUpsAsync(portal.Factory, [account], "acme")).Where(line => line.Contains(" by ", StringComparison.Ordinal)).Select(line => line[1..]));
        Assert.Null((await portal.Get<VerifyUsage>().RunAsync(Ct)).Difference);
    }

    [Fact]
    public async Task A_group_is_given_only_by_who_may_and_only_once()
    {
        var (account, other) = (await portal.OpenAccountAsync("acme"), await portal.OpenAccountAsync("other"));
        await StoreAsync(Call("1", "ann", "acme-eu", 0));

        Assert.IsType<Refusal.NotAllowed>(RefusalOf(await AssignAsync(TestPortal.AdminOf(account.AccountId), "acme-eu", account.AccountId)));
        Assert.IsType<Refusal.NotAllowed>(RefusalOf(await AssignAsync(TestPortal.ProductManager(), "acme-eu", account.AccountId)));
        Assert.IsType<Refusal.NotFound>(RefusalOf(await AssignAsync(TestPortal.Csm(other.AccountId), "acme-eu", account.AccountId)));
        Assert.IsType<Refusal.Conflict>(RefusalOf(await AssignAsync(TestPortal.VendorAdmin(account.AccountId, other.AccountId), "other", account.AccountId)));
        Assert.Single(await ListAsync());
        Assert.False((await portal.Get<ListUnassigned>().RunAsync(TestPortal.MemberOf(account.AccountId), Ct)).Is(out _, out _));
    }

    private static IncomingEvent Call(string id, string user, string? group, int minutes) =>
        new(EventKind.Track, id, FixedClock.Monday.AddMinutes(minutes), user, group, null, "Used", null, null);

    private static Refusal? RefusalOf<T>(Outcome<T> outcome) => outcome.Match<Refusal?>(_ => null, refusal => refusal);

    private Task<Outcome<AssignUnassigned.Result>> AssignAsync(Viewer viewer, string group, Guid account) =>
        portal.Get<AssignUnassigned>().RunAsync(viewer, new(group, account), Ct);

    private async Task<Verdict[]> StoreAsync(params IncomingEvent[] events) =>
        await portal.Get<EventStore>().StoreAsync(await portal.Get<Sources>().FindOrAddAsync("product", Ct), events);

    private async Task<IReadOnlyList<ListUnassigned.Row>> ListAsync() =>
        (await portal.Get<ListUnassigned>().RunAsync(TestPortal.VendorAdmin(), Ct)).Match(rows => rows, refusal => throw new InvalidOperationException(refusal.Message));
}
