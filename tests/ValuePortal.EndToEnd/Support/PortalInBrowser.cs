using System.Diagnostics;
using Microsoft.AspNetCore.Mvc.Testing;
using ValuePortal.Accounts;
using ValuePortal.Identity.Links;
using ValuePortal.Identity.People;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Verbs;

namespace ValuePortal.EndToEnd.Support;

/// <summary>
/// The real program in this process, on a free port and an empty data folder, and one browser beside it. Sign-ins are by the real page.
/// </summary>
public class PortalInBrowser : WebApplicationFactory<Program>, IAsyncLifetime
{
    private readonly string folder = Path.Combine(Path.GetTempPath(), "valueportal-browser", Guid.CreateVersion7().ToString("N"));
    private IPlaywright? playwright;
    private IBrowser? browser;

    /// <summary>Where the program listens, with a slash at the end.</summary>
    public string Address => ClientOptions.BaseAddress.ToString();

    public async ValueTask InitializeAsync()
    {
        UseKestrel(0);
        StartServer();
        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Environment.GetEnvironmentVariable("CHROMIUM") is { Length: > 0 } given ? given : "/usr/bin/chromium",
            Args = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        });
        await PrepareAsync();
    }

    /// <summary>A window of its own, with its own cookies. Close it by disposing; a failed test leaves its trace in artifacts/traces.</summary>
    public async Task<Visit> OpenAsync(string language = "en", bool dark = false, int width = 1280, int height = 800, bool scripts = true)
    {
        var context = await browser!.NewContextAsync(new()
        {
            BaseURL = Address,
            Locale = language,
            ColorScheme = dark ? ColorScheme.Dark : ColorScheme.Light,
            ViewportSize = new() { Width = width, Height = height },
            ReducedMotion = ReducedMotion.Reduce,
            JavaScriptEnabled = scripts,
        });
        context.SetDefaultTimeout(15_000);
        await context.AddCookiesAsync([new Cookie { Name = ".AspNetCore.Culture", Value = $"c={language}|uic={language}", Url = Address }]);
        await context.Tracing.StartAsync(new() { Screenshots = true, Snapshots = true });
        return new Visit(context, await context.NewPageAsync(), language);
    }

    /// <summary>Runs a command as it is given after "--", in this process; fails when it refuses. Returns what it printed.</summary>
    public async Task<string> CommandAsync(params string[] args)
    {
        await using var output = new StringWriter();
        await using var error = new StringWriter();
        var code = await CommandLine.Parse(args).RunAsync(Services, output, error, CancellationToken.None);
        Assert.True(code == 0, $"{string.Join(' ', args)} ended with {code}: {error}{output}");
        return output.ToString();
    }

    /// <summary>Invites the admin of a company; the link, as a path of this portal.</summary>
    public async Task<string> InviteAdminOfAsync(string externalId, string email, string language = "en")
    {
        await using var scope = Services.CreateAsyncScope();
        var account = (await scope.ServiceProvider.GetRequiredService<AccountDirectory>().FindAsync([externalId])).Single();
        var vendor = new Viewer(Guid.Empty, "test", PersonRole.VendorAdmin, AccountScope.Only(account.AccountId), SeesMoney: true);
        var person = Person.OfAccount(account.AccountId, email, "Ada Reader", PersonRole.CustomerAdmin, TimeProvider.System.GetUtcNow());
        person.Language = language;
        var added = await scope.ServiceProvider.GetRequiredService<AddPerson>().RunAsync(vendor, person);
        Assert.True(added.Is(out var id, out var refusal), refusal?.Message);
        var made = await scope.ServiceProvider.GetRequiredService<MakeInvitationLink>().RunAsync(vendor, id);
        Assert.True(made.Is(out var link, out refusal), refusal?.Message);
        return new Uri(link!.Address).PathAndQuery.TrimStart('/');
    }

    public override async ValueTask DisposeAsync()
    {
        if (browser is not null)
        {
            await browser.DisposeAsync();
        }

        playwright?.Dispose();
        await base.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (IOException failure)
        {
            Debug.WriteLine(failure.Message); // it lies in the system's place for passing things
        }

        GC.SuppressFinalize(this);
    }

    /// <summary>Whether the portal is filled with the demo world.</summary>
    protected virtual bool WithDemo => false;

    /// <summary>What must be there before the first test: companies, people, events.</summary>
    protected virtual Task PrepareAsync() => Task.CompletedTask;

    // Development: the cookie of a sign-in needs https elsewhere, and the database is made at the start.
    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment(Environments.Development);
        builder.UseSetting("data", folder);
        if (!WithDemo)
        {
            builder.UseSetting("no-demo", "true");
        }

        builder.UseSetting("ValuePortal:PublicUrl", "http://localhost");
        builder.UseSetting("Logging:LogLevel:Default", "Warning");
        builder.UseStaticWebAssets();
    }
}
