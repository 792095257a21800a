using ValuePortal.Accounts.Desk;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Exports;
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
        .AddScoped<ExportPortfolio>()
        .AddPlace(new Place("desk/portfolio", typeof(PortfolioWords), "Portfolio", Policies.AccountWork))
        .AddDeskSection(new DeskSection("portfolio", 15, typeof(PortfolioDeskSection)))
        .AddPlace(new Place("desk/rates", typeof(PortfolioWords), "Rates", Policies.VendorAdmin));

    public static void MapPortfolio(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/desk/portfolio." + ExportAddress.Format, async (ExportPortfolio export, Viewer viewer, string format, DateOnly? on, string? by, CancellationToken ct) =>
            (await export.RunAsync(viewer, on, by == "month", ExportAddress.FormatOf(format), ct)).Match(file => TypedResults.File(file.Content, file.ContentType, file.Name), Respond.With))
            .RequireAuthorization(Policies.AccountWork);
}
