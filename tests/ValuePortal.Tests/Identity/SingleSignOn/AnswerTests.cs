using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;
using ValuePortal.Identity.SingleSignOn;
using ValuePortal.Tests.Support;
using static ValuePortal.Tests.Identity.SingleSignOn.SignOnWorld;

namespace ValuePortal.Tests.Identity.SingleSignOn;

/// <summary>Answers that belong to another sign-in, another browser or another provider.</summary>
public sealed class AnswerTests(SignOnWorld world) : IClassFixture<SignOnWorld>
{
    [Theory]
    [InlineData("?code=c&state=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "(state)")]
    [InlineData("?code=c", "(state)")]
    [InlineData("?code=c&state=../../etc", "(state)")]
    [InlineData("?code=c&state={0}&state={0}", "(state)")]
    [InlineData("?state={0}", "no code")]
    [InlineData("?code=&state={0}", "no code")]
    [InlineData("?code=c&code=d&state={0}", "no code")]
    [InlineData("?code=c&state={0}&iss=https%3A%2F%2Flogin.example", "(iss)")]
    [InlineData("?code=c&state={0}&iss={1}&iss={1}", "(iss)")]
    [InlineData("?code=c&state={0}&error=login_required", "login_required")]
    [InlineData("?error=%3Cscript%3E&state={0}", "unknown error")]
    public Task An_answer_with_other_parts_is_refused(string query, string why) => world.RefuseAsync(SignOnProblem.Refused, why, (browser, way) => world.ReturnAsync(
        browser,
        way,
        world.Provider.Rs256(world.Claims(way)),
        way.ReturnPath + string.Format(System.Globalization.CultureInfo.InvariantCulture, query, way.State, Uri.EscapeDataString(world.Provider.Issuer("b")))));

    [Fact]
    public Task Who_says_no_at_the_provider_is_not_signed_in() =>
        world.RefuseAsync(SignOnProblem.Cancelled, "access_denied", (browser, way) => browser.GetAsync($"{way.ReturnPath}?error=access_denied&state={way.State}", Ct));

    [Fact]
    public Task An_answer_in_another_browser_is_refused() => world.RefuseAsync(SignOnProblem.Refused, "(state)", async (_, way) =>
    {
        using var other = world.Server.Stranger();
        return await world.ReturnAsync(other, way, world.Provider.Rs256(world.Claims(way)));
    });

    [Fact]
    public async Task An_answer_is_taken_once_even_with_a_copy_of_the_cookie()
    {
        using var browser = world.Server.Stranger();
        var begun = await browser.SubmitAsync("/account/login", "login", ("Email", "ann@contoso.example"));
        var way = Way.Of(await begun.TextAsync());
        var given = begun.Headers.GetValues("Set-Cookie").Single(value => value.StartsWith("ValuePortal.Way.", StringComparison.Ordinal));
        Assert.All(new[] { "httponly", "samesite=lax", "secure", "max-age=600" }, part => Assert.Contains(part, given, StringComparison.OrdinalIgnoreCase));
        var cookie = given.Split(';')[0];
        var token = world.Provider.Rs256(world.Claims(way));
        await AssertSignedInAsync(browser, await world.ReturnAsync(browser, way, token));

        using var thief = world.Server.Stranger();
        thief.DefaultRequestHeaders.Add("Cookie", cookie);
        var (lines, people) = (await world.RefusalsAsync(), await world.PeopleAsync());
        await world.AssertRefusedAsync(thief, await world.ReturnAsync(thief, way, token), SignOnProblem.Refused, "taken before", way, lines, people);
        lines = await world.RefusalsAsync();
        using var again = world.Server.Stranger();
        await world.AssertRefusedAsync(again, await world.ReturnAsync(again, way, token), SignOnProblem.Refused, "(state)", way, lines, people);
    }

    [Fact]
    public async Task A_code_of_somebody_elses_sign_in_is_refused()
    {
        using var victim = world.Server.Stranger();
        var of = await BeginAsync(victim);

        // The provider gives for the stolen code what it made for the victim.
        await world.RefuseAsync(SignOnProblem.Refused, "(nonce)", (thief, way) => world.ReturnAsync(thief, way, world.Provider.Rs256(world.Claims(of))));
    }

    [Fact]
    public async Task An_answer_of_one_provider_is_none_at_anothers_address()
    {
        await world.RefuseAsync(SignOnProblem.Refused, "address of another account", (browser, way) => world.ReturnAsync(
            browser, way, world.Provider.Rs256(world.Claims(way)), $"/account/sso/{world.Fabrikam.AccountId:N}/callback?code=c&state={way.State}"));
        await world.RefuseAsync(SignOnProblem.Refused, "(iss)", (browser, way) => world.ReturnAsync(
            browser, way, world.Provider.Rs256(world.Claims(way)), $"{way.ReturnPath}?code=c&state={way.State}&iss={Uri.EscapeDataString(world.Provider.Issuer("b"))}"));
        await world.RefuseAsync(SignOnProblem.Refused, "another issuer", (browser, way) =>
            world.ReturnAsync(browser, way, world.Provider.Rs256(world.Claims(way, issuer: "b"))));
        Assert.DoesNotContain("b/token", world.Provider.Asked);
    }

    [Fact]
    public async Task What_is_sent_to_the_provider_is_what_the_protocol_asks_for()
    {
        using var browser = world.Server.Stranger();
        var way = await BeginAsync(browser, " Ann@Contoso.example ");
        await AssertSignedInAsync(browser, await world.ReturnAsync(browser, way, world.Provider.Rs256(world.Claims(way))));

        var query = QueryHelpers.ParseQuery(way.To.Query);
        Assert.Equal(world.Provider.Issuer("a") + "/authorize", way.To.GetLeftPart(UriPartial.Path));
        Assert.Equal(("code", "S256", ClientId), ((string)query["response_type"]!, (string)query["code_challenge_method"]!, (string)query["client_id"]!));
        var (form, authorization) = world.Provider.LastForm;
        Assert.Equal($"https://localhost/account/sso/{world.Contoso.AccountId:N}/callback", form["redirect_uri"]);

        // RFC 7636, section 4.6, and RFC 6749, section 2.3.1.
        Assert.Equal(way.Challenge, WebEncoders.Base64UrlEncode(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.ASCII.GetBytes(form["code_verifier"]))));
        Assert.Equal("Basic cG9ydGFsK2NsaWVudDpwJTNBJUMzJUE0c3Mrd29yZCUyNiUzRCUyNQ==", authorization);
        Assert.DoesNotContain("client_secret", form.Keys);
    }

    [Theory]
    [InlineData("RS256")]
    [InlineData("RS512")]
    [InlineData("PS256")]
    [InlineData("ES256")]
    public async Task An_honest_token_signs_in(string algorithm)
    {
        using var browser = world.Server.Stranger();
        var way = await BeginAsync(browser);
        var claims = world.Claims(way);
        claims["aud"] = new JsonArray(ClientId, "another client");
        claims["azp"] = ClientId;
        if (algorithm == "RS512")
        {
            // OpenID Connect Core 1.0, section 3.1.3.6: the left half of the hash that the algorithm names.
            claims["at_hash"] = WebEncoders.Base64UrlEncode(System.Security.Cryptography.SHA512.HashData(System.Text.Encoding.ASCII.GetBytes(AccessToken)), 0, 32);
        }


        await AssertSignedInAsync(browser, await world.ReturnAsync(browser, way, world.Provider.Jwt(algorithm, claims)));
    }
}
