using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using ValuePortal.Accounts;
using ValuePortal.Identity.SingleSignOn;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Audit;
using ValuePortal.Tests.Support;

namespace ValuePortal.Tests.Identity.SingleSignOn;

/// <summary>A portal with two companies, each with a provider of its own that does what a test wants.</summary>
public sealed partial class SignOnWorld : IAsyncLifetime
{
    public const string AccessToken = "access-token-of-the-tests";
    public const string Secret = "p:äss word&=%";
    public const string ClientId = "portal client";
    public const string Password = "blue kettle runs far";

    private static readonly string s_hash = new PasswordHasher<Person>(Options.Create(new PasswordHasherOptions { IterationCount = 1000 }))
        .HashPassword(Person.OfVendor("x@localhost", "x", PersonRole.Csm, DateTimeOffset.UnixEpoch), Password);

    public PortalServer Server { get; } = new()
    {
        EnvironmentName = Microsoft.Extensions.Hosting.Environments.Development,
        Settings = { ["no-demo"] = "true", ["ValuePortal:PublicUrl"] = "https://localhost" },
        More = services => services.AddTransient<IStartupFilter, ManyAddresses>(),
    };

    public HostileProvider Provider { get; private set; } = null!;

    public Account Contoso { get; private set; } = null!;

    public Account Fabrikam { get; private set; } = null!;

