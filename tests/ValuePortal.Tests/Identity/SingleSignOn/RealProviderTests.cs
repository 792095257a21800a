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
    public async Task Who_cancels_at_oidc_provider_is_not_signed_in()
    {
        world.Server.Clock.Now = TimeProvider.System.GetUtcNow();
        await using var provider = await OidcServer.StartAsync("portal", "word", $"https://localhost/account/sso/{world.Contoso.AccountId:N}/callback");
        await world.SetAsync(world.Contoso, new SetProvider.Input(provider.Issuer, "portal", "word", "contoso.example", true, true, true));

        await world.RefuseAsync(SignOnProblem.Cancelled, "access_denied", async (browser, way) => await browser.GetAsync(await VisitAsync(way.To, null), Ct));
    }

    // What a person does at the provider: follow where it leads, type the name, agree; without a name, cancel.
    private static async Task<string> VisitAsync(Uri start, string? name)
    {
        using var handler = new HttpClientHandler { AllowAutoRedirect = false };
        using var client = new HttpClient(handler);
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

    [GeneratedRegex("action=\"([^\"]+)\"")]
    private static partial Regex Action();

    [GeneratedRegex("href=\"([^\"]+/abort)\"")]
    private static partial Regex Cancel();
}
