using ValuePortal.Identity.Keys;

namespace ValuePortal.Identity;

public static class IdentityServices
{
    /// <summary>People and keys: who comes in, and as whom.</summary>
    public static IServiceCollection AddPortalIdentity(this IServiceCollection services) => services
        .AddKeys();

    public static void MapPortalIdentity(this IEndpointRouteBuilder routes) => ArgumentNullException.ThrowIfNull(routes);
}