    public static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Provider = await HostileProvider.StartAsync();
        Contoso = await Server.OpenAccountAsync("contoso", "Contoso");
        Fabrikam = await Server.OpenAccountAsync("fabrikam", "Fabrikam");
        await SetAsync(Contoso, new SetProvider.Input(Provider.Issuer("a"), ClientId, Secret, "contoso.example", true, false, true));
        await SetAsync(Fabrikam, new SetProvider.Input(Provider.Issuer("b"), ClientId, Secret, "fabrikam.example", true, false, true));
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        await Provider.DisposeAsync();
    }

    public async Task SetAsync(Account account, SetProvider.Input input)
    {
        await using var scope = Server.Services.CreateAsyncScope();
        var outcome = await scope.ServiceProvider.GetRequiredService<SetProvider>().RunAsync(TestPortal.VendorAdmin(account.AccountId), account.AccountId, input, Ct);
        Assert.True(outcome.Is(out _, out var refusal), refusal is Refusal.Invalid invalid ? string.Join(' ', invalid.Errors.Values.SelectMany(e => e)) : refusal?.Message);
    }

    public Task SetContosoAsync(bool isOn = true, bool isOnly = false, bool addsPeople = true) =>
        SetAsync(Contoso, new SetProvider.Input(Provider.Issuer("a"), ClientId, "", "contoso.example", isOn, isOnly, addsPeople));

    public async Task<Person> AddAsync(Account account, string email, bool withPassword = false)
    {
        var person = await Server.AddCustomerAsync(account.AccountId, email, PersonRole.CustomerMember);
        if (withPassword)
        {
            await using var db = Server.Portal.ForSystem();
            await db.Users.Where(p => p.Id == person.Id).ExecuteUpdateAsync(set => set.SetProperty(p => p.PasswordHash, s_hash), Ct);
        }

        return person;
    }

    /// <summary>Types an e-mail on the sign-in page and is sent to a provider.</summary>
    public static async Task<Way> BeginAsync(HttpClient browser, string email = "ann@contoso.example", string page = "/account/login") =>
        Way.Of(await browser.SubmitAsync(page, "login", ("Email", email)) is { StatusCode: HttpStatusCode.OK } answer
            ? await answer.TextAsync()
            : throw new InvalidOperationException("The sign-in page did not answer."));

    /// <summary>What an honest provider would say of Ann in this sign-in.</summary>
    public JsonObject Claims(Way way, string subject = "ann-1", string? email = "ann@contoso.example", string issuer = "a")
    {
        var now = Server.Clock.Now.ToUnixTimeSeconds();
        return new JsonObject
        {
            ["iss"] = Provider.Issuer(issuer),
            ["sub"] = subject,
            ["aud"] = ClientId,
            ["iat"] = now,
            ["exp"] = now + 300,
            ["nonce"] = way.Nonce,
            ["email"] = email,
            ["email_verified"] = true,
            ["name"] = "Ann Lee",
            ["at_hash"] = Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(AccessToken)).AsSpan(0, 16)),
        };
    }

    /// <summary>Comes back from the provider. A token is what it gives for the code.</summary>
    public async Task<HttpResponseMessage> ReturnAsync(HttpClient browser, Way way, string? token, string? address = null)
    {
        Provider.IdToken = token;
        return await browser.GetAsync(address ?? $"{way.ReturnPath}?code=c0de-of-the-tests&state={way.State}", Ct);
    }

    /// <summary>One whole sign-in with what an honest provider would say, or with something changed in it.</summary>
    public async Task<HttpResponseMessage> SignInAsync(HttpClient browser, Action<JsonObject>? change = null, string subject = "ann-1", string? email = "ann@contoso.example")
    {
        var way = await BeginAsync(browser);
        var claims = Claims(way, subject, email);
        change?.Invoke(claims);
        return await ReturnAsync(browser, way, Provider.Rs256(claims));
    }

    public static async Task AssertSignedInAsync(HttpClient browser, HttpResponseMessage answer, string address = "/")
    {
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal(address, answer.Headers.Location?.OriginalString);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/account/profile", Ct)).StatusCode);
    }

    /// <summary>Nobody is signed in, nobody was added, the person sees a calm page, and one line says why without anything secret.</summary>
    public async Task AssertRefusedAsync(HttpClient browser, HttpResponseMessage answer, SignOnProblem problem, string why, Way? way, IReadOnlyDictionary<Guid, string> linesBefore, int peopleBefore)
    {
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal($"/account/sign-on-stopped?why={problem}", answer.Headers.Location?.OriginalString);
        Assert.Contains("/account/login", (await browser.GetAsync("/account/profile", Ct)).Headers.Location?.OriginalString, StringComparison.Ordinal);
        var page = await browser.GetAsync(answer.Headers.Location, Ct);
        Assert.Equal(problem is SignOnProblem.Unavailable ? HttpStatusCode.ServiceUnavailable : HttpStatusCode.Forbidden, page.StatusCode);
        Assert.Contains("You are not signed in", await page.TextAsync(), StringComparison.Ordinal);

        var (_, line) = Assert.Single(await RefusalsAsync(), now => !linesBefore.ContainsKey(now.Key));
        Assert.Contains(why, line, StringComparison.Ordinal);
        foreach (var secret in new[] { AccessToken, Secret, "c0de-of-the-tests", "ann@", way?.State, way?.Nonce, Provider.IdToken is { Length: > 20 } token ? token : null }.OfType<string>())
        {
            Assert.DoesNotContain(secret, line, StringComparison.Ordinal);
        }

        Assert.Equal(peopleBefore, await PeopleAsync());
    }

    /// <summary>Begins, lets the test answer, and looks that it was refused.</summary>
    public async Task RefuseAsync(SignOnProblem problem, string why, Func<HttpClient, Way, Task<HttpResponseMessage>> answer)
    {
        using var browser = Server.Stranger();
        var way = await BeginAsync(browser);
        var (lines, people) = (await RefusalsAsync(), await PeopleAsync());
        await AssertRefusedAsync(browser, await answer(browser, way), problem, why, way, lines, people);
    }

    /// <summary>Why sign-ins were refused, of one account or of all there are.</summary>
    public async Task<Dictionary<Guid, string>> RefusalsAsync(params Guid[] accounts)
    {
        await using var db = Server.Portal.ForSystem(accounts.Length > 0 ? accounts : [Contoso.AccountId, Fabrikam.AccountId, AccountScope.NoAccount]);
        return await db.Set<AuditEntry>().Where(line => line.Action == AuditAction.SignInRefused).ToDictionaryAsync(line => line.Id, line => line.Detail, Ct);
    }

    public async Task<int> PeopleAsync()
    {
        await using var db = Server.Portal.ForSystem();
        return await db.Users.CountAsync(Ct);
    }

    /// <summary>Each request comes from an address of its own, so that limits by address do not count the tests.</summary>
    private sealed class ManyAddresses : IStartupFilter
    {
        private static int s_last;

        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use((http, then) =>
            {
                http.Connection.RemoteIpAddress ??= new IPAddress(0x0A000000 | (Interlocked.Increment(ref s_last) & 0xFFFFFF));
                return then(http);
            });
            next(app);
        };
    }

    /// <summary>Where the portal sends a browser, and what it sends along.</summary>
    public sealed partial record Way(Uri To, string State, string Nonce, string Challenge, string ReturnPath)
    {
        public static Way Of(string page)
        {
            var found = Refresh().Match(page);
            Assert.True(found.Success, "The page leads to no provider: " + (page.Contains("<main", StringComparison.Ordinal) ? page[page.IndexOf("<main", StringComparison.Ordinal)..page.IndexOf("</main", StringComparison.Ordinal)] : page));
            var to = new Uri(found.Groups[1].Value);
            var query = QueryHelpers.ParseQuery(to.Query);
            return new Way(to, query["state"]!, query["nonce"]!, query["code_challenge"]!, new Uri(query["redirect_uri"]!).AbsolutePath);
        }

        [GeneratedRegex("http-equiv=\"refresh\" content=\"0;url=([^\"]+)\"")]
        private static partial Regex Refresh();
    }
}
