using ValuePortal.Accounts;
using ValuePortal.FeatureRequests;
using ValuePortal.FeatureRequests.Desk;
using ValuePortal.FeatureRequests.Scoring;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Tests.Support;

namespace ValuePortal.Tests.FeatureRequests;

public sealed class RankingTests : IDisposable
{
    private readonly TestPortal portal = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => portal.Dispose();

    /// <summary>Published examples: Intercom's of 2000 people, and a set of five (REQUEST-BOARDS 4.2).</summary>
    [Theory]
    [InlineData(2000, 2, 0.8, 4, 800)]
    [InlineData(5, 3, 4, 1, 60)]
    [InlineData(5, 2, 5, 1, 50)]
    [InlineData(4, 5, 3, 2, 30)]
    [InlineData(2, 3, 4, 4, 6)]
    [InlineData(3, 4, 2, 5, 4.8)]
    [InlineData(100, 1, 1, 0.1, 200)] // half a month is the least
    public void Rice_is_what_its_authors_published(decimal reach, decimal impact, decimal confidence, decimal effort, decimal expected) =>
        Assert.Equal(expected, new RiceInputs(reach, impact, confidence, effort).Score);

    /// <summary>The published weighing of ten small payers against one large one, 5 × 10 and 1 × 200 (REQUEST-BOARDS 4.2, Sleekplan).</summary>
    [Fact]
    public void Many_small_payers_win_by_people_and_one_large_payer_by_money()
    {
        var (many, one) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        RankInputs[] requests = [new(many, 50, 5, 5, 5, 0, null, null), new(one, 200, 1, 1, 1, 0, null, null)];

        Assert.Equal(many, Ranking.ByScore(requests, new(0, 0, 1, 1, 0, 0, 0))[0].Id);
        Assert.Equal(one, Ranking.ByScore(requests, new(1, 0, 0, 0, 0, 0, 0))[0].Id);
    }

    [Fact]
    public void A_score_is_the_sum_of_its_parts_and_the_best_of_everything_has_a_hundred()
    {
        RankInputs best = new(Guid.CreateVersion7(), 1000, 9, 20, 3, 40, 10, 0), worst = new(Guid.CreateVersion7(), 0, 0, 0, 0, 0, null, 8), middle = new(Guid.CreateVersion7(), 500, 3, 10, 1, 10, 5, 4);
        var ranked = Ranking.ByScore([worst, middle, best], Weights.Default);

        Assert.Equal([best.Id, middle.Id, worst.Id], ranked.Select(row => row.Id));
        Assert.Equal((100m, 0m), (ranked[0].Score, ranked[2].Score));
        Assert.All(ranked, row => Assert.Equal(row.Score, row.Points.Sum()));

        // By hand: half of 25, a third of 10, half of 15, a third of 15, a quarter of 5, half of 20, half of 10.
        Assert.Equal(12.5m + (10m / 3) + 7.5m + 5 + 1.25m + 10 + 5, ranked[1].Score, 6);
        Assert.All(ranked, row => Assert.Equal(row.Rank, row.BestRank));
    }

    [Fact]
    public void The_spread_of_a_rank_shows_what_hangs_on_one_weight()
    {
        RankInputs money = new(Guid.CreateVersion7(), 1000, 0, 0, 0, 0, null, null), people = new(Guid.CreateVersion7(), 0, 0, 100, 0, 0, null, null);
        var ranked = Ranking.ByScore([money, people], new(11, 0, 10, 0, 0, 0, 0));

        Assert.Equal((money.Id, 1, 1, 2), (ranked[0].Id, ranked[0].Rank, ranked[0].BestRank, ranked[0].WorstRank));
    }

    [Fact]
    public void The_same_score_has_the_same_place() => Assert.Equal([1, 3, 1, 4], Ranking.RanksOf([5, 2, 5, 1]));

