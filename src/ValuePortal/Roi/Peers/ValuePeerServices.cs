using ValuePortal.Platform;

namespace ValuePortal.Roi.Peers;

internal static class ValuePeerServices
{
    /// <summary>The comparison of value with peers: who takes part, the months that were taken, and what an account reads of them.</summary>
    public static IServiceCollection AddValuePeers(this IServiceCollection services) => services
        .AddSingleton(ValuePeerMetrics.Catalog)
        .AddScoped<MeasureValue>()
        .AddScoped<TakeValueMonth>()
        .AddScoped<ReadValuePeers>()
        .AddScoped<ChooseValuePeers>()
        .AddRounds<TakeValueMonth>(TimeSpan.FromHours(6), (take, ct) => take.RunAsync(ct));
}
