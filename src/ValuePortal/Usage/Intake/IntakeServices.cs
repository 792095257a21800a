using ValuePortal.Platform;
using ValuePortal.Platform.Verbs;

namespace ValuePortal.Usage.Intake;

internal static class IntakeServices
{
    /// <summary>What is done with stored events: assigned, rolled up anew, purged, recounted.</summary>
    public static IServiceCollection AddIntakeUseCases(this IServiceCollection services)
    {
        services.AddOptions<UsageOptions>().BindConfiguration(UsageOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        return services
            .AddScoped<ListUnassigned>()
            .AddScoped<AssignUnassigned>()
            .AddScoped<ReRollDays>()
            .AddSingleton<PurgeEvents>()
            .AddRounds<PurgeEvents>(TimeSpan.FromHours(6), (purge, ct) => purge.RunAsync(ct))
            .AddSingleton<VerifyUsage>()
            .AddVerb(VerifyUsageVerb.Verb);
    }
}
