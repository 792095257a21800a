using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using ValuePortal.Identity.SingleSignOn;
using ValuePortal.Tests.Support;
using static ValuePortal.Tests.Identity.SingleSignOn.SignOnWorld;

namespace ValuePortal.Tests.Identity.SingleSignOn;

/// <summary>Answers that belong to another sign-in, another browser or another provider, and providers that misbehave.</summary>
public sealed class AnswerTests : IAsyncLifetime
{
    private readonly SignOnWorld world = new();

    public ValueTask InitializeAsync() => world.InitializeAsync();

    public ValueTask DisposeAsync() => world.DisposeAsync();

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
        var cookie = begun.Headers.GetValues("Set-Cookie").Single(value => value.StartsWith("ValuePortal.Way.", StringComparison.Ordinal)).Split(';')[0];
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

    [Theory]
    [InlineData("redirect", SignOnProblem.Unavailable, "answered 302")]
    [InlineData("failure", SignOnProblem.Unavailable, "answered 500")]
    [InlineData("refusal", SignOnProblem.Refused, "invalid_grant")]
    [InlineData("strange refusal", SignOnProblem.Refused, "unknown error")]
    [InlineData("page", SignOnProblem.Unavailable, "cannot be read")]
    [InlineData("list", SignOnProblem.Unavailable, "cannot be read")]
    [InlineData("nothing", SignOnProblem.Refused, "no id token")]
    [InlineData("without end", SignOnProblem.Unavailable, "more than 256 KiB")]
    public async Task A_token_endpoint_that_misbehaves_signs_nobody_in(string how, SignOnProblem problem, string why)
    {
        world.Provider.Instead["token"] = http => how switch
        {
            "redirect" => Redirect(http, "/b/token"),
            "failure" => Answer(http, 500, "oops"),
            "refusal" => Answer(http, 400, """{"error":"invalid_grant","error_description":"c0de-of-the-tests"}"""),
            "strange refusal" => Answer(http, 401, """{"error":"c0de-of-the-tests"}"""),
            "page" => Answer(http, 200, "<html>"),
            "list" => Answer(http, 200, "[]"),
            "nothing" => Answer(http, 200, """{"access_token":"x","id_token":["y"]}"""),
            _ => HostileProvider.WithoutEndAsync(http),
        };

        await world.RefuseAsync(problem, why, (browser, way) => world.ReturnAsync(browser, way, null));
        Assert.DoesNotContain("b/token", world.Provider.Asked);
    }

    [Theory]
    [InlineData("discovery", "another issuer")]
    [InlineData("discovery", "redirect")]
    [InlineData("discovery", "without end")]
    [InlineData("discovery", "page")]
    [InlineData("discovery", "http address")]
    [InlineData("keys", "redirect")]
    [InlineData("keys", "without end")]
    [InlineData("keys", "page")]
    [InlineData("keys", "too many")]
    [InlineData("keys", "none")]
    public async Task A_provider_whose_documents_are_not_as_they_must_be_is_not_asked_further(string document, string how)
    {
        world.Provider.Discovery = (_, discovery) => discovery[how == "another issuer" ? "issuer" : how == "http address" ? "token_endpoint" : "x"] = "http://login.example/";
        world.Provider.Keys = how == "too many" ? [.. Enumerable.Range(0, 101).Select(i => world.Provider.RsaKey("k" + i))] : how == "none" ? [] : world.Provider.Keys;
        if (how is "redirect" or "without end" or "page")
        {
            world.Provider.Instead[document] = http => how switch
            {
                "redirect" => Redirect(http, "/b/" + document),
                "page" => Answer(http, 200, "<html>"),
                _ => HostileProvider.WithoutEndAsync(http),
            };
        }

        using var browser = world.Server.Stranger();
        var page = await (await browser.SubmitAsync("/account/login", "login", ("Email", "ann@contoso.example"))).TextAsync();

        Assert.Contains("does not answer as it should", page, StringComparison.Ordinal);
        Assert.DoesNotContain("http-equiv", page, StringComparison.Ordinal);
        Assert.Single(await world.RefusalsAsync());
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

    private static Task Answer(HttpContext http, int status, string text)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = "application/json";
        return http.Response.WriteAsync(text);
    }

    private static Task Redirect(HttpContext http, string to)
    {
        http.Response.Redirect(to, permanent: false, preserveMethod: false);
        return Task.CompletedTask;
    }

    private string WithKey(Way way, string kid) => HostileProvider.Jwt(HostileProvider.Header("RS256", kid), world.Claims(way).ToJsonString(), world.Provider.SignRs256);
}
