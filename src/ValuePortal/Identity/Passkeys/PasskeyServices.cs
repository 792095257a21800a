using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;

namespace ValuePortal.Identity.Passkeys;

internal static class PasskeyServices
{
    public const string ToSignIn = "account/passkey-options";
    public const string ToAdd = "account/passkeys/options";

    public static IServiceCollection AddPasskeys(this IServiceCollection services)
    {
        services.AddOptions<IdentityPasskeyOptions>().Configure<PublicAddress>((options, address) =>
        {
            // Face, finger or PIN is asked for each time, so that the key counts as both factors; the device knows whose it is.
            options.UserVerificationRequirement = "required";
            options.ResidentKeyRequirement = "required";
            options.ServerDomain = address.Host;
        });
        return services.AddScoped<ManagePasskeys>().AddScoped<SignInByPasskey>();
    }

    /// <summary>What a browser needs before it can ask its owner for a passkey, as the standard has it (JSON of WebAuthn level 3).</summary>
    public static void MapPasskeys(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/" + ToSignIn, async (SignInByPasskey signIn, IAntiforgery antiforgery, HttpContext http) =>
            await antiforgery.IsRequestValidAsync(http) ? Json(await signIn.MakeOptionsAsync()) : Results.BadRequest())
            .AllowAnonymous();
        routes.MapPost("/" + ToAdd, async (ManagePasskeys manage, Viewer viewer, [FromForm] string? password, CancellationToken ct) =>
            (await manage.MakeOptionsAsync(viewer, password, ct)).Match(Json, Respond.With))
            .RequireAuthorization(Policies.SignedIn);
    }

    private static IResult Json(string options) => Results.Content(options, "application/json");
}
