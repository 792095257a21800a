using System.Text.Json.Nodes;
using ValuePortal.Identity.SingleSignOn;
using ValuePortal.Platform.Access;
using ValuePortal.Tests.Support;

namespace ValuePortal.Tests.Identity.SingleSignOn;

/// <summary>Tokens with the provider's own signature that are of another time, party or sign-in, or say what nobody may say.</summary>
public sealed class OddClaimTests(SignOnWorld world) : IClassFixture<SignOnWorld>
{
    [Theory]
    [InlineData("aud", "\"another client\"", "(aud)")]
    [InlineData("aud", "[\"another client\"]", "(aud)")]
    [InlineData("aud", "[]", "(aud)")]
    [InlineData("aud", "[\"portal client\",\"another client\"]", "(azp)")]
    [InlineData("azp", "\"another client\"", "")]
    [InlineData("azp", "[\"portal client\"]", "")]
    [InlineData("iss", "\"https://login.example\"", "issuer")]
    [InlineData("iss", "with a slash", "issuer")]
    [InlineData("nonce", "\"another\"", "(nonce)")]
    [InlineData("nonce", "", "")]
    [InlineData("at_hash", "\"AAAAAAAAAAAAAAAAAAAAAA\"", "(at_hash)")]
    public Task Of_another_party(string claim, string value, string why) => RefuseAsync(claim, value, why);

    [Theory]
    [InlineData("exp", -61, "expired")]
    [InlineData("nbf", 61, "not valid yet")]
    [InlineData("iat", 61, "(iat)")]
    [InlineData("iat", -601, "(iat)")]
    public Task Of_another_time(string claim, int seconds, string why) =>
        RefuseAsync(claim, (world.Server.Clock.Now.ToUnixTimeSeconds() + seconds).ToString(System.Globalization.CultureInfo.InvariantCulture), why);

    [Theory]
    [InlineData("exp", "")]
    [InlineData("exp", "\"2999-01-01\"")]
    [InlineData("exp", "99999999999999999999")]
    [InlineData("iat", "")]
    [InlineData("nbf", "true")]
    public Task Without_a_time_that_can_be_read(string claim, string value) => RefuseAsync(claim, value, "the id token");

    [Theory]
    [InlineData("")]
    [InlineData("\"\"")]
    [InlineData("null")]
    [InlineData("[\"ann-1\"]")]
    [InlineData("7")]
    [InlineData("{\"id\":\"ann-1\"}")]
    [InlineData("\"ann\\n1\"")]
    [InlineData("\"änn\"")]
    [InlineData("5 kB")]
    public Task Without_a_subject_that_can_be_kept(string value) => RefuseAsync("sub", value == "5 kB" ? $"\"{new string('a', 5000)}\"" : value, "the id token");

    [Fact]
    public Task With_two_subjects() => world.RefuseAsync(SignOnProblem.Refused, "the id token", (browser, way) => world.ReturnAsync(
        browser,
        way,
        HostileProvider.Jwt(HostileProvider.Header("RS256", "rsa-1"), world.Claims(way).ToJsonString()[..^1] + ",\"sub\":\"bob-1\"}", world.Provider.SignRs256)));

    [Theory]
    [InlineData("email", "", "missing or not verified")]
    [InlineData("email", "[\"ann@contoso.example\"]", "missing or not verified")]
    [InlineData("email", "\"ann@contoso.example\\nBcc: eve@evil.example\"", "missing or not verified")]
    [InlineData("email", "\"ann@contoso.example@evil.example\"", "missing or not verified")]
    [InlineData("email_verified", "false", "missing or not verified")]
    [InlineData("email_verified", "", "missing or not verified")]
    [InlineData("email_verified", "\"true\"", "missing or not verified")]
    [InlineData("email", "\"ann@mail.contoso.example\"", "another domain")]
    [InlineData("email", "\"ann@notcontoso.example\"", "another domain")]
    [InlineData("email", "\"ann@fabrikam.example\"", "another domain")]
    [InlineData("email", "\"known@contoso.example\"", "belongs to somebody")]
    [InlineData("email", "\"KNOWN@contoso.example\"", "belongs to somebody")]
    [InlineData("email", "\"moved@contoso.example\"", "belongs to somebody")]
    [InlineData("email", "\"staff@contoso.example\"", "belongs to somebody")]
    [InlineData("name", "\"Ann\\u0007Lee\"", "cannot be shown")]
    [InlineData("name", "\"Ann \\u202Eeel\"", "cannot be shown")]
    public async Task An_email_or_a_name_makes_nobody_a_person_that_should_not_be(string claim, string value, string why)
    {
        // Somebody of the same company, of another one, and of the vendor, each with an e-mail of the domain.
        if (await world.PeopleAsync() == 0)
        {
            await world.AddAsync(world.Contoso, "known@contoso.example");
            await world.AddAsync(world.Fabrikam, "moved@contoso.example");
            await world.Server.AddStaffAsync("staff@contoso.example", PersonRole.VendorAdmin);
        }

        await world.RefuseAsync(SignOnProblem.NotConnected, why, (browser, way) =>
        {
            var claims = world.Claims(way, "nobody-yet");
            Change(claims, claim, value);
            return world.ReturnAsync(browser, way, world.Provider.Rs256(claims));
        });
    }

    private static void Change(JsonObject claims, string claim, string value)
    {
        if (value.Length == 0)
        {
            claims.Remove(claim);
            return;
        }

        claims[claim] = value == "with a slash" ? JsonValue.Create(claims["iss"]!.GetValue<string>() + "/") : JsonNode.Parse(value);
    }

    private Task RefuseAsync(string claim, string value, string why) => world.RefuseAsync(SignOnProblem.Refused, why, (browser, way) =>
    {
        var claims = world.Claims(way);
        Change(claims, claim, value);
        return world.ReturnAsync(browser, way, world.Provider.Rs256(claims));
    });
}
