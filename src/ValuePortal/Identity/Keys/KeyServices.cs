using Microsoft.AspNetCore.Authentication;
using ValuePortal.Platform.Access;

namespace ValuePortal.Identity.Keys;

internal static class KeyServices
{
    public static IServiceCollection AddKeys(this IServiceCollection services)
    {
        services.AddAuthentication().AddScheme<AuthenticationSchemeOptions, KeyAuthenticationHandler>(Policies.KeyScheme, null);
        return services
            .AddSingleton<RefusedKeys>()
            .AddSingleton<KeyRing>()
            .AddSingleton<FreshKeys>()
            .AddScoped<MakeKey>()
            .AddScoped<ListKeys>()
            .AddScoped<RollKey>()
            .AddScoped<RevokeKey>();
    }
}
