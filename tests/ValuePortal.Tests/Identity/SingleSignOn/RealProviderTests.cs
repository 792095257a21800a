using System.Net;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using ValuePortal.Identity.SingleSignOn;
using ValuePortal.Platform.Access;
using ValuePortal.Tests.Support;
using static ValuePortal.Tests.Identity.SingleSignOn.SignOnWorld;

namespace ValuePortal.Tests.Identity.SingleSignOn;

/// <summary>The whole way with a provider that nobody here wrote: npm's oidc-provider.</summary>
public sealed partial class RealProviderTests : IAsyncLifetime
{
    private readonly SignOnWorld world = new();

    public ValueTask InitializeAsync() => world.InitializeAsync();

    public ValueTask DisposeAsync() => world.DisposeAsync();

    [Fact]
    public async Task People_come_in_by_oidc_provider_before_and_after_its_key_was_rolled()
    {
        // It has the time of the day.
        world.Server.Clock.Now = TimeProvider.System.GetUtcNow();
        await using var provider = await OidcServer.StartAsync("portal", "a secret & more", $"https://localhost/account/sso/{world.Contoso.AccountId:N}/callback");
        await world.SetAsync(world.Contoso, new SetProvider.Input(provider.Issuer, "portal", "a secret & more", "contoso.example", true, true, true));
        await using (var scope = world.Server.Services.CreateAsyncScope())
        {
            var attempt = await scope.ServiceProvider.GetRequiredService<TryProvider>().RunAsync(TestPortal.VendorAdmin(world.Contoso.AccountId), world.Contoso.AccountId, Ct);
            Assert.True(attempt.Is(out var result, out _));
            Assert.Empty(result.Wrongs);
        }

        using var ann = world.Server.Stranger();
        await AssertSignedInAsync(ann, await ann.GetAsync(await VisitAsync((await BeginAsync(ann)).To, "ann"), Ct));

        await provider.RollKeyAsync();
        world.Server.Clock.Advance(TimeSpan.FromMinutes(1));
        using var bob = world.Server.Stranger();
        await AssertSignedInAsync(bob, await bob.GetAsync(await VisitAsync((await BeginAsync(bob, "bob@contoso.example")).To, "bob"), Ct));

        await using var db = world.Server.Portal.ForSystem();
        Assert.Equal(
            [("ann@contoso.example", "ann of Contoso", PersonRole.CustomerMember), ("bob@contoso.example", "bob of Contoso", PersonRole.CustomerMember)],
            (await db.Users.OrderBy(p => p.Email).ToListAsync(Ct)).Select(p => (p.Email, p.Name, p.Role)));
    }

    [Fact]
    public async Task Who_signs_out_here_is_signed_out_at_oidc_provider_and_comes_back()
    {
        world.Server.Clock.Now = TimeProvider.System.GetUtcNow();
        await using var provider = await OidcServer.StartAsync("portal", "word", $"https://localhost/account/sso/{world.Contoso.AccountId:N}/callback", "https://localhost/account/login");
        await world.SetAsync(world.Contoso, new SetProvider.Input(provider.Issuer, "portal", "word", "contoso.example", true, true, true, SignsOut: true));
        using var handler = new HttpClientHandler { AllowAutoRedirect = false };
        using var elsewhere = new HttpClient(handler);
        using var ann = world.Server.Stranger();
        await AssertSignedInAsync(ann, await ann.GetAsync(await VisitAsync((await BeginAsync(ann)).To, "ann", elsewhere), Ct));

        // Still known there: it leads back without a question.
        using (var again = world.Server.Stranger())
        {
            await AssertSignedInAsync(again, await again.GetAsync(await VisitAsync((await BeginAsync(again)).To, "nobody", elsewhere), Ct));
        }

        var token = Token().Match(await ann.GetStringAsync("/account/profile", Ct)).Groups[1].Value;
        using var left = await ann.PostFieldsAsync("/account/logout", ("__RequestVerificationToken", token));
        Assert.Equal("/account/signed-out", left.Headers.Location?.OriginalString);
        Assert.Equal(HttpStatusCode.Redirect, (await ann.GetAsync("/account/profile", Ct)).StatusCode);
        var page = await (await ann.GetAsync("/account/signed-out", Ct)).TextAsync();
        var end = new Uri(Leads().Match(page).Groups[1].Value);
        Assert.Equal(new Uri(provider.Issuer).Authority, end.Authority);

        // The provider asks, as it is told to; it answers whom it knows by the token, and leads back to the address that was registered.
        var asked = await (await elsewhere.GetAsync(end, Ct)).TextAsync();
        using var yes = new FormUrlEncodedContent(new Dictionary<string, string> { ["xsrf"] = Xsrf().Match(asked).Groups[1].Value, ["logout"] = "yes" });
        using var gone = await elsewhere.PostAsync(new Uri(end, Action().Match(asked).Groups[1].Value), yes, Ct);
        Assert.Equal("https://localhost/account/login", gone.Headers.Location?.GetLeftPart(UriPartial.Path));
        using var bob = world.Server.Stranger();
        await AssertSignedInAsync(bob, await bob.GetAsync(await VisitAsync((await BeginAsync(bob, "bob@contoso.example")).To, "bob", elsewhere), Ct));
        Assert.Contains("bob@contoso.example", await bob.GetStringAsync("/account/profile", Ct), StringComparison.Ordinal);

        // Nothing is left behind that would lead there again.
        Assert.Equal("/account/login", new Uri(ann.BaseAddress!, (await ann.GetAsync("/account/signed-out", Ct)).Headers.Location!).AbsolutePath);
    }

