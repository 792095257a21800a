using ValuePortal.Accounts.Export;
using ValuePortal.Identity.People;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Ui;
using ValuePortal.Platform.Verbs;
using ValuePortal.Usage.Adoption;
using ValuePortal.Usage.Api;
using ValuePortal.Usage.Connect;
using ValuePortal.Usage.Engagement;
using ValuePortal.Usage.Features;
using ValuePortal.Usage.Import;
using ValuePortal.Usage.Intake;
using ValuePortal.Usage.Mailing;
using ValuePortal.Usage.Pages;
using ValuePortal.Usage.Peers;
using ValuePortal.Usage.Reports;

namespace ValuePortal.Usage;

public static class UsageServices
{
    /// <summary>Events in, roll-ups, reports, and the figures out.</summary>
    public static IServiceCollection AddUsage(this IServiceCollection services)
    {
        services.AddRequestDecompression();
        services.ConfigureHttpJsonOptions(json => json.SerializerOptions.PropertyNamingPolicy = System.Text.Json.JsonNamingPolicy.SnakeCaseLower);
        return services
            .AddSingleton(UsageMetrics.Catalog)
            .AddSingleton<EventStore>()
            .AddSingleton<EventIntake>()
            .AddSingleton<Sources>()
            .AddSingleton<Inbox>()
            .AddHostedService(provider => provider.GetRequiredService<Inbox>())
            .AddIntakeUseCases()
            .AddConnect()
            .AddSingleton<ImportUsage>()
            .AddVerb(ImportUsageVerb.Verb)
            .AddUsageTables()
            .AddSingleton<DayRows>()
            .AddSingleton<KeptAnswers>()
            .AddScoped<NameFeatures>()
            .AddScoped<ReadMetric>()
            .AddScoped<ListFeatures>()
            .AddScoped<CountFeatureUsers>()
            .AddScoped<ReadUsageTable>()
            .AddScoped<ReadActiveUsers>()
            .AddScoped<ListFeatureUse>()
            .AddScoped<ReadUsageReport>()
            .AddScoped<ExportUsageTrend>()
            .AddScoped<ExportUsageFeatures>()
            .AddAdoption()
            .AddEngagement()
            .AddPeers()
            .AddMailing()
            .AddExportPart(UsageFiles.Part)
            .AddPersonRemains(UsageOfLeavingPerson.Remains)
            .AddUsageTab(new UsageTab("usage", typeof(UsageWords), "Overview", Policies.Customer, 0))
            .AddNavigation(new NavigationEntry("usage", typeof(UsageWords), "Usage", Policies.Customer, 10, 'u'));
    }

    public static void MapUsage(this IEndpointRouteBuilder routes)
    {
        routes.MapIntake();
        routes.MapUsageTables();
        routes.MapUsageApi();
        routes.MapAccountApi();
        routes.MapEngagement();
        routes.MapUsageExports();
        routes.MapAdoption();
        routes.MapMailing();
    }
}
