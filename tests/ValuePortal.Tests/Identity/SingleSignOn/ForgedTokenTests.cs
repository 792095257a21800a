using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using ValuePortal.Identity.SingleSignOn;
using static ValuePortal.Tests.Identity.SingleSignOn.HostileProvider;

namespace ValuePortal.Tests.Identity.SingleSignOn;

/// <summary>Tokens that nobody signed, or somebody else. Whatever they say is not looked at.</summary>
public sealed class ForgedTokenTests(SignOnWorld world) : IClassFixture<SignOnWorld>
{
    [Theory]
    [InlineData("none")]
    [InlineData("None")]
    [InlineData("NONE")]
    [InlineData("nOnE")]
    [InlineData(" none")]
    [InlineData("none\u0000")]
    [InlineData("")]
    [InlineData(null)]
    public async Task A_token_that_is_not_signed(string? algorithm)
    {
        await RefuseAsync(claims => Jwt(Header(algorithm, "rsa-1"), claims.ToJsonString(), _ => []));
        await RefuseAsync(claims => Jwt(Header(algorithm, null), claims.ToJsonString(), world.Provider.SignRs256));
    }

    [Theory]
    [InlineData("modulus")]
    [InlineData("der")]
    [InlineData("pkcs1")]
    [InlineData("pem")]
    [InlineData("pem and line")]
    [InlineData("jwk")]
    public Task A_token_signed_with_the_public_key_as_a_shared_secret(string form) =>
        RefuseAsync(claims => Jwt(Header("HS256", "rsa-1"), claims.ToJsonString(), data => HMACSHA256.HashData(world.Provider.PublicKeyAs(form), data)));

    [Fact]
    public Task A_token_signed_with_the_clients_secret() =>
        RefuseAsync(claims => Jwt(Header("HS256", null), claims.ToJsonString(), data => HMACSHA256.HashData(Encoding.UTF8.GetBytes(SignOnWorld.Secret), data)));

    [Theory]
    [InlineData("known kid")]
    [InlineData("no kid")]
    [InlineData("unknown kid")]
    [InlineData("jwk in it")]
    [InlineData("jku in it")]
    public async Task A_token_signed_by_a_stranger(string how)
    {
        using var stranger = RSA.Create(2048);
        var header = Header("RS256", how switch { "no kid" => null, "unknown kid" => "rsa-9", _ => "rsa-1" });
        if (how == "jwk in it")
        {
            header["jwk"] = Public(stranger, "rsa-1");
        }
        else if (how == "jku in it")
        {
            header["jku"] = world.Provider.Issuer("b") + "/keys";
        }

        await RefuseAsync(claims => Jwt(header, claims.ToJsonString(), data => SignRs256(stranger, data)));
    }

    [Theory]
    [InlineData("no signature")]
    [InlineData("two parts")]
    [InlineData("five parts")]
    [InlineData("changed after")]
    [InlineData("PS256 that is RS256")]
    [InlineData("ES256 that is RS256")]
    [InlineData("must be understood")]
    [InlineData("an access token")]
    [InlineData("not one")]
    [InlineData("longer than 64 KiB")]
    public Task A_token_that_is_not_what_it_seems(string how) => RefuseAsync(claims =>
    {
        var parts = world.Provider.Rs256(claims).Split('.');
        var other = JsonNode.Parse(claims.ToJsonString())!.AsObject();
        other["sub"] = "somebody-else";
        return how switch
        {
            "no signature" => $"{parts[0]}.{parts[1]}.",
            "two parts" => $"{parts[0]}.{parts[1]}",
            "five parts" => $"{parts[0]}.{parts[1]}.{parts[2]}.{parts[1]}.{parts[2]}",
            "changed after" => $"{parts[0]}.{Encoded(other.ToJsonString())}.{parts[2]}",
            "PS256 that is RS256" => Jwt(Header("PS256", "rsa-1"), claims.ToJsonString(), world.Provider.SignRs256),
            "ES256 that is RS256" => Jwt(Header("ES256", "rsa-1"), claims.ToJsonString(), world.Provider.SignRs256),
            "must be understood" => Jwt(With("crit", new JsonArray("b64")), claims.ToJsonString(), world.Provider.SignRs256),
            "an access token" => Jwt(With("typ", "at+jwt"), claims.ToJsonString(), world.Provider.SignRs256),
            "not one" => "no token at all",
            _ => parts[0] + new string('A', 66_000) + "." + parts[1] + "." + parts[2],
        };
    });

    private static JsonObject With(string name, JsonNode value)
    {
        var header = Header("RS256", "rsa-1");
        header[name] = value;
        return header;
    }

    private Task RefuseAsync(Func<JsonObject, string> token) =>
        world.RefuseAsync(SignOnProblem.Refused, "single sign-on: the id token", (browser, way) => world.ReturnAsync(browser, way, token(world.Claims(way))));
}
