using ValuePortal.Platform.Access;
using ValuePortal.Platform.Ui;
using ValuePortal.Usage.Intake;

namespace ValuePortal.Usage.Connect;

internal static class ConnectServices
{
    /// <summary>What a vendor needs to connect its product: the way in for clients, the memory of calls, the pages.</summary>
    public static IServiceCollection AddConnect(this IServiceCollection services) => services
        .AddIntakeCors()
        .AddSingleton<RecentCalls>()
        .AddSingleton<IntakeLimit>()
        .AddSingleton<IntakeCall>()
        .AddHostedService<KeepRecentCalls>()
        .AddSingleton(ConnectMetrics.Catalog)
        .AddScoped<ListSources>()
        .AddScoped<ListCalls>()
        .AddScoped<WatchSource>()
        .AddNavigation(new NavigationEntry("desk/connect", typeof(ConnectWords), "Connect", Policies.VendorAdmin, 180, 'c'))
        .AddPlace(new Place("desk/connect/calls", typeof(ConnectWords), "Tab_Calls", Policies.VendorAdmin))
        .AddPlace(new Place("desk/connect/unassigned", typeof(ConnectWords), "Tab_Unassigned", Policies.VendorAdmin));
}
