using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Localization;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Audit;

namespace ValuePortal.Identity.Sessions;

/// <summary>The cookies of sessions and forms, and where somebody is sent who is not signed in or may not.</summary>
internal static class SessionCookie
{
    public const string Name = "ValuePortal";

    // The browser accepts a cookie of this prefix only when it is Secure and of this host alone. Plain http on one's own machine has none.
    private const string HostPrefix = "__Host-";

    public static IServiceCollection AddSessionCookies(this IServiceCollection services)
    {
        services.AddAuthentication(options => options.DefaultScheme = IdentityConstants.ApplicationScheme).AddIdentityCookies();
        Configure(services, IdentityConstants.ApplicationScheme, Name);
        Configure(services, IdentityConstants.ExternalScheme, Name + ".External");
        Configure(services, IdentityConstants.TwoFactorRememberMeScheme, Name + ".Remember");
        Configure(services, IdentityConstants.TwoFactorUserIdScheme, Name + ".Second");
        services.Configure<CookieAuthenticationOptions>(IdentityConstants.ApplicationScheme, ConfigureSession);

        services.AddAntiforgery();
        services.AddOptions<AntiforgeryOptions>().Configure<IHostEnvironment>((options, environment) => Dress(options.Cookie, Name + ".Form", environment));
        return services;
    }

    private static void Configure(IServiceCollection services, string scheme, string name) =>
        services.AddOptions<CookieAuthenticationOptions>(scheme).Configure<IHostEnvironment>((options, environment) =>
        {
            Dress(options.Cookie, name, environment);
            options.ExpireTimeSpan = BrowserSession.Idle;
        });

    internal static void Dress(CookieBuilder cookie, string name, IHostEnvironment environment)
    {
        var plain = environment.IsDevelopment();
        cookie.Name = plain ? name : HostPrefix + name;
        cookie.SecurePolicy = plain ? CookieSecurePolicy.SameAsRequest : CookieSecurePolicy.Always;
        cookie.HttpOnly = true;
        cookie.Path = "/";

        // Strict would show the sign-in page to everybody who follows a link from a mail.
        cookie.SameSite = SameSiteMode.Lax;
    }

    private static void ConfigureSession(CookieAuthenticationOptions options)
    {
        // The row of the session knows of rest; the cookie need not be written anew for it.
        options.ExpireTimeSpan = BrowserSession.Absolute;
        options.SlidingExpiration = false;
        options.LoginPath = "/account/login";
        options.LogoutPath = "/account/logout";
        options.AccessDeniedPath = "/account/denied";
        options.ReturnUrlParameter = "returnUrl";
        options.Events.OnValidatePrincipal = context =>
        {
            // Whether the session holds is asked together with who it is; a cookie without one is none of ours.
            if (!context.Principal!.HasClaim(claim => claim.Type == ClaimNames.Session))
            {
                context.RejectPrincipal();
            }

            return Task.CompletedTask;
        };
        options.Events.OnRedirectToLogin = SendToSignInAsync;
        options.Events.OnRedirectToAccessDenied = SendAwayAsync;
    }

    private static async Task SendToSignInAsync(RedirectContext<CookieAuthenticationOptions> context)
    {
        var request = context.Request;
        if (await AnswerMissingAsync(context.HttpContext))
        {
            return;
        }

        if (IsForPrograms(request))
        {
            await Problem(context.HttpContext, StatusCodes.Status401Unauthorized, "SignInFirst").ExecuteAsync(context.HttpContext);
            return;
        }

        // A form that was posted after the session ended is lost; the page it stood on is not.
        var back = HttpMethods.IsGet(request.Method) ? request.PathBase + request.Path + request.QueryString : "";
        context.Response.Redirect(request.PathBase + "/account/login" + (back.Length > 1 ? QueryString.Create("returnUrl", back) : ""));
    }

    private static async Task SendAwayAsync(RedirectContext<CookieAuthenticationOptions> context)
    {
        var http = context.HttpContext;
        if (await AnswerMissingAsync(http))
        {
            return;
        }

        var viewer = await http.RequestServices.GetRequiredService<CurrentViewer>().FindAsync(http.RequestAborted);
        if (viewer is not null)
        {
            await http.RequestServices.GetRequiredService<AuditLog>()
                .WriteAsync(viewer, AuditAction.Denied, $"{http.Request.Method} {http.Request.Path}", viewer.IsStaff ? AccountScope.NoAccount : null, http.RequestAborted);
        }

        if (IsForPrograms(http.Request))
        {
            await Problem(http, StatusCodes.Status403Forbidden, "Denied.Text").ExecuteAsync(http);
            return;
        }

        context.Response.Redirect(http.Request.PathBase + "/account/denied");
    }

    // The policy that closes what nobody opened also stands before addresses that do not exist: those are missing, not forbidden.
    private static async Task<bool> AnswerMissingAsync(HttpContext http)
    {
        if (http.GetEndpoint() is not null)
        {
            return false;
        }

        http.Response.StatusCode = StatusCodes.Status404NotFound;
        if (IsForPrograms(http.Request))
        {
            await TypedResults.Problem(statusCode: StatusCodes.Status404NotFound).ExecuteAsync(http);
        }

        return true;
    }

    private static bool IsForPrograms(HttpRequest request) => request.Path.StartsWithSegments("/api") || request.Path.StartsWithSegments("/v1") || request.Path.StartsWithSegments("/_blazor");

    private static Microsoft.AspNetCore.Http.HttpResults.ProblemHttpResult Problem(HttpContext context, int status, string word) =>
        TypedResults.Problem(context.RequestServices.GetRequiredService<IStringLocalizer<IdentityWords>>()[word], statusCode: status);
}
