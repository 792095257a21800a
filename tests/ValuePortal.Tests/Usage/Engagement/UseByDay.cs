using ValuePortal.Accounts;
using ValuePortal.Tests.Support;
using ValuePortal.Usage.Events;
using ValuePortal.Usage.Intake;

namespace ValuePortal.Tests.Usage.Engagement;

/// <summary>Sends use of a company to a test's portal, one event for each moment.</summary>
internal static class UseByDay
{
    public static async Task UseAsync(this EventIntake intake, Sources sources, Account account, params (string Person, string At, string? Feature)[] uses)
    {
        var source = await sources.FindOrAddAsync("product", TestContext.Current.CancellationToken);
        IncomingEvent[] events =
        [
            .. uses.Select(use => new IncomingEvent(
                EventKind.Track, $"{use.Person} {use.At} {use.Feature}", DateTimeOffset.Parse(use.At, System.Globalization.CultureInfo.InvariantCulture),
                use.Person, account.ExternalId, null, "Used", use.Feature, null)),
        ];
        await intake.StoreAsync([new IncomingBatch(source, events)], TestContext.Current.CancellationToken);
    }

    public static Task UseAsync(this TestPortal portal, Account account, params (string Person, string At, string? Feature)[] uses) =>
        portal.Get<EventIntake>().UseAsync(portal.Get<Sources>(), account, uses);
}
