using ValuePortal.Usage.Events;
using ValuePortal.Usage.Intake;

namespace ValuePortal.Tests.Milestones;

/// <summary>People use the product: track events through the real intake, one message id each.</summary>
internal static class Use
{
    private static int s_next;

    /// <param name="services">The portal's.</param>
    /// <param name="externalId">The account as the product names it.</param>
    /// <param name="uses">When (UTC), who, with which feature.</param>
    public static async Task StoreAsync(IServiceProvider services, string externalId, params (string At, string Person, string? Feature)[] uses)
    {
        var ct = TestContext.Current.CancellationToken;
        var source = await services.GetRequiredService<Sources>().FindOrAddAsync("product", ct);
        var events = uses.Select(use => new IncomingEvent(
            EventKind.Track, $"use-{Interlocked.Increment(ref s_next)}", DateTimeOffset.Parse(use.At + "Z", System.Globalization.CultureInfo.InvariantCulture),
            use.Person, externalId, null, "used", use.Feature, null)).ToList();
        var verdicts = await services.GetRequiredService<EventIntake>().StoreAsync([new IncomingBatch(source, events)], ct);
        Assert.All(verdicts.Single(), verdict => Assert.Equal(Verdict.Accepted, verdict));
    }
}
