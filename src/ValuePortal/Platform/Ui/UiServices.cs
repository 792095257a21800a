using ValuePortal.Platform.Text;

namespace ValuePortal.Platform.Ui;

public static class UiServices
{
    /// <summary>What layouts and parts need: the vendor's name, and days in the reader's language.</summary>
    public static IServiceCollection AddPortalUi(this IServiceCollection services)
    {
        services.AddOptions<VendorOptions>().BindConfiguration(VendorOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        return services.AddSingleton<Logos>().AddScoped<Days>().AddScoped<ChangeWords>().AddScoped<Menu>().AddScoped<Patience>();
    }
}
