using System.Net;
using Microsoft.EntityFrameworkCore;
using ValuePortal.Identity.SingleSignOn;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Audit;
using ValuePortal.Tests.Support;
using static ValuePortal.Tests.Identity.SingleSignOn.SignOnWorld;

namespace ValuePortal.Tests.Identity.SingleSignOn;

/// <summary>Who sets up a provider, what is refused, and what is told.</summary>
public sealed class DeskTests(SignOnWorld world) : IClassFixture<SignOnWorld>
{
    [Fact]
    public async Task Only_the_vendors_admin_changes_a_provider_and_a_foreign_account_is_a_missing_one()
    {
        Viewer csm = TestPortal.Csm(world.Contoso.AccountId), customer = TestPortal.AdminOf(world.Contoso.AccountId), foreign = TestPortal.VendorAdmin(world.Fabrikam.AccountId);
        await using var scope = world.Server.Services.CreateAsyncScope();
        var (set, attempt, remove, read) = (Get<SetProvider>(scope), Get<TryProvider>(scope), Get<RemoveProvider>(scope), Get<ReadProvider>(scope));
        foreach (var viewer in new[] { csm, customer })
        {
            Assert.IsType<Refusal.NotAllowed>(RefusalOf(await set.RunAsync(viewer, world.Contoso.AccountId, Input(), Ct)));
            Assert.IsType<Refusal.NotAllowed>(RefusalOf(await attempt.RunAsync(viewer, world.Contoso.AccountId, Ct)));
            Assert.IsType<Refusal.NotAllowed>(RefusalOf(await remove.RunAsync(viewer, world.Contoso.AccountId, Ct)));
        }

        Assert.IsType<Refusal.NotFound>(RefusalOf(await set.RunAsync(foreign, world.Contoso.AccountId, Input(), Ct)));
        Assert.IsType<Refusal.NotFound>(RefusalOf(await attempt.RunAsync(foreign, world.Contoso.AccountId, Ct)));
        Assert.IsType<Refusal.NotFound>(RefusalOf(await remove.RunAsync(foreign, world.Contoso.AccountId, Ct)));
        Assert.Null(await read.RunAsync(foreign, world.Contoso.AccountId, Ct));
        Assert.Null(await read.RunAsync(customer, world.Contoso.AccountId, Ct));
        Assert.NotNull(await read.RunAsync(csm, world.Contoso.AccountId, Ct));

        using var admin = world.Server.ClientOf(await world.Server.AddStaffAsync("admin@northwind.example"));
        Assert.Equal(HttpStatusCode.NotFound, (await admin.GetAsync($"/desk/accounts/{Guid.CreateVersion7()}", Ct)).StatusCode);
    }

