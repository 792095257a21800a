using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using ValuePortal.Accounts;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;

namespace ValuePortal.Tests.Support;

/// <summary>
/// The whole program behind a client in the same process, on a database of its own, with the tripwire on. It is in Production unless said
/// otherwise. A client of <see cref="ClientOf"/> is signed in without the login page; a plain one comes as a stranger.
/// </summary>
public class PortalServer : WebApplicationFactory<Program>
{
    private readonly TestDatabase database = new();

    public string EnvironmentName { get; init; } = Environments.Production;

    public FixedClock Clock { get; } = new();

    /// <summary>Configuration of this server: "ValuePortal:…" → value. Set it before the first client.</summary>
    public Dictionary<string, string?> Settings { get; } = new() { ["ValuePortal:PublicUrl"] = "https://localhost" };

    /// <summary>Services beside the product's, or in place of them.</summary>
    public Action<IServiceCollection>? More { get; init; }

    public DataFolder Folder => database.Folder;

    public PortalDbFactory Portal => Services.GetRequiredService<PortalDbFactory>();

    public Task<Account> OpenAccountAsync(string? externalId = null, string? name = null, string timeZone = "UTC") =>
        Portal.OpenAccountAsync(Clock.Now, externalId, name, timeZone);

    public Task<Person> AddCustomerAsync(Guid account, string email, PersonRole role = PersonRole.CustomerAdmin) =>
        Portal.AddPersonAsync(Person.OfAccount(account, email, email, role, Clock.Now));

    public Task<Person> AddStaffAsync(string email, PersonRole role = PersonRole.VendorAdmin) =>
        Portal.AddPersonAsync(Person.OfVendor(email, email, role, Clock.Now));

    /// <summary>A client as which nobody is signed in. It follows no redirects and keeps cookies.</summary>
    public HttpClient Stranger() => CreateClient(new WebApplicationFactoryClientOptions
    {
        AllowAutoRedirect = false,
        BaseAddress = new Uri("https://localhost"),
    });

    /// <summary>A client as which this person is signed in.</summary>
    public HttpClient ClientOf(Person person)
    {
        var client = Stranger();
        client.DefaultRequestHeaders.Add(SignedInByHeader.Header, person.Id.ToString());
        client.DefaultRequestHeaders.Add(SignedInByHeader.RoleHeader, person.Role.ToString());
        return client;
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment(EnvironmentName);
        builder.UseStaticWebAssets();
        builder.UseSetting("data", database.Folder.Path);
        foreach (var (key, value) in database.Settings.Concat(Settings))
        {
            builder.UseSetting(key, value);
        }

        builder.ConfigureTestServices(services =>
        {
            services.Replace(ServiceDescriptor.Singleton<TimeProvider>(Clock));
            services.TryAddEnumerable(ServiceDescriptor.Singleton<IInterceptor, AccountTripwire>());
            services.AddAuthentication();
            services.AddTransient<SignedInByHeader>();
            services.PostConfigure<AuthenticationOptions>(SignedInByHeader.StandBefore);
            More?.Invoke(services);
        });
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing)
        {
            database.Dispose();
        }
    }

    /// <summary>Takes the person from a header of the test; without one the product's own scheme decides.</summary>
    private sealed class SignedInByHeader(
        IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logs, UrlEncoder encoder, IAuthenticationSchemeProvider schemes)
        : AuthenticationHandler<AuthenticationSchemeOptions>(options, logs, encoder)
    {
        public const string Header = "X-Test-Person";
        public const string RoleHeader = "X-Test-Role";
        private const string SchemeName = "TestPerson";

        private static string? s_real;

        public static void StandBefore(AuthenticationOptions authentication)
        {
            s_real ??= authentication.DefaultAuthenticateScheme ?? authentication.DefaultScheme;
            authentication.DefaultChallengeScheme ??= s_real ?? SchemeName;
            authentication.DefaultForbidScheme ??= s_real ?? SchemeName;
            authentication.AddScheme<SignedInByHeader>(SchemeName, null);
            authentication.DefaultAuthenticateScheme = SchemeName;
        }

        protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
        {
            if (Request.Headers[Header].FirstOrDefault() is { } person)
            {
                var identity = new ClaimsIdentity(
                    [new Claim(ClaimTypes.NameIdentifier, person), new Claim(ClaimNames.Role, Request.Headers[RoleHeader].ToString())], SchemeName);
                return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), SchemeName));
            }

            return s_real is not null && await schemes.GetSchemeAsync(s_real) is not null
                ? await Context.AuthenticateAsync(s_real)
                : AuthenticateResult.NoResult();
        }

        protected override Task HandleChallengeAsync(AuthenticationProperties properties)
        {
            Response.StatusCode = StatusCodes.Status401Unauthorized;
            return Task.CompletedTask;
        }
    }
}
