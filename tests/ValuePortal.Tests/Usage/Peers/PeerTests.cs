using System.Globalization;
using Microsoft.EntityFrameworkCore;
using ValuePortal.Accounts.Desk;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Audit;
using ValuePortal.Tests.Milestones;
using ValuePortal.Tests.Support;
using ValuePortal.Usage.Peers;

namespace ValuePortal.Tests.Usage.Peers;

public sealed class PeerTests : IAsyncLifetime
{
    private readonly TestPortal portal = new();
    private readonly List<Guid> accounts = [];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => portal.DisposeAsync();

    [Fact]
    public void With_fewer_than_five_others_nothing_is_told()
    {
        Assert.Equal(new PeerComparison(PeerGap.TooFewOthers), PeerRules.Compare(0.5m, Others(0.1m, 0.2m, 0.3m, 0.4m)));
        Assert.Equal(PeerGap.None, PeerRules.Compare(0.5m, Others(0.1m, 0.2m, 0.3m, 0.4m, 0.5m)).Gap);
    }

    [Fact]
    public void With_one_of_more_than_half_nothing_is_told()
    {
        PeerValue[] others = [new(0.1m, 10), new(0.2m, 10), new(0.3m, 10), new(0.4m, 10), new(0.5m, 41)];

        Assert.Equal(new PeerComparison(PeerGap.OneDominates), PeerRules.Compare(0.5m, others));
        Assert.Equal(PeerGap.None, PeerRules.Compare(0.5m, [.. others[..4], new(0.5m, 40)]).Gap);
    }

    [Fact]
    public void Without_an_own_value_nothing_is_told() =>
        Assert.Equal(new PeerComparison(PeerGap.NoOwnValue), PeerRules.Compare(null, Others(0.1m, 0.2m, 0.3m, 0.4m, 0.5m)));

    [Fact]
    public void Quartiles_are_of_the_others_and_in_whole_per_cent()
    {
        var comparison = PeerRules.Compare(0.99m, Others(0.104m, 0.206m, 0.308m, 0.402m, 0.501m));

        Assert.Equal((0.21m, 0.31m, 0.40m, 1m), (comparison.Lower, comparison.Median, comparison.Upper, comparison.Percentile));
    }

    [Theory]
    [InlineData(0, PeerTier.Developing)]
    [InlineData(0.1, PeerTier.Entry)]
    [InlineData(0.25, PeerTier.Emerging)]
    [InlineData(0.5, PeerTier.Competitor)]
    [InlineData(0.75, PeerTier.Strong)]
    [InlineData(0.9, PeerTier.Leader)]
    [InlineData(1, PeerTier.Leader)]
    public void A_position_is_a_word(double percentile, PeerTier tier) => Assert.Equal(tier, PeerRules.TierOf((decimal)percentile));

    [Fact]
    public async Task Six_companies_of_one_group_read_the_quartiles_of_the_five_others()
    {
        await OpenAsync(6, people: i => i + 1);

        Assert.Equal(new DateOnly(2026, 5, 1), await portal.Get<TakePeerMonth>().RunAsync(Ct));

        // 10 seats each; the first has 1 person, the others have 2 to 6.
        var row = (await ReadAsync(accounts[0])).Rows.Single(row => row.Measure is PeerMeasure.SeatsUsed);
        Assert.Equal((PeerGap.None, 0.1m, 0.3m, 0.4m, 0.5m), (row.Gap, row.Own, row.Lower, row.Median, row.Upper));
        Assert.Equal(PeerTier.Developing, row.Tier);
        Assert.Equal(PeerTier.Leader, (await ReadAsync(accounts[5])).Rows.Single(found => found.Measure is PeerMeasure.SeatsUsed).Tier);
    }

    [Fact]
    public async Task Five_companies_of_one_group_are_one_too_few()
    {
        await OpenAsync(5, people: i => i + 1);
        await portal.Get<TakePeerMonth>().RunAsync(Ct);

        Assert.All((await ReadAsync(accounts[0])).Rows, row => Assert.Equal((PeerGap.TooFewOthers, null, null), (row.Gap, row.Median, row.Tier)));
    }