    [Fact]
    public async Task The_admin_sets_it_up_on_the_accounts_page_and_never_sees_the_secret_again()
    {
        var account = await world.Server.OpenAccountAsync("wingtip", "Wingtip");
        using var admin = world.Server.ClientOf(await world.Server.AddStaffAsync("second@northwind.example"));
        var page = $"/desk/accounts/{account.AccountId}/sign-on";
        Assert.Contains($"https://localhost/account/sso/{account.AccountId:N}/callback", await admin.GetStringAsync(page, Ct), StringComparison.Ordinal);

        var answer = await admin.SubmitAsync(
            page, "sign-on", ("Issuer", world.Provider.Issuer("w")), ("ClientId", "wing"), ("Secret", "a-secret-of-wingtip"), ("Domains", "Wingtip.EXAMPLE, @bücher.example"), ("IsOn", "true"), ("IsOnly", "true"));

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        var shown = await (await admin.GetAsync(page, Ct)).TextAsync();
        Assert.Contains("wingtip.example", shown, StringComparison.Ordinal);
        Assert.Contains("xn--bcher-kva.example", shown, StringComparison.Ordinal);
        Assert.Contains("passwords are refused", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("a-secret-of-wingtip", shown, StringComparison.Ordinal);
        await using var db = world.Server.Portal.ForSystem(account.AccountId);
        Assert.DoesNotContain("a-secret-of-wingtip", (await db.Set<SignOnProvider>().SingleAsync(p => p.AccountId == account.AccountId, Ct)).ProtectedSecret, StringComparison.Ordinal);
        var line = await db.Set<AuditEntry>().SingleAsync(l => l.Action == SignOnAudit.Set, Ct);
        Assert.Equal($"on, no passwords, new secret; {world.Provider.Issuer("w")} for wingtip.example xn--bcher-kva.example", line.Detail);

        // Without the secret it stays what it was; for another issuer it must be given anew.
        Assert.Equal(HttpStatusCode.Redirect, (await admin.SubmitAsync(page, "sign-on", ("Issuer", world.Provider.Issuer("w")), ("ClientId", "wing"), ("Domains", "wingtip.example"))).StatusCode);
        Assert.Contains("secret of the new issuer", await (await admin.SubmitAsync(page, "sign-on", ("Issuer", world.Provider.Issuer("x")), ("ClientId", "wing"), ("Domains", "wingtip.example"))).TextAsync(), StringComparison.Ordinal);

        Assert.Contains("as they must be", await (await admin.SubmitAsync(page, "sign-on-try")).TextAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, (await admin.SubmitAsync(page, "sign-on-remove")).StatusCode);
        Assert.False(await db.Set<SignOnProvider>().AnyAsync(p => p.AccountId == account.AccountId, Ct));
    }

    [Theory]
    [InlineData("http://login.example", "client", "s", "wide.example", "Issuer")]
    [InlineData("https://login.example?x=1", "client", "s", "wide.example", "Issuer")]
    [InlineData("javascript:alert(1)", "client", "s", "wide.example", "Issuer")]
    [InlineData("https://login.example", "", "s", "wide.example", "ClientId")]
    [InlineData("https://login.example", "client", "", "wide.example", "Secret")]
    [InlineData("https://login.example", "client", "s", "", "Domains")]
    [InlineData("https://login.example", "client", "s", "wide", "Domains")]
    [InlineData("https://login.example", "client", "s", "*.wide.example", "Domains")]
    [InlineData("https://login.example", "client", "s", "10.0.0.1", "Domains")]
    [InlineData("https://login.example", "client", "s", "wide.example gmail.com", "Domains")]
    [InlineData("https://login.example", "client", "s", "fabrikam.example", "Domains")]
    public async Task What_could_not_work_is_refused_at_its_field(string issuer, string client, string secret, string domains, string field)
    {
        var account = await world.Server.OpenAccountAsync();
        await using var scope = world.Server.Services.CreateAsyncScope();

        var outcome = await Get<SetProvider>(scope).RunAsync(
            TestPortal.VendorAdmin(account.AccountId), account.AccountId, new SetProvider.Input(issuer, client, secret, domains, true, false, false), Ct);

        Assert.Equal([field], Assert.IsType<Refusal.Invalid>(RefusalOf(outcome)).Errors.Keys);
    }

    [Theory]
    [InlineData("issuer", "names another issuer: https://other.example")]
    [InlineData("no code", "does not offer the code flow")]
    [InlineData("no algorithm", "signs in a way that is not accepted")]
    [InlineData("no pkce", "does not offer PKCE")]
    [InlineData("no such", "answered with another status than 200")]
    [InlineData("small key", "no key that can be used")]
    public async Task Trying_it_says_what_is_wrong(string what, string words)
    {
        var account = await world.Server.OpenAccountAsync();
        var name = "try-" + what.Replace(' ', '-');
        await world.SetAsync(account, new SetProvider.Input(world.Provider.Issuer(name), "client", "s", name + ".example", true, false, false));
        var keys = world.Provider.Keys;
        if (what == "small key")
        {
            using var small = System.Security.Cryptography.RSA.Create(1024);
            world.Provider.Keys = [HostileProvider.Public(small, "small")];
        }
        else if (what == "no such")
        {
            world.Provider.Instead["discovery"] = http =>
            {
                http.Response.StatusCode = 404;
                return Task.CompletedTask;
            };
        }

        world.Provider.Discovery = (asked, document) =>
        {
            if (asked == name)
            {
                _ = what switch
                {
                    "issuer" => document["issuer"] = "https://other.example",
                    "no code" => document["response_types_supported"] = new System.Text.Json.Nodes.JsonArray("id_token"),
                    "no algorithm" => document["id_token_signing_alg_values_supported"] = new System.Text.Json.Nodes.JsonArray("HS256", "none"),
                    "no pkce" => document["code_challenge_methods_supported"] = new System.Text.Json.Nodes.JsonArray("plain"),
                    _ => null,
                };
            }
        };

        await using var scope = world.Server.Services.CreateAsyncScope();
        var outcome = await Get<TryProvider>(scope).RunAsync(TestPortal.VendorAdmin(account.AccountId), account.AccountId, Ct);
        world.Provider.Instead.Clear();
        world.Provider.Keys = keys;

        Assert.True(outcome.Is(out var result, out _));
        Assert.Contains(words, Assert.Single(result.Wrongs), StringComparison.Ordinal);
    }

    private static T Get<T>(AsyncServiceScope scope)
        where T : notnull => scope.ServiceProvider.GetRequiredService<T>();

    private static Refusal RefusalOf<T>(Outcome<T> outcome) => outcome.Match<Refusal>(_ => throw new InvalidOperationException("It was not refused."), refusal => refusal);

    private SetProvider.Input Input() => new(world.Provider.Issuer("a"), ClientId, Secret, "contoso.example", true, false, true);
}
