using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Identity;
using ValuePortal.Identity.Keys;
using ValuePortal.Identity.Links;
using ValuePortal.Identity.Passkeys;
using ValuePortal.Identity.Passwords;
using ValuePortal.Identity.People;
using ValuePortal.Identity.Profiles;
using ValuePortal.Identity.SecondFactor;
using ValuePortal.Identity.Sessions;
using ValuePortal.Identity.SingleSignOn;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Audit;
using ValuePortal.Platform.Data;
using ValuePortal.Platform.Drafts;
using ValuePortal.Platform.Mail;
using ValuePortal.Platform.Ui;
using ValuePortal.Platform.Verbs;

namespace ValuePortal.Identity;

public static class IdentityServices
{
    /// <summary>People and keys: who comes in, and as whom.</summary>
    public static IServiceCollection AddPortalIdentity(this IServiceCollection services)
    {
        services.AddIdentityCore<Person>(Configure)
            .AddEntityFrameworkStores<PortalDb>()
            .AddSignInManager<PortalSignInManager>()
            .AddClaimsPrincipalFactory<PersonClaims>()
            .AddPasswordValidator<PasswordRules>()
            .AddTokenProvider<OneTimeLinks>(OneTimeLinks.ProviderName);
        services.Configure<PasswordHasherOptions>(options =>
        {
            options.CompatibilityMode = PasswordHasherCompatibilityMode.IdentityV3;
            options.IterationCount = PasswordLimits.Iterations;
        });
        services.AddOptions<PublicAddressOptions>().BindConfiguration(PublicAddressOptions.Section).ValidateDataAnnotations().ValidateOnStart();

        services.AddSessionCookies();
        services.AddRateLimiter(SignInLimits.Configure);
        services.AddScoped<AuthenticationStateProvider, RevalidateSession>();

        return services
            .AddKeys()
            .AddSecondFactor()
            .AddPasskeys()
            .AddSingleSignOn()
            .AddVerb(CreateAdminVerb.Verb)
            .AddSingleton<PublicAddress>()
            .AddSingleton<SignInLimits>()
            .AddSingleton<PasswordChecks>(provider => new(new PasswordHasher<Person>(provider.GetService<Microsoft.Extensions.Options.IOptions<PasswordHasherOptions>>())))
            .AddScoped<OneTimeLinks>()
            .AddScoped<Session>()
            .AddSingleton<FindPersonInSession>()
            .AddSingleton<PersonInSession>(provider => provider.GetRequiredService<FindPersonInSession>().RunAsync)
            .AddScoped<SweepSessions>()
            .AddRounds<SweepSessions>(TimeSpan.FromHours(1), (sweep, ct) => sweep.RunAsync(ct))
            .AddScoped<SignInTries>()
            .AddScoped<SignIn>()
            .AddScoped<ListSessions>()
            .AddScoped<EndSession>()
            .AddScoped<ConfirmPassword>()
            .AddScoped<ChangePassword>()
            .AddScoped<TellOfChange>()
            .AddScoped<TakeOwnData>()
            .AddOwnData<ReadOwnRecord>("you", (read, viewer, ct) => read.RunAsync(viewer, ct))
            .AddOwnData<ReadOwnMails>("mails", (read, viewer, ct) => read.RunAsync(viewer, ct))
            .AddOwnData<ReadOwnLines>("auditLog", (read, viewer, ct) => read.RunAsync(viewer, ct))
            .AddOwnData<ReadOwnDrafts>("drafts", (read, viewer, ct) => read.RunAsync(viewer, ct))
            .AddScoped<SetPassword>()
            .AddScoped<RequestPasswordReset>()
            .AddScoped<MakeInvitationLink>()
            .AddScoped<AddPerson>()
            .AddScoped<LetIn>()
            .AddScoped<ChangeRights>()
            .AddScoped<DeletePerson>()
            .AddScoped<ChangeProfile>()
            .AddPlace(new Place("account/security", typeof(ProfileWords), "SecurityTitle", Policies.SignedIn))
            .AddPlace(new Place("account/profile", typeof(IdentityWords), "ProfileTitle", Policies.SignedIn));
    }

    public static void MapPortalIdentity(this IEndpointRouteBuilder routes)
    {
        routes.MapOwnData();
        routes.MapPasskeys();
        routes.MapSingleSignOn();
        routes.MapPost("/account/logout", async (Session session, LeaveProvider leave, CurrentViewer viewer, Microsoft.AspNetCore.Antiforgery.IAntiforgery antiforgery, HttpContext context) =>
        {
            // The form has no field that the framework could bind, so it would not check the token by itself.
            if (!await antiforgery.IsRequestValidAsync(context))
            {
                return Results.BadRequest();
            }

            var who = await viewer.FindAsync(context.RequestAborted);
            var goesOn = await leave.NoteAsync(who, context.RequestAborted);
            await session.EndAsync(who, context.RequestAborted);
            return TypedResults.LocalRedirect(goesOn ? SignedOutPage.Path : "/account/login");
        }).AllowAnonymous();
    }

    private static void Configure(IdentityOptions options)
    {
        options.Password.RequiredLength = PasswordLimits.MinLength;
        options.Password.RequiredUniqueChars = 1;
        options.Password.RequireDigit = false;
        options.Password.RequireLowercase = false;
        options.Password.RequireUppercase = false;
        options.Password.RequireNonAlphanumeric = false;

        options.Lockout.AllowedForNewUsers = true;
        options.Lockout.MaxFailedAccessAttempts = PasswordLimits.FailuresUntilLocked;
        options.Lockout.DefaultLockoutTimeSpan = PasswordLimits.LockedFor;

        options.User.RequireUniqueEmail = true;
        options.User.AllowedUserNameCharacters = "";
        options.SignIn.RequireConfirmedAccount = false;
        options.Tokens.PasswordResetTokenProvider = OneTimeLinks.ProviderName;
        IdentitySchema.Use(options);
    }
}
