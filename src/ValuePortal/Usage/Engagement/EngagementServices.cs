using ValuePortal.Platform.Access;
using ValuePortal.Usage.Pages;

namespace ValuePortal.Usage.Engagement;

internal static class EngagementServices
{
    /// <summary>How people use the product: engagement, retention, and the people themselves.</summary>
    public static IServiceCollection AddEngagement(this IServiceCollection services) => services
        .AddSingleton(EngagementMetrics.Catalog)
        .AddScoped<ReadActivity>()
        .AddScoped<ReadEngagement>()
        .AddScoped<ReadRetention>()
        .AddScoped<ListPeople>()
        .AddScoped<SwitchPeopleList>()
        .AddScoped<ExportEngagement>()
        .AddUsageTab(new UsageTab(EngagementChoice.Path, typeof(EngagementWords), "Engagement", Policies.Customer, 30))
        .AddUsageTab(new UsageTab(RetentionChoice.Path, typeof(EngagementWords), "Retention", Policies.Customer, 40))
        .AddUsageTab(new UsageTab(PeopleChoice.Path, typeof(EngagementWords), "PeopleTab", Policies.CustomerAdmin, 50));
}
