using ValuePortal.Platform.Verbs;

namespace ValuePortal.Roi.Sheets;

internal static class SheetServices
{
    /// <summary>Tables with formulas, and whole models as documents.</summary>
    public static IServiceCollection AddSheets(this IServiceCollection services) => services
        .AddSingleton(SheetMetrics.Catalog)
        .AddScoped<ReadValueDocument>()
        .AddScoped<ReadValueAnswer>()
        .AddScoped<ImportValueModel>()
        .AddVerb(ImportValueModelVerb.Verb);
}
