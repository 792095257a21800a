using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace ValuePortal.Tests.Identity.SingleSignOn;

/// <summary>
/// Providers that answer as a test wants, over real connections of this machine: one behind each first part of the path, so that "/a" and
/// "/b" are two issuers. Tokens are written and signed here by hand: no library of the portal has a say in what it is given.
/// </summary>
public sealed class HostileProvider : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly RSA rsa = RSA.Create(2048);
    private readonly ECDsa ec = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    private HostileProvider(WebApplication app) => this.app = app;

    public string Base { get; private set; } = "";

    /// <summary>Changes the discovery document of an issuer before it is sent.</summary>
    public Action<string, JsonObject> Discovery { get; set; } = (_, _) => { };

    /// <summary>Answers in place of a document: "discovery", "keys" or "token" → what it does.</summary>
    public ConcurrentDictionary<string, Func<HttpContext, Task>> Instead { get; } = new();

    public JsonArray Keys { get; set; } = [];

    /// <summary>The id token that comes for the next code, whoever brings it.</summary>
    public string? IdToken { get; set; }

    /// <summary>What was asked for, in the order in which it was: "a/keys".</summary>
    public ConcurrentQueue<string> Asked { get; } = new();

    /// <summary>The last form that came to a token endpoint, and what stood in its Authorization.</summary>
    public (Dictionary<string, string> Form, string Authorization) LastForm { get; private set; } = ([], "");

    public static async Task<HostileProvider> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddRoutingCore();
        var app = builder.Build();
        var provider = new HostileProvider(app);
        provider.Keys = [provider.RsaKey("rsa-1"), provider.EcKey("ec-1")];
        app.MapGet("/{name}/.well-known/openid-configuration", provider.DiscoverAsync);
        app.MapGet("/{name}/keys", (string name, HttpContext http) => provider.SendAsync(http, "keys", name, new JsonObject { ["keys"] = provider.Keys.DeepClone() }));
        app.MapPost("/{name}/token", provider.TokenAsync);
        await app.StartAsync(TestContext.Current.CancellationToken);
        provider.Base = app.Urls.Single();
        return provider;
    }

    public string Issuer(string name) => $"{Base}/{name}";

    public JsonObject RsaKey(string kid) => Public(rsa, kid);

    public JsonObject EcKey(string kid)
    {
        var point = ec.ExportParameters(false).Q;
        return new JsonObject { ["kty"] = "EC", ["use"] = "sig", ["crv"] = "P-256", ["kid"] = kid, ["x"] = Base64Url.EncodeToString(point.X), ["y"] = Base64Url.EncodeToString(point.Y) };
    }

    public static JsonObject Public(RSA key, string kid)
    {
        var parts = key.ExportParameters(false);
        return new JsonObject { ["kty"] = "RSA", ["use"] = "sig", ["kid"] = kid, ["n"] = Base64Url.EncodeToString(parts.Modulus), ["e"] = Base64Url.EncodeToString(parts.Exponent) };
    }

    /// <summary>The ways in which the public key could be taken for a shared secret.</summary>
    public byte[] PublicKeyAs(string form) => form switch
    {
        "modulus" => rsa.ExportParameters(false).Modulus!,
        "der" => rsa.ExportSubjectPublicKeyInfo(),
        "pkcs1" => rsa.ExportRSAPublicKey(),
        "pem" => Encoding.ASCII.GetBytes(rsa.ExportSubjectPublicKeyInfoPem()),
        "pem and line" => Encoding.ASCII.GetBytes(rsa.ExportSubjectPublicKeyInfoPem() + "\n"),
        "jwk" => Encoding.ASCII.GetBytes(RsaKey("rsa-1").ToJsonString()),
        _ => throw new ArgumentOutOfRangeException(nameof(form), form, null),
    };

    public static JsonObject Header(string? algorithm, string? kid)
    {
        var header = new JsonObject { ["typ"] = "JWT" };
        if (algorithm is not null)
        {
            header["alg"] = algorithm;
        }

        if (kid is not null)
        {
            header["kid"] = kid;
        }

        return header;
    }

    public string Rs256(JsonObject claims) => Jwt(Header("RS256", "rsa-1"), claims.ToJsonString(), SignRs256);

    public string Jwt(string algorithm, JsonObject claims) => Jwt(Header(algorithm, algorithm[0] == 'E' ? "ec-1" : "rsa-1"), claims.ToJsonString(), algorithm switch
    {
        "RS256" => SignRs256,
        "RS512" => data => rsa.SignData(data, HashAlgorithmName.SHA512, RSASignaturePadding.Pkcs1),
        "PS256" => data => rsa.SignData(data, HashAlgorithmName.SHA256, RSASignaturePadding.Pss),
        "ES256" => data => ec.SignData(data, HashAlgorithmName.SHA256),
        _ => throw new ArgumentOutOfRangeException(nameof(algorithm), algorithm, null),
    });

    public byte[] SignRs256(byte[] data) => SignRs256(rsa, data);

    public static byte[] SignRs256(RSA key, byte[] data) => key.SignData(data, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);

    public static string Jwt(JsonObject header, string claims, Func<byte[], byte[]> sign)
    {
        var text = $"{Encoded(header.ToJsonString())}.{Encoded(claims)}";
        return $"{text}.{Base64Url.EncodeToString(sign(Encoding.ASCII.GetBytes(text)))}";
    }

    public static string Encoded(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));

    public static async Task WithoutEndAsync(HttpContext http)
    {
        var block = new byte[64 * 1024];
        Array.Fill(block, (byte)' ');
        while (!http.RequestAborted.IsCancellationRequested)
        {
            await http.Response.Body.WriteAsync(block, http.RequestAborted);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        rsa.Dispose();
        ec.Dispose();
    }

    private Task DiscoverAsync(string name, HttpContext http)
    {
        var document = new JsonObject
        {
            ["issuer"] = Issuer(name),
            ["authorization_endpoint"] = $"{Issuer(name)}/authorize",
            ["token_endpoint"] = $"{Issuer(name)}/token",
            ["jwks_uri"] = $"{Issuer(name)}/keys",
            ["response_types_supported"] = new JsonArray("code"),
            ["id_token_signing_alg_values_supported"] = new JsonArray("RS256"),
        };
        Discovery(name, document);
        return SendAsync(http, "discovery", name, document);
    }

    private async Task TokenAsync(string name, HttpContext http)
    {
        var form = await http.Request.ReadFormAsync();
        LastForm = (form.ToDictionary(field => field.Key, field => field.Value.ToString()), http.Request.Headers.Authorization.ToString());
        await SendAsync(http, "token", name, new JsonObject { ["access_token"] = SignOnWorld.AccessToken, ["token_type"] = "Bearer", ["id_token"] = IdToken });
    }

    private Task SendAsync(HttpContext http, string what, string name, JsonObject document)
    {
        Asked.Enqueue($"{name}/{what}");
        return Instead.TryGetValue(what, out var instead) ? instead(http) : http.Response.WriteAsJsonAsync(document, JsonSerializerOptions.Default);
    }
}