    [Fact]
    public async Task Who_cancels_at_oidc_provider_is_not_signed_in()
    {
        world.Server.Clock.Now = TimeProvider.System.GetUtcNow();
        await using var provider = await OidcServer.StartAsync("portal", "word", $"https://localhost/account/sso/{world.Contoso.AccountId:N}/callback");
        await world.SetAsync(world.Contoso, new SetProvider.Input(provider.Issuer, "portal", "word", "contoso.example", true, true, true));

        await world.RefuseAsync(SignOnProblem.Cancelled, "access_denied", async (browser, way) => await browser.GetAsync(await VisitAsync(way.To, null), Ct));
    }

    // What a person does at the provider: follow where it leads, type the name, agree; without a name, cancel.
    private static async Task<string> VisitAsync(Uri start, string? name, HttpClient? browser = null)
    {
        using var handler = new HttpClientHandler { AllowAutoRedirect = false };
        using var fresh = new HttpClient(handler);
        var client = browser ?? fresh;
        var at = start;
        for (var step = 0; step < 12; step++)
        {
            using var answer = await client.GetAsync(at, Ct);
            if (answer.Headers.Location is null)
            {
                var page = await answer.TextAsync();
                if (name is null)
                {
                    at = new Uri(at, Cancel().Match(page).Groups[1].Value);
                    continue;
                }

                var prompt = Prompt().Match(page).Groups[1].Value;
                using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["prompt"] = prompt, ["login"] = name, ["password"] = "any" });
                using var sent = await client.PostAsync(new Uri(at, Action().Match(page).Groups[1].Value), form, Ct);
                at = new Uri(at, sent.Headers.Location!);
                continue;
            }

            at = new Uri(at, answer.Headers.Location);
            if (at.Host == "localhost" && at.AbsolutePath.StartsWith("/account/sso/", StringComparison.Ordinal))
            {
                return at.PathAndQuery;
            }
        }

        throw new InvalidOperationException($"The provider leads nowhere; the last page was {at}.");
    }

    [GeneratedRegex("name=\"prompt\" value=\"([^\"]+)\"")]
    private static partial Regex Prompt();

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex Token();

    [GeneratedRegex("http-equiv=\"refresh\" content=\"0;url=([^\"]+)\"")]
    private static partial Regex Leads();

    [GeneratedRegex("name=\"xsrf\" value=\"([^\"]+)\"")]
    private static partial Regex Xsrf();

    [GeneratedRegex("action=\"([^\"]+)\"")]
    private static partial Regex Action();

    [GeneratedRegex("href=\"([^\"]+/abort)\"")]
    private static partial Regex Cancel();
}
