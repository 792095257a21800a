using ValuePortal.Usage.Reports;

namespace ValuePortal.Usage;

public static class UsageServices
{
    /// <summary>Events in, roll-ups, reports, and the figures out.</summary>
    public static IServiceCollection AddUsage(this IServiceCollection services) => services
        .AddSingleton(UsageMetrics.Catalog)
        .AddScoped<ReadUsageReport>();

    public static void MapUsage(this IEndpointRouteBuilder routes) => ArgumentNullException.ThrowIfNull(routes);
}
