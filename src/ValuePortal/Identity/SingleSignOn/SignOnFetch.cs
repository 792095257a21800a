using System.Net;
using System.Net.Sockets;
using Microsoft.IdentityModel.Protocols;

namespace ValuePortal.Identity.SingleSignOn;

/// <summary>
/// Asks providers. What it reads is small, comes soon, and comes from the address that was asked: no redirect is followed, no proxy is
/// used, and the connection is made to an address that was looked at. https only; in Development also http to this machine.
/// </summary>
public sealed class SignOnFetch : IDocumentRetriever, IDisposable
{
    public const int MostBytes = 256 * 1024;

    // What IANA's registries of special addresses do not call globally reachable, and the ways in which IPv6 carries an IPv4 address.
    private static readonly IPNetwork[] s_closed =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24",
            "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
            "::/96", "64:ff9b::/96", "64:ff9b:1::/48", "100::/64", "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20", "5f00::/16", "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8",
        }.Select(network => IPNetwork.Parse(network)),
    ];

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);

    private readonly bool development;
    private readonly HttpClient client;

    /// <param name="environment">Says whether this machine may be asked.</param>
    /// <param name="patience">How long an answer may take to its last byte; ten seconds when nothing is said.</param>
    public SignOnFetch(IHostEnvironment environment, TimeSpan? patience = null)
    {
        development = environment.IsDevelopment();
        client = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            AutomaticDecompression = DecompressionMethods.None,
            ConnectTimeout = TimeSpan.FromSeconds(5),
            MaxResponseHeadersLength = 16,
            MaxConnectionsPerServer = 8,

            // A name that means another address later is looked at again.
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),
            ConnectCallback = ConnectAsync,
        })
        {
            Timeout = patience ?? s_patience,
            MaxResponseContentBufferSize = MostBytes,
        };
    }

    /// <summary>Whether it may be asked, and a browser be sent there, as far as the address itself tells.</summary>
    public bool Allows(string? address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.UserInfo.Length == 0
        && (uri.Scheme == Uri.UriSchemeHttps || (development && uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback));

    public async Task<string> GetDocumentAsync(string address, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Checked(address));
        request.Headers.Accept.ParseAdd("application/json");
        var (status, text) = await SendAsync(request, cancel);
        return status == HttpStatusCode.OK ? text : throw SignOnFailure.Unavailable(SignOnFlaw.Answered, $"{Place(address)} ({(int)status})", $"{Place(address)} answered {(int)status}");
    }

    /// <summary>Posts a form and gives what came back, whatever the status.</summary>
    public async Task<(HttpStatusCode Status, string Text)> PostAsync(
        string address, IEnumerable<KeyValuePair<string, string>> fields, System.Net.Http.Headers.AuthenticationHeaderValue? authorization, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Checked(address)) { Content = new FormUrlEncodedContent(fields) };
        request.Headers.Accept.ParseAdd("application/json");
        request.Headers.Authorization = authorization;
        return await SendAsync(request, ct);
    }

    public void Dispose() => client.Dispose();

    private static string Place(string address) => Uri.TryCreate(address, UriKind.Absolute, out var uri) ? uri.GetLeftPart(UriPartial.Path) : "the address";

    private Uri Checked(string address) => Allows(address) ? new Uri(address) : throw SignOnFailure.Unavailable(SignOnFlaw.NotHttps, Place(address), $"{Place(address)} is not an https address");

    private async Task<(HttpStatusCode Status, string Text)> SendAsync(HttpRequestMessage request, CancellationToken ct)
    {
        var place = Place(request.RequestUri!.AbsoluteUri);
        try
        {
            using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseContentRead, ct);
            return (answer.StatusCode, await answer.Content.ReadAsStringAsync(ct));
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            throw SignOnFailure.Unavailable(SignOnFlaw.TooSlow, place, $"{place} did not answer in time");
        }
        catch (HttpRequestException failure)
        {
            throw failure switch
            {
                { InnerException: SignOnFailure ours } => ours,
                { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded } =>
                    SignOnFailure.Unavailable(SignOnFlaw.TooLarge, place, $"{place} answered with more than {MostBytes / 1024} KiB"),
                { HttpRequestError: HttpRequestError.SecureConnectionError } => SignOnFailure.Unavailable(SignOnFlaw.Certificate, place, $"{place} has a certificate that is not trusted"),
                { HttpRequestError: HttpRequestError.NameResolutionError } => SignOnFailure.Unavailable(SignOnFlaw.UnknownName, place, $"{place} has a name that is not known"),
                _ => SignOnFailure.Unavailable(SignOnFlaw.Unreachable, place, $"{place} cannot be reached"),
            };
        }
        catch (InvalidOperationException)
        {
            throw SignOnFailure.Unavailable(SignOnFlaw.Unreadable, place, $"{place} answered in a character set that is not known");
        }
    }

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken ct)
    {
        var host = context.DnsEndPoint.Host;
        var found = await Dns.GetHostAddressesAsync(host, ct);
        var open = found.Where(address => IsOpen(address, development)).ToArray();
        if (open.Length == 0)
        {
            throw SignOnFailure.Unavailable(SignOnFlaw.Private, host, $"{host} is an address of a private network");
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(open, context.DnsEndPoint.Port, ct);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Whether the portal connects to it: everything that is reached over the internet; in Development also this machine.</summary>
    internal static bool IsOpen(IPAddress address, bool development)
    {
        if (address.IsIPv4MappedToIPv6)
        {
            address = address.MapToIPv4();
        }

        if (IPAddress.IsLoopback(address))
        {
            return development;
        }

        return s_closed.All(network => network.BaseAddress.AddressFamily != address.AddressFamily || !network.Contains(address));
    }
}