    [Fact]
    public async Task Product_reads_a_band_under_three_companies_and_a_sum_from_three_on()
    {
        var groups = new Dictionary<Guid, IReadOnlyCollection<Guid>>();
        var accounts = new List<Guid>();
        foreach (var value in new[] { 20_000m, 30_000m, 60_000m })
        {
            var account = (await portal.OpenAccountAsync()).AccountId;
            accounts.Add(account);
            await using var db = portal.Factory.ForSystem(account);
            db.Add(new ContractTerms { AccountId = account, ValidFrom = new DateOnly(2026, 1, 1), YearlyValue = value, Currency = "EUR" });
            db.Add(new ContractTerms { AccountId = account, ValidFrom = new DateOnly(2027, 1, 1), YearlyValue = 9_000_000, Currency = "EUR" });
            await db.SaveChangesAsync(Ct);
        }

        var (two, three) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        (groups[two], groups[three]) = ([.. accounts.Take(2)], accounts);
        var product = await portal.Get<SumContracts>().RunAsync(TestPortal.ProductManager(), groups, Ct);
        Assert.Equal((null, 50_000m, 100_000m, 2), ((decimal?)product[two].Exact, product[two].From, product[two].To, product[two].Accounts));
        Assert.Equal((110_000m, "EUR", 3), (product[three].Exact, product[three].Currency, product[three].TierPoints));

        var admin = await portal.Get<SumContracts>().RunAsync(TestPortal.VendorAdmin([.. accounts]), groups, Ct);
        Assert.Equal(50_000m, admin[two].Exact);
        Assert.Equal(product[two].Ranked, admin[two].Ranked); // the order is the same for both, and tells product no more than the band
        Assert.All((await portal.Get<SumContracts>().RunAsync(TestPortal.MemberOf(accounts[0], seesMoney: true), groups, Ct)).Values, sum => Assert.Null(sum.Currency));
    }

    [Fact]
    public async Task The_ranking_has_what_product_stated_and_only_product_states_it()
    {
        var ann = await portal.MemberAsync((await portal.OpenAccountAsync()).AccountId);
        var product = await portal.ProductManagerAsync();
        var (one, two) = (await portal.AskAsync(ann, "The one that fits very well"), await portal.AskAsync(ann, "The one that does not fit"));
        Assert.False((await portal.Get<AssessRequest>().RunAsync(TestPortal.Csm(ann.AccountId!.Value), one, new(10, null, null, null, null), Ct)).Is(out _, out var refusal));
        Assert.IsType<Refusal.NotAllowed>(refusal);
        Assert.False((await portal.Get<AssessRequest>().RunAsync(product, one, new(11, 0, -1, 7, 33), Ct)).Is(out _, out var invalid));
        Assert.Equal(5, Assert.IsType<Refusal.Invalid>(invalid).Errors.Count);
        Assert.True((await portal.Get<AssessRequest>().RunAsync(product, one, new(10, 4, 2000, 2, 80), Ct)).Is(out _, out _));

        var ranking = await portal.Get<RankRequests>().RunAsync(product, ct: Ct);

        Assert.Equal([one, two], ranking.Rows.Select(row => row.Id));
        Assert.Equal((800m, null), (ranking.Rows[0].Rice, ranking.Rows[1].Rice));
        Assert.Empty((await portal.Get<RankRequests>().RunAsync(ann, ct: Ct)).Rows);
    }

    [Fact]
    public async Task A_vote_that_staff_recorded_says_so_and_is_the_persons_to_take_back()
    {
        var account = (await portal.OpenAccountAsync()).AccountId;
        var other = (await portal.OpenAccountAsync()).AccountId;
        var (ann, bob) = (await portal.MemberAsync(account), await portal.AddCustomerAsync(account, "bob@customer.example"));
        await portal.AddCustomerAsync(other, "eve@elsewhere.example");
        var request = await portal.AskAsync(ann);
        var csm = TestPortal.ViewerOf(await portal.AddStaffAsync("csm@vendor.example", PersonRole.Csm), account);

        Assert.True((await portal.Get<RecordVote>().RunAsync(csm, request, new("Bob@Customer.example", RequestSource.Call), Ct)).Is(out var done, out _));
        Assert.Equal(2, done.Votes);
        Assert.False((await portal.Get<RecordVote>().RunAsync(csm, request, new("eve@elsewhere.example", RequestSource.Call), Ct)).Is(out _, out _));
        Assert.False((await portal.Get<RecordVote>().RunAsync(csm, request, new("bob@customer.example", RequestSource.Portal), Ct)).Is(out _, out _));
        var he = TestPortal.ViewerOf(bob);
        Assert.True((await portal.Get<ReadRequest>().RunAsync(he, request, Ct)).Is(out var seen, out _));
        Assert.Equal((true, RequestSource.Call), (seen.VotedByMe, seen.RecordedFrom));

        Assert.True((await portal.Get<CastVote>().RunAsync(he, request, false, Ct)).Is(out _, out _));
        Assert.False((await portal.Get<RecordVote>().RunAsync(csm, request, new("bob@customer.example", RequestSource.Call), Ct)).Is(out _, out var refusal));
        Assert.IsType<Refusal.Conflict>(refusal);
        Assert.True((await portal.Get<CastVote>().RunAsync(he, request, true, Ct)).Is(out _, out _));
        Assert.True((await portal.Get<ReadRequest>().RunAsync(he, request, Ct)).Is(out var own, out _));
        Assert.Null(own.RecordedFrom);
    }

