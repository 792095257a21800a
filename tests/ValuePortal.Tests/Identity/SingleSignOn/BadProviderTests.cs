using Microsoft.AspNetCore.Http;
using ValuePortal.Identity.SingleSignOn;
using ValuePortal.Tests.Support;
using static ValuePortal.Tests.Identity.SingleSignOn.SignOnWorld;

namespace ValuePortal.Tests.Identity.SingleSignOn;

/// <summary>Providers whose documents and tokens come in a way in which they must not come.</summary>
public sealed class BadProviderTests(SignOnWorld world) : IClassFixture<SignOnWorld>
{
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
        world.Provider.Instead.Clear();
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
        var name = $"{document}-{how}".Replace(' ', '-');
        var account = await world.Server.OpenAccountAsync();
        await world.SetAsync(account, new SetProvider.Input(world.Provider.Issuer(name), ClientId, Secret, name + ".example", true, false, true));
        var keys = world.Provider.Keys;
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
        var page = await (await browser.SubmitAsync("/account/login", "login", ("Email", $"ann@{name}.example"))).TextAsync();

        world.Provider.Instead.Clear();
        world.Provider.Keys = keys;
        world.Provider.Discovery = (_, _) => { };
        Assert.Contains("does not answer as it should", page, StringComparison.Ordinal);
        Assert.DoesNotContain("http-equiv", page, StringComparison.Ordinal);
        Assert.Single(await world.RefusalsAsync(account.AccountId));

        // It is left alone for a while, whoever types an e-mail of it.
        var asked = world.Provider.Asked.Count;
        await browser.SubmitAsync("/account/login", "login", ("Email", $"bob@{name}.example"));
        Assert.Equal(asked, world.Provider.Asked.Count);
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
}
