using ValuePortal.Platform.Access;
using ValuePortal.Platform.Ui;

namespace ValuePortal.Roi.Portfolio;

internal static class PortfolioServices
{
    /// <summary>The value of all accounts in one currency, and the rates for it.</summary>
    public static IServiceCollection AddPortfolio(this IServiceCollection services) => services
        .AddSingleton(PortfolioMetrics.Catalog)
        .AddScoped<ListRates>()
        .AddScoped<EnterRate>()
        .AddScoped<RemoveRate>()
        .AddScoped<ReadPortfolio>()
        .AddNavigation(new NavigationEntry("desk/portfolio", typeof(PortfolioWords), "Portfolio", Policies.AccountWork, 110, 'v'))
        .AddPlace(new Place("desk/rates", typeof(PortfolioWords), "Rates", Policies.VendorAdmin));
}
