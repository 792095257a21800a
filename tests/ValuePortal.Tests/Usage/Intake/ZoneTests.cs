using ValuePortal.Tests.Support;
using ValuePortal.Usage.Events;
using ValuePortal.Usage.Intake;

namespace ValuePortal.Tests.Usage.Intake;

/// <summary>The days of an account are those of its zone, on the nights the clocks change too, and of another zone once it has one.</summary>
public sealed class ZoneTests : IDisposable
{
    // Nights on which something happens in one of the zones below, leap day and turn of a year among them.
    private static readonly string[] s_nights =
    [
        "2026-03-08", "2026-11-01", "2026-04-05", "2026-10-04", "2011-12-29", "2011-12-30", "2011-12-31", "2024-02-29", "2025-12-31", "2026-01-01", "2026-06-15",
    ];

    private readonly TestPortal portal = new();

    private static CancellationToken Ct => Xunit.TestContext.Current.CancellationToken;

    public void Dispose() => portal.Dispose();

    [Theory]
    [InlineData("UTC")]
    [InlineData("America/New_York")]
    [InlineData("Australia/Lord_Howe")]
    [InlineData("Asia/Kathmandu")]
    [InlineData("Pacific/Apia")]
    [InlineData("Pacific/Kiritimati")]
    public async Task Days_are_those_of_the_zone_and_lose_no_event(string zone)
    {
        var account = await portal.OpenAccountAsync("acme", timeZone: zone);
        var events = Events();
        await StoreAsync(events);

        var days = await DaysAsync(account);

        Assert.Equal(Stream.DaysCountedByHand(events, TimeZoneInfo.FindSystemTimeZoneById(zone)), days);
        Assert.Equal(events.Length, days.Where(line => line.Contains(" -: ", StringComparison.Ordinal)).Sum(EventsOf));
    }

    [Fact]
    public async Task A_change_of_zone_makes_the_days_anew()
    {
        var account = await portal.OpenAccountAsync("acme");
        var events = Events();
        await StoreAsync([.. events.Skip(100)]);
        foreach (var zone in new[] { "Pacific/Apia", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "Pacific/Kiritimati", "UTC" })
        {
            var outcome = await portal.Get<ReRollDays>().RunAsync(TestPortal.Csm(account.AccountId), new(account.AccountId, zone), Ct);

            Assert.True(outcome.Is(out _, out _));
            Assert.Equal(Stream.DaysCountedByHand(events.Skip(100), TimeZoneInfo.FindSystemTimeZoneById(zone)), await DaysAsync(account));
            Assert.Null((await portal.Get<VerifyUsage>().RunAsync(Ct)).Difference);
        }

        await portal.Get<ReRollDays>().RunAsync(TestPortal.Csm(account.AccountId), new(account.AccountId, "Pacific/Apia"), Ct);
        await StoreAsync([.. events.Take(100)]);
        Assert.Equal(Stream.DaysCountedByHand(events, TimeZoneInfo.FindSystemTimeZoneById("Pacific/Apia")), await DaysAsync(account));
    }

    [Fact]
    public async Task Nobody_changes_the_zone_of_an_account_that_is_not_in_care()
    {
        var account = await portal.OpenAccountAsync("acme");

        Assert.False((await portal.Get<ReRollDays>().RunAsync(TestPortal.Csm(), new(account.AccountId, "Asia/Tokyo"), Ct)).Is(out _, out _));
        Assert.False((await portal.Get<ReRollDays>().RunAsync(TestPortal.AdminOf(account.AccountId), new(account.AccountId, "Asia/Tokyo"), Ct)).Is(out _, out _));
        Assert.False((await portal.Get<ReRollDays>().RunAsync(TestPortal.Csm(account.AccountId), new(account.AccountId, "Mars/Olympus"), Ct)).Is(out _, out _));
    }

    private static IncomingEvent[] Events()
    {
        var chance = new Random(17);
        return [.. s_nights.SelectMany(night => Enumerable.Range(0, 120).Select(_ => DateTimeOffset.Parse(night + "T00:00:00Z", System.Globalization.CultureInfo.InvariantCulture)
                .AddSeconds(chance.Next(-24 * 3600, 48 * 3600))))
            .Select((at, i) => new IncomingEvent(EventKind.Track, $"z-{i}", at, $"user-{i % 7}", "acme", null, "Used", i % 3 == 0 ? null : $"feature-{i % 5}", null))
            .Shuffled(chance)];
    }

    private static int EventsOf(string line) => int.Parse(line.Split(": ")[1].Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture);

    private async Task StoreAsync(IncomingEvent[] events) =>
        Assert.All(await portal.Get<EventStore>().StoreAsync(await portal.Get<Sources>().FindOrAddAsync("product", Ct), events), verdict => Assert.Equal(Verdict.Accepted, verdict));

    private async Task<List<string>> DaysAsync(ValuePortal.Accounts.Account account) =>
        [.. (await Stream.RollUpsAsync(portal.Factory, [account], "acme")).Where(line => line.Contains(" by ", StringComparison.Ordinal)).Select(line => line[1..])];
}