    [Fact]
    public async Task Many_are_changed_at_once_and_those_that_cannot_be_are_counted()
    {
        var ann = await portal.MemberAsync((await portal.OpenAccountAsync()).AccountId);
        var product = await portal.ProductManagerAsync();
        var (one, two) = (await portal.AskAsync(ann, "The first of two wishes"), await portal.AskAsync(ann, "The second of two wishes"));
        await portal.Get<AnswerRequest>().RunAsync(product, two, new(RequestStatus.Released, "Here.", 0), Ct);

        Assert.True((await portal.Get<ChangeMany>().RunAsync(product, new([one, two, Guid.CreateVersion7()], RequestStatus.Planned, product.PersonId, null), Ct)).Is(out var done, out _));

        Assert.Equal((1, 2), (done.Changed, done.Refused));
        var mine = Assert.Single((await portal.Get<ListForDesk>().RunAsync(product, new(Owner: ListForDesk.Owner.Me), Ct)).Rows);
        Assert.Equal((one, RequestStatus.Planned), (mine.Id, mine.Status));
        Assert.False((await portal.Get<ChangeMany>().RunAsync(product, new([one], RequestStatus.NotPlanned, null, null), Ct)).Is(out _, out _));

        Assert.True((await portal.Get<KeepView>().AddAsync(product, "Mine", "owner=me", Ct)).Is(out var view, out _));
        Assert.Equal("owner=me", Assert.Single(await portal.Get<KeepView>().ListAsync(product, Ct)).Query);
        await portal.Get<KeepView>().RemoveAsync(await portal.ProductManagerAsync(), view, Ct);
        Assert.Single(await portal.Get<KeepView>().ListAsync(product, Ct));
    }

    [Fact]
    public async Task What_staff_enter_is_the_persons_own_request()
    {
        var account = (await portal.OpenAccountAsync()).AccountId;
        var bob = await portal.AddCustomerAsync(account, "bob@customer.example");
        var csm = TestPortal.ViewerOf(await portal.AddStaffAsync("csm@vendor.example", PersonRole.Csm), account);
        var wish = new SubmitRequest.Input("Print labels without a download", "Each label is a file.", Guid.CreateVersion7(), HowOften: HowOften.Daily);

        Assert.True((await portal.Get<EnterRequest>().RunAsync(csm, new("bob@customer.example", RequestSource.Ticket, "T-17", wish), Ct)).Is(out var id, out var refusal), refusal?.Message);
        Assert.True((await portal.Get<EnterRequest>().RunAsync(csm, new("bob@customer.example", RequestSource.Ticket, "T-17", wish), Ct)).Is(out var again, out _));

        Assert.Equal(id, again);
        Assert.True((await portal.Get<ReadRequest>().RunAsync(TestPortal.ViewerOf(bob), id, Ct)).Is(out var seen, out _));
        Assert.Equal((bob.Name, true, RequestSource.Ticket, HowOften.Daily), (seen.RaisedBy, seen.VotedByMe, seen.RecordedFrom, seen.HowOften));
        Assert.True((await portal.Get<ReadForDesk>().RunAsync(csm, id, Ct)).Is(out var desk, out _));
        Assert.Equal(("T-17", csm.Name), (desk.SourceReference, desk.EnteredBy));
    }

    [Fact]
    public async Task Of_two_who_put_it_in_other_words_the_later_is_told_and_the_index_follows()
    {
        var ann = await portal.MemberAsync((await portal.OpenAccountAsync()).AccountId);
        var (first, second) = (await portal.ProductManagerAsync(), await portal.ProductManagerAsync());
        var request = await portal.AskAsync(ann);

        Assert.True((await portal.Get<EditRequest>().RunAsync(first, request, RequestWording.Of("Dark colours at night", "The screens blind us."), 0, Ct)).Is(out _, out _));
        Assert.False((await portal.Get<EditRequest>().RunAsync(second, request, RequestWording.Of("Something else entirely", "Mine."), 0, Ct)).Is(out _, out var refusal));

        Assert.IsType<Refusal.Conflict>(refusal);
        Assert.Equal([request], (await portal.Get<ValuePortal.FeatureRequests.Similar.FindSimilar>().RunAsync(ann, "dark colour", ct: Ct)).Select(row => row.Id));
        Assert.Empty(await portal.Get<ValuePortal.FeatureRequests.Similar.FindSimilar>().RunAsync(ann, "export usage", ct: Ct));
    }
}
