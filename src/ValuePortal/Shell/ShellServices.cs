using System.Globalization;

namespace ValuePortal.Shell;

public static class ShellServices
{
    /// <summary>The languages the portal speaks; the first is the default.</summary>
    public static readonly CultureInfo[] Languages = [new("en"), new("zh-CN")];

    /// <summary>The frame of all pages.</summary>
    public static IServiceCollection AddShell(this IServiceCollection services)
    {
        services.AddLocalization();
        services.AddRequestLocalization(options =>
        {
            options.SetDefaultCulture(Languages[0].Name);
            options.SupportedCultures = Languages;
            options.SupportedUICultures = Languages;
            options.ApplyCurrentCultureToResponseHeaders = true;
        });
        services.AddRazorComponents().AddInteractiveServerComponents();
        services.AddCascadingAuthenticationState();
        services.AddProblemDetails();
        return services;
    }

    public static void MapShell(this IEndpointRouteBuilder routes)
    {
        routes.MapStaticAssets().AllowAnonymous();
        routes.MapRazorComponents<App>().AddInteractiveServerRenderMode();
        routes.MapHealth();
    }
}
