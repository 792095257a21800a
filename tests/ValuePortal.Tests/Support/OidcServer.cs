using System.Diagnostics;
using System.Text.Json;

namespace ValuePortal.Tests.Support;

/// <summary>npm's oidc-provider in a process of its own, on loopback. Whoever types a name on its page is that person of Contoso.</summary>
public sealed class OidcServer : IAsyncDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    private readonly Process process;

    private OidcServer(Process process) => this.process = process;

    public string Issuer { get; private init; } = "";

    public static async Task<OidcServer> StartAsync(string client, string secret, string returnAddress, string? leftAddress = null)
    {
        var process = NodeClients.Start("oidc-provider.mjs", "--client", client, "--secret", secret, "--return", returnAddress, "--left", leftAddress ?? "");

        // What it warns of would fill the pipe.
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        return new OidcServer(process) { Issuer = (await ReadAsync(process)).GetProperty("issuer").GetString()! };
    }

    /// <summary>Signs with another key from now on, and names the old one no more.</summary>
    public async Task RollKeyAsync()
    {
        await process.StandardInput.WriteLineAsync("roll");
        Assert.True((await ReadAsync(process)).GetProperty("rolled").GetBoolean());
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
        while (await process.StandardOutput.ReadLineAsync(patience.Token) is { } line)
        {
            if (line.StartsWith('{'))
            {
                return JsonSerializer.Deserialize<JsonElement>(line);
            }
        }

        throw new InvalidOperationException("The provider ended.");
    }
}
