using ValuePortal.Platform.Access;
using ValuePortal.Platform.Ui;
using ValuePortal.Platform.Verbs;

namespace ValuePortal.Identity.SecondFactor;

internal static class FactorServices
{
    public static IServiceCollection AddSecondFactor(this IServiceCollection services)
    {
        services.AddOptions<FactorOptions>().BindConfiguration(FactorOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        return services
            .AddSingleton<AuthenticatorSecrets>()
            .AddScoped<SecondStep>()
            .AddScoped<ManageFactor>()
            .AddScoped<ResetFactor>()
            .AddVerb(ResetFactorVerb.Verb)
            .AddPlace(new Place(FactorPage.Path, typeof(FactorWords), "Title", Policies.SignedIn));
    }
}
