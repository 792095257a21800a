namespace ValuePortal.Platform.Jobs;

public static class JobServices
{
    /// <summary>The queue of heavy work, and who does it.</summary>
    public static IServiceCollection AddJobs(this IServiceCollection services)
    {
        services.AddOptions<JobOptions>().BindConfiguration(JobOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        return services
            .AddSingleton<WorkOnJobs>()
            .AddHostedService(provider => provider.GetRequiredService<WorkOnJobs>())
            .AddSingleton<DocumentTurns>()
            .AddScoped<AskForJob>()
            .AddScoped<CancelJob>()
            .AddScoped<ListJobs>()
            .AddScoped<WatchJob>();
    }

    public static IServiceCollection AddJobKind(this IServiceCollection services, JobKind kind) => services.AddSingleton(kind);
}
