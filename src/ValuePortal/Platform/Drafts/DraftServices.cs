namespace ValuePortal.Platform.Drafts;

internal static class DraftServices
{
    /// <summary>What people type is kept while they type.</summary>
    public static IServiceCollection AddDrafts(this IServiceCollection services) => services
        .AddScoped<KeepDraft>()
        .AddScoped<SweepDrafts>()
        .AddRounds<SweepDrafts>(TimeSpan.FromHours(12), (sweep, ct) => sweep.RunAsync(ct));
}