    [Fact]
    public async Task Who_joins_or_leaves_later_or_changes_its_group_changes_nothing_in_a_month_that_was_taken()
    {
        await OpenAsync(6, people: i => i + 1);
        await portal.Get<TakePeerMonth>().RunAsync(Ct);
        var before = (await ReadAsync(accounts[0])).Rows;

        await ChooseAsync(accounts[1], false);
        await GroupAsync(accounts[2], "Others");
        await OpenAsync(1, people: _ => 9);
        Assert.Null(await portal.Get<TakePeerMonth>().RunAsync(Ct));

        Assert.Equal(before, (await ReadAsync(accounts[0])).Rows);
        Assert.Empty((await ReadAsync(accounts[1])).Rows);
        Assert.Null((await ReadAsync(accounts[6])).Month);

        // A month later those who left are missed: three others are too few.
        portal.Clock.Now = portal.Clock.Now.AddMonths(1);
        await portal.Get<TakePeerMonth>().RunAsync(Ct);
        Assert.All((await ReadAsync(accounts[0])).Rows, row => Assert.NotEqual(PeerGap.None, row.Gap));
    }

    [Fact]
    public async Task Who_does_not_take_part_reads_nothing_and_goes_into_nothing()
    {
        await OpenAsync(6, people: i => i + 1);
        await ChooseAsync(accounts[5], false);
        await portal.Get<TakePeerMonth>().RunAsync(Ct);

        Assert.Empty((await ReadAsync(accounts[5])).Rows);
        Assert.All((await ReadAsync(accounts[0])).Rows, row => Assert.Equal(PeerGap.TooFewOthers, row.Gap));
        await using var db = portal.Factory.ForSystem(accounts[5]);
        Assert.False(await db.Set<PeerFigure>().AnyAsync(row => row.AccountId == accounts[5], Ct));
    }

    [Fact]
    public async Task Only_the_customers_admin_joins_and_only_staff_set_the_group()
    {
        await OpenAsync(1, people: _ => 1);
        var account = accounts[0];
        var choose = portal.Get<ChoosePeers>();
        var set = portal.Get<SetPeerGroup>();

        Assert.False((await choose.RunAsync(TestPortal.MemberOf(account), true, Ct)).Is(out _, out _));
        Assert.False((await choose.RunAsync(TestPortal.Csm(account), true, Ct)).Is(out _, out _));
        Assert.False((await set.RunAsync(TestPortal.AdminOf(account), account, "Mine", Ct)).Is(out _, out _));
        Assert.False((await set.RunAsync(TestPortal.Csm(), account, "Mine", Ct)).Is(out _, out _));
        await using var db = portal.Factory.ForSystem(account);
        var noted = await db.Set<AuditEntry>().Where(entry => entry.AccountId == account).Select(entry => entry.Action).ToListAsync(Ct);
        Assert.Contains("peers-joined", noted);
        Assert.Contains("peer-group-set", noted);
    }

    private static PeerValue[] Others(params decimal[] values) => [.. values.Select(value => new PeerValue(value, 10))];

    private async Task OpenAsync(int count, Func<int, int> people)
    {
        for (var i = 0; i < count; i++)
        {
            var name = $"company-{accounts.Count}";
            var account = (await portal.OpenAccountAsync(name)).AccountId;
            accounts.Add(account);
            await Use.StoreAsync(portal.Services, name, [.. Enumerable.Range(1, people(i)).Select(person =>
                (string.Create(CultureInfo.InvariantCulture, $"2026-05-{person:00}T10:00:00"), $"{name}-{person}", (string?)"orders"))]);
            Assert.True((await portal.Get<StateSeats>().RunAsync(TestPortal.Csm(account), account, new(2026, 1, 1), 10, Ct)).Is(out _, out _));
            await GroupAsync(account, "Retail");
            await ChooseAsync(account, true);
        }
    }

    private async Task GroupAsync(Guid account, string group) =>
        Assert.True((await portal.Get<SetPeerGroup>().RunAsync(TestPortal.Csm(account), account, group, Ct)).Is(out _, out _));

    private async Task ChooseAsync(Guid account, bool takesPart) =>
        Assert.True((await portal.Get<ChoosePeers>().RunAsync(TestPortal.AdminOf(account), takesPart, Ct)).Is(out _, out _));

    private async Task<ReadPeers.Result> ReadAsync(Guid account) =>
        (await portal.Get<ReadPeers>().RunAsync(TestPortal.MemberOf(account), Ct)).Match(result => result, refusal => throw new InvalidOperationException(refusal.Message));
}
