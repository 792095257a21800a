using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using ValuePortal.Identity.SingleSignOn;
using ValuePortal.Tests.Support;
using static ValuePortal.Tests.Identity.SingleSignOn.SignOnWorld;

namespace ValuePortal.Tests.Identity.SingleSignOn;

/// <summary>What changes between the beginning of a sign-in and its end: the time, the keys, the provider itself.</summary>
public sealed class ChangeTests : IAsyncLifetime
{
    private readonly SignOnWorld world = new();

    public ValueTask InitializeAsync() => world.InitializeAsync();

    public ValueTask DisposeAsync() => world.DisposeAsync();

    [Fact]
    public async Task An_issuer_that_promises_its_name_must_give_it()
    {
        world.Provider.Discovery = (_, document) => document["authorization_response_iss_parameter_supported"] = true;

        await world.RefuseAsync(SignOnProblem.Refused, "(iss)", (browser, way) => world.ReturnAsync(browser, way, world.Provider.Rs256(world.Claims(way))));

        using var honest = world.Server.Stranger();
        var begun = await BeginAsync(honest);
        await AssertSignedInAsync(honest, await world.ReturnAsync(
            honest, begun, world.Provider.Rs256(world.Claims(begun)), $"{begun.ReturnPath}?code=c&state={begun.State}&iss={Uri.EscapeDataString(world.Provider.Issuer("a"))}"));
    }

    [Fact]
    public Task An_answer_after_ten_minutes_is_too_late() => world.RefuseAsync(SignOnProblem.Refused, "(state)", (browser, way) =>
    {
        world.Server.Clock.Advance(TimeSpan.FromMinutes(10));
        return world.ReturnAsync(browser, way, world.Provider.Rs256(world.Claims(way)));
    });

    [Fact]
    public async Task A_provider_that_is_switched_off_or_changed_meanwhile_counts_no_more()
    {
        await world.RefuseAsync(SignOnProblem.Refused, "meanwhile", async (browser, way) =>
        {
            await world.SetContosoAsync(isOn: false);
            await world.SetContosoAsync();
            return await world.ReturnAsync(browser, way, world.Provider.Rs256(world.Claims(way)));
        });
        using var before = world.Server.Stranger();
        await AssertSignedInAsync(before, await world.SignInAsync(before));
        await world.RefuseAsync(SignOnProblem.Refused, "meanwhile", async (browser, way) =>
        {
            // While the portal waits for the tokens: the last look comes after them.
            world.Provider.Instead["token"] = async http =>
            {
                await world.SetContosoAsync(isOn: false);
                await http.Response.WriteAsJsonAsync(new { access_token = AccessToken, id_token = world.Provider.Rs256(world.Claims(way)) }, Ct);
            };
            return await world.ReturnAsync(browser, way, null);
        });
    }

    [Fact]
    public async Task Who_comes_by_the_provider_alone_is_told_that_passkeys_and_codes_are_set_up_there()
    {
        using var browser = world.Server.Stranger();
        await AssertSignedInAsync(browser, await world.SignInAsync(browser));
        var page = await browser.GetStringAsync("/account/security", Ct);
        Assert.Equal(2, page.Split("Passkeys and codes for it are set up there").Length - 1);
        Assert.DoesNotContain("passkey-add", page, StringComparison.Ordinal);
        var refused = await (await browser.SubmitAsync("/account/second-factor", "factor-begin", ("Password", "any"))).TextAsync();
        Assert.Contains("set up there, not here", refused, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_an_address_of_the_provider_the_sign_out_is_here_alone()
    {
        await world.SetAsync(world.Contoso, new SetProvider.Input(world.Provider.Issuer("a"), ClientId, "", "contoso.example", true, false, true, SignsOut: true));
        using var browser = world.Server.Stranger();
        await AssertSignedInAsync(browser, await world.SignInAsync(browser));
        var token = Regex.Match(await browser.GetStringAsync("/account/profile", Ct), "name=\"__RequestVerificationToken\" value=\"([^\"]+)\"", RegexOptions.None, TimeSpan.FromSeconds(1)).Groups[1].Value;
        using var left = await browser.PostFieldsAsync("/account/logout", ("__RequestVerificationToken", token));

        Assert.Equal("/account/login", left.Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task A_new_key_is_found_and_looked_for_once_a_minute()
    {
        using var first = world.Server.Stranger();
        await AssertSignedInAsync(first, await world.SignInAsync(first));

        world.Provider.Keys = [world.Provider.RsaKey("rsa-2")];
        for (var i = 0; i < 3; i++)
        {
            await world.RefuseAsync(SignOnProblem.Refused, "a key that the provider does not name", (browser, way) => world.ReturnAsync(browser, way, WithKey(way, "rsa-3")));
        }

        Assert.Equal(1, world.Provider.Asked.Count(what => what == "a/keys"));
        world.Server.Clock.Advance(TimeSpan.FromMinutes(1));
        using var second = world.Server.Stranger();
        var begun = await BeginAsync(second);
        await AssertSignedInAsync(second, await world.ReturnAsync(second, begun, WithKey(begun, "rsa-2")));
        Assert.Equal(2, world.Provider.Asked.Count(what => what == "a/keys"));

        // The old key is no longer good, although its tokens still would be.
        await world.RefuseAsync(SignOnProblem.Refused, "a key that the provider does not name", (browser, way) => world.ReturnAsync(browser, way, WithKey(way, "rsa-1")));
    }

    private string WithKey(Way way, string kid) => HostileProvider.Jwt(HostileProvider.Header("RS256", kid), world.Claims(way).ToJsonString(), world.Provider.SignRs256);
}
