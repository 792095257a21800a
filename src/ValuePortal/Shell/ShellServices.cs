using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;
using ValuePortal.Platform.Text;
using ValuePortal.Platform.Ui;
using ValuePortal.Shell.Branding;
using ValuePortal.Shell.Demo;

namespace ValuePortal.Shell;

public static partial class ShellServices
{
    /// <summary>The frame of all pages.</summary>
    public static IServiceCollection AddShell(this IServiceCollection services)
    {
        services.AddLocalization();
        services.AddRequestLocalization(options =>
        {
            string[] languages = [.. Languages.Codes];
            options.SetDefaultCulture(languages[0]).AddSupportedCultures(languages).AddSupportedUICultures(languages);
            options.ApplyCurrentCultureToResponseHeaders = true;
        });

        // Letters of every script as they are: written as entities a Chinese page would be three times as long.
        services.AddSingleton(HtmlEncoder.Create(UnicodeRanges.All));
        services.AddRazorComponents().AddInteractiveServerComponents();
        services.AddCircuitLimits();
        Drain.Add(services);
        services.AddHsts(options =>
        {
            options.MaxAge = TimeSpan.FromDays(365);
            options.IncludeSubDomains = true;
        });
        services.Configure<KestrelServerOptions>(kestrel => kestrel.AddServerHeader = false);

        // Over https too: the only secrets in pages are form tokens, and those are encrypted anew for each answer.
        services.AddResponseCompression(options => options.EnableForHttps = true);
        services.AddCascadingAuthenticationState();
        services.AddProblemDetails();
        services.AddApiDocument();
        services.AddScoped<SetLogo>().AddScoped<ReadHome>().AddScoped<FindPlaces>().AddScoped<ValueSentence>();
        services.AddScoped<DemoPeople>().AddScoped<DemoUsage>().AddScoped<DemoValue>().AddScoped<DemoAgreement>().AddScoped<DemoPlans>().AddScoped<DemoTimeLine>().AddScoped<DemoRequests>().AddScoped<DemoReleases>().AddScoped<DemoReviews>().AddScoped<DemoMail>().AddScoped<DemoWorld>();
        return services
            .AddNavigation(new NavigationEntry("", typeof(ShellWords), "Home", Policies.Customer, 0, 'h'))
            .AddPlace(new Place("definitions", typeof(ShellWords), "AllDefinitions", Policies.SignedIn))
            .AddPlace(new Place("desk/logo", typeof(ShellWords), "Logo", Policies.VendorAdmin))
            .AddPlace(new Place("help", typeof(ShellWords), "Help", Policies.SignedIn));
    }

    /// <summary>What surrounds every request: headers, words for failures, language. Stands first, so that refusals carry the headers too.</summary>
    public static void UseShell(this WebApplication app)
    {
        app.UseSecurityHeaders();
        app.UseProxies();
        app.UseCircuitsOfOwnPages();
        if (!app.Environment.IsDevelopment())
        {
            app.UseExceptionHandler("/error", createScopeForErrors: true);
            app.UseHsts();
        }

        app.UseResponseCompression();
        app.UseRequestLocalization();
        app.UseStatusCodePagesWithReExecute("/not-found", createScopeForStatusCodePages: true);
        app.Use(AnswerPeopleWithPages);
        app.Use(AnswerProgramsWithProblems);
        app.Use(TellToComeAgain);

        // Said here, since without it addresses would be looked up before the path of the public address is taken off.
        app.UseRouting();
    }

    /// <summary>Whatever goes wrong, a program gets a problem document: for an address that is not there, and for a failure of ours.</summary>
    private static async Task AnswerProgramsWithProblems(HttpContext http, RequestDelegate next)
    {
        if (IsPage(http))
        {
            await next(http);
            return;
        }

        try
        {
            await next(http);
        }
        catch (Exception failure) when (!http.Response.HasStarted && !http.RequestAborted.IsCancellationRequested)
        {
            LogFailed(http.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(ShellServices)), http.Request.Path, failure);
            http.Response.Clear();
            http.Response.StatusCode = failure is Microsoft.AspNetCore.Http.BadHttpRequestException bad ? bad.StatusCode : StatusCodes.Status500InternalServerError;
        }

        if (!http.Response.HasStarted && http.Response is { StatusCode: >= 400, ContentType: null, ContentLength: null or 0 })
        {
            await TypedResults.Problem(statusCode: http.Response.StatusCode).ExecuteAsync(http);
        }
    }

    [LoggerMessage(LogLevel.Error, "{Path} failed.")]
    private static partial void LogFailed(ILogger log, string path, Exception failure);

    /// <summary>A database that is locked for long, full or out of reach: nothing of the request was kept, and it can be sent again.</summary>
    private static async Task TellToComeAgain(HttpContext http, RequestDelegate next)
    {
        try
        {
            await next(http);
        }
        catch (Exception failure) when (failure.IsUnavailable() && !http.Response.HasStarted)
        {
            LogUnavailable(http.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(ShellServices)), http.Request.Path, failure);
            http.Response.Clear();
            http.Response.Headers.RetryAfter = "5";
            if (IsPage(http))
            {
                http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
                return;
            }

            await TypedResults.Problem("The database cannot be used just now. Nothing was changed.", statusCode: StatusCodes.Status503ServiceUnavailable)
                .ExecuteAsync(http);
        }
    }

    [LoggerMessage(LogLevel.Warning, "{Path} was answered with 503: the database cannot be used now.")]
    private static partial void LogUnavailable(ILogger log, string path, Exception failure);

    /// <summary>A person's browser gets a page for a missing address or a refused form; programs get the problem document alone.</summary>
    private static Task AnswerPeopleWithPages(HttpContext http, RequestDelegate next)
    {
        if (http.Features.Get<IStatusCodeReExecuteFeature>() is not null)
        {
            // The page that says so is read, whatever was sent: it is not the form that the refused one was for.
            http.Request.Method = HttpMethods.Get;
        }
        else if (!IsPage(http) && http.Features.Get<IStatusCodePagesFeature>() is { } pages)
        {
            pages.Enabled = false;
        }
        else if (http.Request.ContentLength > http.Features.Get<IHttpMaxRequestBodySizeFeature>()?.MaxRequestBodySize)
        {
            // Said before the form is read: where its token could not be read, the page would say that it came too late.
            http.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
            return Task.CompletedTask;
        }

        return next(http);
    }

    private static bool IsPage(HttpContext http) =>
        !http.Request.Path.StartsWithSegments("/api") && !http.Request.Path.StartsWithSegments("/v1") && !http.Request.Path.StartsWithSegments("/health");

    public static void MapShell(this IEndpointRouteBuilder routes)
    {
        routes.MapStaticAssets().AllowAnonymous();
        routes.MapPreferences();
        routes.MapFinder();
        routes.MapLogo();
        routes.MapRazorComponents<App>().AddInteractiveServerRenderMode(circuits => circuits.ContentSecurityFrameAncestorsPolicy = null).OpenCircuitsToStaff();
        routes.MapHealth();
        routes.MapApiDocument();
    }
}
