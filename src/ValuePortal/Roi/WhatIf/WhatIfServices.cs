namespace ValuePortal.Roi.WhatIf;

internal static class WhatIfServices
{
    /// <summary>What a model would come to with other assumptions.</summary>
    public static IServiceCollection AddWhatIf(this IServiceCollection services) => services
        .AddSingleton(WhatIfMetrics.Catalog)
        .AddScoped<ReadWhatIf>()
        .AddScoped<ChangeWhatIf>();
}
