using ValuePortal.Accounts;
using ValuePortal.Accounts.Desk;
using ValuePortal.Platform.Access;
using ValuePortal.Tests.Milestones;
using ValuePortal.Tests.Support;
using ValuePortal.Usage.Adoption.Seats;

namespace ValuePortal.Tests.Usage.Adoption;

public sealed class SeatTests : IAsyncLifetime
{
    private readonly TestPortal portal = new();
    private Guid account;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => account = (await portal.OpenAccountAsync("fabrikam", "Fabrikam Retail")).AccountId;

    public ValueTask DisposeAsync() => portal.DisposeAsync();

    [Theory]
    [InlineData(1, 0.05, SeatLight.None)]
    [InlineData(2, 0.0999, SeatLight.Red)]
    [InlineData(2, 0.10, SeatLight.Yellow)]
    [InlineData(5, 0.50, SeatLight.Yellow)]
    [InlineData(5, 0.501, SeatLight.Green)]
    [InlineData(6, 0.50, SeatLight.Red)]
    [InlineData(8, 0.75, SeatLight.Yellow)]
    [InlineData(8, 0.76, SeatLight.Green)]
    [InlineData(9, 0.75, SeatLight.Red)]
    [InlineData(40, 0.751, SeatLight.Green)]
    public void The_light_expects_more_of_an_older_contract(int months, double share, SeatLight light) =>
        Assert.Equal(light, SeatLights.OfUtilisation((decimal)share, months));

    [Theory]
    [InlineData(0.499, SeatLight.Red)]
    [InlineData(0.5, SeatLight.Yellow)]
    [InlineData(0.799, SeatLight.Yellow)]
    [InlineData(0.8, SeatLight.Green)]
    public void Engagement_has_its_own_thresholds(double share, SeatLight light) => Assert.Equal(light, SeatLights.OfEngagement((decimal)share));

    [Theory]
    [InlineData("2026-01-31", "2026-02-28", 1)]
    [InlineData("2026-01-15", "2026-03-14", 1)]
    [InlineData("2026-01-15", "2026-03-15", 2)]
    public void Months_of_a_contract_are_whole_ones(string from, string to, int months) =>
        Assert.Equal(months, SeatLights.MonthsBetween(RealLog.Day(from), RealLog.Day(to)));

    [Fact]
    public async Task Seats_are_set_beside_the_people_of_thirty_days_and_those_who_fell_quiet()
    {
        await StateAsync(new(2026, 1, 1), 4);
        await StateAsync(new(2026, 6, 1), 10, 120);
        await UseAsync();

        var report = await ReadAsync(TestPortal.AdminOf(account));

        // Data until 14 June; the 30 days begin on 16 May, so that cat (15 May) is quiet and dan (16 May) is not.
        Assert.Equal(new SeatsOnDay(new(2026, 6, 14), 10, 3, 4, 2), report.Now);
        Assert.Equal((1, 7), (report.Now!.Dormant, report.Now.Unused));
        Assert.Equal([(new DateOnly(2026, 5, 31), 4), (new DateOnly(2026, 6, 14), 10)], report.Months.Select(month => (month.Day, month.Bought!.Value)));
        Assert.Equal(report.Now, report.Months[^1]);
        Assert.Equal((5, SeatLight.Yellow, SeatLight.Red), (report.ContractMonths, report.UtilisationLight, report.EngagementLight));
        Assert.Equal(new UnusedMoney(120, 840, "USD"), report.Money);
    }

    [Fact]
    public async Task Who_does_not_see_money_is_told_no_price()
    {
        await StateAsync(new(2026, 1, 1), 10, 120);
        await UseAsync();

        Assert.NotNull((await ReadAsync(TestPortal.MemberOf(account, seesMoney: true))).Money);
        Assert.Null((await ReadAsync(TestPortal.MemberOf(account))).Money);
        Assert.All(await portal.Get<ListSeats>().RunAsync(TestPortal.MemberOf(account), Ct), seats => Assert.Equal((null, null), (seats.YearlyPrice, seats.Currency)));
    }

    [Fact]
    public async Task Without_a_price_or_without_seats_there_is_no_money_and_no_light()
    {
        await UseAsync();
        var unstated = await ReadAsync(TestPortal.AdminOf(account));
        await StateAsync(new(2026, 6, 1), 10);
        var unpriced = await ReadAsync(TestPortal.AdminOf(account));

        Assert.Equal((null, null, SeatLight.None, SeatLight.None), (unstated.Now!.Bought, unstated.Money, unstated.UtilisationLight, unstated.EngagementLight));
        Assert.Null(unpriced.Money);
        Assert.Equal((0, SeatLight.None), (unpriced.ContractMonths, unpriced.UtilisationLight));
    }

    private Task UseAsync() => Use.StoreAsync(portal.Services, "fabrikam",
        ("2026-05-15T10:00:00", "cat", "orders"), ("2026-05-16T10:00:00", "dan", "orders"), ("2026-06-10T10:00:00", "ann", "orders"), ("2026-06-14T10:00:00", "ben", null));

    private async Task StateAsync(DateOnly from, int seats, decimal? price = null) =>
        Assert.True((await portal.Get<StateSeats>().RunAsync(TestPortal.Csm(account), account, from, seats, price, Ct)).Is(out _, out _));

    private async Task<SeatReport> ReadAsync(Viewer viewer) =>
        (await portal.Get<ReadSeatUse>().RunAsync(viewer, Ct)).Match(report => report, refusal => throw new InvalidOperationException(refusal.Message));
}
