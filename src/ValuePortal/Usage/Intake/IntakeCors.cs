namespace ValuePortal.Usage.Intake;

/// <summary>
/// Pages of any origin may send events (docs/decisions/0014): the write key is in the page for everybody to read anyway, it opens
/// nothing but the way in, and no cookie goes along. No other address of the portal answers another origin.
/// </summary>
internal static class IntakeCors
{
    public const string Policy = nameof(IntakeCors);

    public static IServiceCollection AddIntakeCors(this IServiceCollection services) => services.AddCors(cors => cors.AddPolicy(Policy, policy => policy
        .AllowAnyOrigin()
        .WithMethods("GET", "POST")
        .WithHeaders("authorization", "content-type")
        .WithExposedHeaders("retry-after", "x-ratelimit-reset", "ratelimit", "ratelimit-policy")
        .SetPreflightMaxAge(TimeSpan.FromMinutes(10))));
}
