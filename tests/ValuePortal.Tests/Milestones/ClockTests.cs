using System.Globalization;
using Microsoft.EntityFrameworkCore;
using ValuePortal.Accounts;
using ValuePortal.Milestones.Clocks;
using ValuePortal.Milestones.Plans;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Tests.Support;

namespace ValuePortal.Tests.Milestones;

/// <summary>From contract to value, and who waited for whom. Today is Monday, 15 June 2026.</summary>
public sealed class ClockTests : IAsyncLifetime
{
    private readonly TestPortal portal = new();
    private Guid account;
    private Viewer csm = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        account = await OpenAsync("fabrikam", "2026-05-01");
        csm = TestPortal.Csm(account);
    }

    public ValueTask DisposeAsync() => portal.DisposeAsync();

    [Theory]
    [InlineData("2026-05-01", "2026-05-31", "2026-05-10", "2026-05-14", 30, 4)] // waited from the 10th, went on on the 14th
    [InlineData("2026-05-01", null, "2026-06-10", null, 45, 5)] // both still run
    [InlineData("2026-05-01", "2026-05-31", "2026-04-20", "2026-05-03", 30, 2)] // only what lies within
    [InlineData("2026-05-01", "2026-05-31", "2026-05-29", null, 30, 2)]
    [InlineData("2026-05-01", "2026-05-31", "2026-06-02", "2026-06-05", 30, 0)]
    [InlineData("2026-05-01", "2026-04-20", "2026-05-02", "2026-05-05", 0, 0)] // use came before the contract
    [InlineData("2024-02-28", "2024-03-01", "2024-02-29", "2024-03-01", 2, 1)]
    public void Days_of_waiting_are_counted_within_the_clock(string from, string? to, string waitFrom, string? waitUntil, int days, int waited)
    {
        var clock = ValueClock.Of(Day(from), to is null ? null : Day(to), Day("2026-06-15"), [new Wait(Side.Customer, Day(waitFrom), waitUntil is null ? null : Day(waitUntil))]);

        Assert.Equal((days, waited, 0, days - waited), (clock.Days, clock.ForCustomer, clock.ForVendor, clock.Working));
    }

    [Fact]
    public async Task The_clocks_run_from_contract_over_first_value_to_business_value()
    {
        Done(await NoteAsync(Side.Customer, "2026-05-04", "2026-05-11", "Access to the test system"));
        Done(await NoteAsync(Side.Vendor, "2026-05-25", "2026-05-27", "Import was broken"));
        var id = Done(await portal.Get<AddMilestone>().RunAsync(csm, account, new("Month closed in the product", Day("2026-06-10"), ProvesValue: true), Ct));
        Assert.Equal((45, 7, 2), await FirstLegAsync());

        // Three people within a week: that is first value.
        await Use.StoreAsync(portal.Services, "fabrikam", ("2026-05-18T08:00", "ann", "orders"), ("2026-05-19T08:00", "bob", "orders"), ("2026-05-20T08:00", "carl", "orders"));
        Assert.Equal((19, 7, 0), await FirstLegAsync());

        Done(await portal.Get<SignOffMilestone>().RunAsync(csm, account, id, new(true, Day("2026-06-05")), Ct));
        Assert.Null((await ClocksAsync()).ToBusinessValue.To);
        Done(await portal.Get<SignOffMilestone>().RunAsync(TestPortal.AdminOf(account), account, id, new(true, Day("2026-06-05")), Ct));
        var business = (await ClocksAsync()).ToBusinessValue;
        Assert.Equal((Day("2026-05-20"), Day("2026-06-05"), 16, 0, 2), (business.From, business.To, business.Days, business.ForCustomer, business.ForVendor));

        async Task<(int, int, int)> FirstLegAsync()
        {
            var first = (await ClocksAsync()).ToFirstValue;
            return (first.Days, first.ForCustomer, first.ForVendor);
        }
    }

    [Fact]
    public async Task No_day_is_waited_twice_and_only_staff_note_it()
    {
        var id = Done(await NoteAsync(Side.Customer, "2026-06-01", null, "List of users"));

        Assert.IsType<Refusal.Conflict>(Refused(await NoteAsync(Side.Vendor, "2026-06-10", "2026-06-12", "Import")));
        Assert.IsType<Refusal.Conflict>(Refused(await NoteAsync(Side.Vendor, "2026-05-20", "2026-06-02", "Import")));
        Assert.Equal("Until", Assert.Single(Assert.IsType<Refusal.Invalid>(Refused(await NoteAsync(Side.Vendor, "2026-05-20", "2026-05-20", "Import"))).Errors.Keys));
        Done(await portal.Get<NotePause>().EndAsync(csm, account, id, Ct));
        Done(await NoteAsync(Side.Vendor, "2026-06-15", null, "Import"));
        Assert.IsType<Refusal.NotAllowed>(Refused(await portal.Get<NotePause>().RunAsync(TestPortal.AdminOf(account), account, new(Side.Vendor, Day("2026-05-01"), null, "x"), Ct)));
        Assert.IsType<Refusal.NotFound>(Refused(await portal.Get<NotePause>().EndAsync(TestPortal.Csm(), account, id, Ct)));
    }

    [Fact]
    public async Task Accounts_without_first_value_stand_oldest_first_with_who_waits_and_what_is_next()
    {
        var young = await OpenAsync("contoso", "2026-06-11");
        var both = TestPortal.Csm(account, young);
        Done(await portal.Get<NotePause>().RunAsync(both, young, new(Side.Customer, Day("2026-06-13"), null, "List of users"), Ct));
        Done(await portal.Get<AddMilestone>().RunAsync(both, account, new("Kick-off", Day("2026-06-20")), Ct));

        var rows = await portal.Get<ListFirstDays>().RunAsync(both, Ct);

        Assert.Equal(
            [("fabrikam", 45, 45, false, "Kick-off", null), ("contoso", 4, 2, true, null, "List of users")],
            rows.Select(row => (row.Name, row.Day, row.Working, row.IsInFirstWeek, row.Next?.Title, row.Waits?.Reason)));
        Assert.Empty(await portal.Get<ListFirstDays>().RunAsync(TestPortal.AdminOf(account), Ct));
    }

    private async Task<Guid> OpenAsync(string name, string contractFrom)
    {
        var opened = await portal.OpenAccountAsync(name, name);
        await using var db = portal.Factory.ForSystem(opened.AccountId);
        (await db.Set<Account>().SingleAsync(row => row.AccountId == opened.AccountId, Ct)).GoLiveOn = Day(contractFrom);
        await db.SaveChangesAsync(Ct);
        return opened.AccountId;
    }

    private async Task<ReadClocks.Result> ClocksAsync()
    {
        var viewer = TestPortal.MemberOf(account);
        return await portal.Get<ReadClocks>().RunAsync(viewer, Done(await portal.Get<ReadPlan>().RunAsync(viewer, Ct)), Ct);
    }

    private Task<Outcome<Guid>> NoteAsync(Side side, string from, string? until, string reason) =>
        portal.Get<NotePause>().RunAsync(csm, account, new(side, Day(from), until is null ? null : Day(until), reason), Ct);

    private static DateOnly Day(string written) => DateOnly.ParseExact(written, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static T Done<T>(Outcome<T> outcome) => outcome.Match(done => done, refusal => throw new InvalidOperationException(refusal.Message));

    private static Refusal Refused<T>(Outcome<T> outcome) => outcome.Match(done => throw new InvalidOperationException($"Granted: {done}"), refusal => refusal);
}
