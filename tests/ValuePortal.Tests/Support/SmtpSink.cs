using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using ValuePortal.Platform.Mail;

namespace ValuePortal.Tests.Support;

/// <summary>The SMTP server of npm in a process of its own, on loopback. It tells each mail as an independent parser reads it.</summary>
public sealed class SmtpSink : IAsyncDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    private readonly Process process;

    private SmtpSink(Process process) => this.process = process;

    public int Port { get; private init; }

    /// <summary>What the portal is told so that it sends here.</summary>
    public (string Key, string? Value)[] Settings => With();

    /// <summary>The same with something else said of the server: "Security" → "tls".</summary>
    public (string Key, string? Value)[] With(params (string Key, string? Value)[] more) =>
    [
        (MailOptions.Section + ":From", "portal@northwind.example"),
        (MailOptions.Section + ":FromName", "Northwind Cloud"),
        .. new (string Key, string? Value)[] { ("Host", "127.0.0.1"), ("Port", Port.ToString(CultureInfo.InvariantCulture)), ("Security", "none") }
            .Where(setting => more.All(said => said.Key != setting.Key)).Concat(more)
            .Select(setting => ($"{SmtpOptions.Section}:{setting.Key}", setting.Value)),
    ];

    public static async Task<SmtpSink> StartAsync(params string[] arguments)
    {
        var process = NodeClients.Start("smtp-sink.mjs", arguments);
        var first = await ReadAsync(process);
        Assert.True(first.TryGetProperty("port", out var port), $"The server did not start: {first}");
        return new SmtpSink(process) { Port = port.GetInt32() };
    }

    /// <summary>How it behaves from now on: "take", "refuse 451", "refuse-recipient 550", "drop", "slow 500".</summary>
    public async Task BehaveAsync(string manner)
    {
        await process.StandardInput.WriteLineAsync(manner);
        Assert.Equal(manner, (await NextAsync()).GetProperty("manner").GetString());
    }

    /// <summary>The next thing it tells: a mail it took, or what it did instead.</summary>
    public Task<JsonElement> NextAsync() => ReadAsync(process);

    /// <summary>Fails when it took anything that was not asked for yet.</summary>
    public Task TellsNothingMoreAsync() => BehaveAsync("take");

    /// <summary>A port on which nobody listens.</summary>
    public static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    /// <summary>A certificate for 127.0.0.1 that nobody has signed but itself.</summary>
    public static async Task<(string Key, string Certificate)> SelfSignedAsync(string folder, DateTimeOffset now)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=mail.test", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        var files = (Path.Combine(folder, "mail-key.pem"), Path.Combine(folder, "mail-certificate.pem"));
        await File.WriteAllTextAsync(files.Item1, key.ExportPkcs8PrivateKeyPem());
        await File.WriteAllTextAsync(files.Item2, certificate.ExportCertificatePem());
        return files;
    }

    public async ValueTask DisposeAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
    }

    private static async Task<JsonElement> ReadAsync(Process process)
    {
        using var patience = new CancellationTokenSource(s_patience);
        var line = await process.StandardOutput.ReadLineAsync(patience.Token);
        return line is null
            ? throw new InvalidOperationException($"The server ended: {await process.StandardError.ReadToEndAsync(patience.Token)}")
            : JsonSerializer.Deserialize<JsonElement>(line);
    }
}
