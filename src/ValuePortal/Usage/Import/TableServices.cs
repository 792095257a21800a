using ValuePortal.Platform.Verbs;

namespace ValuePortal.Usage.Import;

internal static class TableServices
{
    /// <summary>Usage by table: reading one, and taking it back.</summary>
    public static IServiceCollection AddUsageTables(this IServiceCollection services) => services
        .AddSingleton<ImportUsageTable>()
        .AddScoped<UndoImport>()
        .AddVerb(ImportUsageTableVerb.Verb)
        .AddVerb(UndoImportVerb.Verb);
}
