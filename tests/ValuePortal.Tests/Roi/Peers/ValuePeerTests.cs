using System.Globalization;
using ValuePortal.Accounts.Desk;
using ValuePortal.Roi.Desk;
using ValuePortal.Roi.Peers;
using ValuePortal.Tests.Milestones;
using ValuePortal.Tests.Support;
using ValuePortal.Usage.Peers;

namespace ValuePortal.Tests.Roi.Peers;

public sealed class ValuePeerTests : IDisposable
{
    private readonly TestPortal portal = new();
    private readonly List<Guid> accounts = [];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => portal.Dispose();

    [Fact]
    public async Task Six_companies_of_one_currency_read_rounded_quartiles_of_the_five_others()
    {
        // One person and ten seats each; 1,687.50 a month for the first, twice as much for the second, up to six times.
        for (var i = 1; i <= 6; i++)
        {
            await OpenAsync(1000 * i, "USD");
        }

        await OpenAsync(90000, "EUR");
        Assert.Equal(new DateOnly(2026, 5, 1), await portal.Get<TakeValueMonth>().RunAsync(Ct));
        Assert.Null(await portal.Get<TakeValueMonth>().RunAsync(Ct));

        var rows = (await portal.Get<ReadValuePeers>().RunAsync(TestPortal.AdminOf(accounts[0]), Ct))!.Rows;
        var person = rows.Single(row => row.Measure is ValueMeasure.PerPerson);
        Assert.Equal((PeerGap.None, 1687.5m, 5100m, 6800m, 8400m, PeerTier.Developing), (person.Gap, person.Own, person.Lower, person.Median, person.Upper, person.Tier!.Value));
        var seat = rows.Single(row => row.Measure is ValueMeasure.PerSeat);
        Assert.Equal((168.75m, 510m, 680m, 840m), (seat.Own, seat.Lower, seat.Median, seat.Upper));

        // Euros have nobody to be compared with, and who sees no money reads hours only.
        Assert.Equal(PeerGap.TooFewOthers, (await portal.Get<ReadValuePeers>().RunAsync(TestPortal.AdminOf(accounts[6]), Ct))!.Rows[0].Gap);
        Assert.Equal([ValueMeasure.HoursPerPerson], (await portal.Get<ReadValuePeers>().RunAsync(TestPortal.MemberOf(accounts[0]), Ct))!.Rows.Select(row => row.Measure));
    }

    [Fact]
    public async Task Taking_part_by_usage_or_by_estimates_alone_tells_nothing_of_value()
    {
        for (var i = 1; i <= 6; i++)
        {
            await OpenAsync(1000, "USD", joins: i < 6, measures: i != 1);
        }

        await portal.Get<TakeValueMonth>().RunAsync(Ct);

        Assert.All((await portal.Get<ReadValuePeers>().RunAsync(TestPortal.AdminOf(accounts[0]), Ct))!.Rows, row => Assert.Equal(PeerGap.NoOwnValue, row.Gap));
        Assert.All((await portal.Get<ReadValuePeers>().RunAsync(TestPortal.AdminOf(accounts[1]), Ct))!.Rows, row => Assert.Equal(PeerGap.TooFewOthers, row.Gap));
        Assert.Empty((await portal.Get<ReadValuePeers>().RunAsync(TestPortal.AdminOf(accounts[5]), Ct))!.Rows);
        Assert.False((await portal.Get<ChooseValuePeers>().RunAsync(TestPortal.MemberOf(accounts[5]), true, Ct)).Is(out _, out _));
    }

    [Theory]
    [InlineData("0", "0")]
    [InlineData("1234.5", "1200")]
    [InlineData("99.6", "100")]
    [InlineData("0.0467", "0.047")]
    public void An_amount_is_told_to_two_figures(string value, string told) => Assert.Equal(
        decimal.Parse(told, CultureInfo.InvariantCulture), TakeValueMonth.Rounded(decimal.Parse(value, CultureInfo.InvariantCulture)));

    private async Task OpenAsync(int perMonth, string currency, bool joins = true, bool measures = true)
    {
        var name = $"company-{accounts.Count}";
        var opened = await portal.OpenAccountAsync(name);
        var account = opened.AccountId;
        accounts.Add(account);
        await using (var db = portal.Factory.ForSystem(account))
        {
            db.Attach(opened).Entity.Currency = currency;
            await db.SaveChangesAsync(Ct);
        }

        var csm = TestPortal.Csm(account);
        await Use.StoreAsync(portal.Services, name, ("2026-05-04T10:00:00", $"{name}-1", "orders"), ("2026-06-10T10:00:00", $"{name}-1", "orders"));
        ValueWorld.Done(await portal.Get<StateSeats>().RunAsync(csm, account, new(2026, 1, 1), 10, Ct));
        ValueWorld.Done(await portal.Get<SetTerms>().RunAsync(csm, account, new() { StartMonth = "2026-01", HorizonYears = "3", DiscountRate = "10" }, Ct));
        var input = ValueWorld.Tickets();
        input.ExpectedPerMonth = perMonth.ToString(CultureInfo.InvariantCulture);
        var driver = ValueWorld.Done(await portal.Get<SaveDriver>().RunAsync(csm, account, null, input, Ct));
        if (measures)
        {
            ValueWorld.Done(await portal.Get<RecordMonth>().RunAsync(csm, account, new() { Driver = driver.ToString(), Month = "2026-05", Level = "13" }, Ct));
        }

        ValueWorld.Done(await portal.Get<SetPeerGroup>().RunAsync(csm, account, "Retail", Ct));
        ValueWorld.Done(await portal.Get<ChoosePeers>().RunAsync(TestPortal.AdminOf(account), true, Ct));
        if (joins)
        {
            ValueWorld.Done(await portal.Get<ChooseValuePeers>().RunAsync(TestPortal.AdminOf(account), true, Ct));
        }
    }
}
