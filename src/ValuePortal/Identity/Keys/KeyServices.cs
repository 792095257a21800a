using Microsoft.AspNetCore.Authentication;
using ValuePortal.Identity.Profiles;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Ui;

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
            .AddScoped<RevokeKey>()
            .AddOwnData<ReadOwnKeys>("keys", (read, viewer, ct) => read.RunAsync(viewer, ct))
            .AddPlace(new Place("account/keys", typeof(Own.OwnKeyWords), "Keys", Policies.CustomerAdmin));
    }
}
