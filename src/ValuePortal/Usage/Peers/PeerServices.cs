using ValuePortal.Accounts.Desk;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Usage.Pages;

namespace ValuePortal.Usage.Peers;

internal static class PeerServices
{
    /// <summary>The comparison with peers: who takes part, the months that were taken, and what an account reads of them.</summary>
    public static IServiceCollection AddPeers(this IServiceCollection services) => services
        .AddSingleton(PeerMetrics.Catalog)
        .AddScoped<MeasureMonth>()
        .AddScoped<TakePeerMonth>()
        .AddScoped<ReadPeers>()
        .AddScoped<ChoosePeers>()
        .AddScoped<SetPeerGroup>()
        .AddScoped<ReadPeerGroup>()
        .AddScoped<FindPeerGroup>()
        .AddRounds<TakePeerMonth>(TimeSpan.FromHours(6), (take, ct) => take.RunAsync(ct))
        .AddUsageTab(new UsageTab("usage/peers", typeof(PeerWords), "Peers", Policies.Customer, 60))
        .AddAccountDeskSection(new AccountDeskSection("peers", 60, typeof(PeerSection), AccountPart.Usage));
}
