using System.Net;
using System.Net.Sockets;

namespace ValuePortal.Platform.Outward;

/// <summary>
/// Connections to addresses that somebody typed in. They go where the address says and nowhere else: no redirect is followed, no proxy is
/// used, and what is connected to is an address that was looked at, so that no name leads into a private network. https only; in
/// Development also http to this machine.
/// </summary>
internal static class OutwardHttp
{
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

    /// <summary>Whether it may be asked, as far as the address itself tells.</summary>
    public static bool Allows(string? address, bool development) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.UserInfo.Length == 0
        && (uri.Scheme == Uri.UriSchemeHttps || (development && uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback));

    /// <param name="development">Whether this machine may be asked.</param>
    /// <param name="isPrivate">What is thrown for a host that is only in a private network.</param>
    public static SocketsHttpHandler Handler(bool development, Func<string, Exception> isPrivate) => new()
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
        ConnectCallback = async (context, ct) =>
        {
            var host = context.DnsEndPoint.Host;
            var open = (await Dns.GetHostAddressesAsync(host, ct)).Where(address => IsOpen(address, development)).ToArray();
            if (open.Length == 0)
            {
                throw isPrivate(host);
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
        },
    };

    /// <summary>Whether the portal connects to it: everything that is reached over the internet; in Development also this machine.</summary>
    public static bool IsOpen(IPAddress address, bool development)
    {
        if (address.IsIPv4MappedToIPv6)
        {
            address = address.MapToIPv4();
        }

        return IPAddress.IsLoopback(address)
            ? development
            : s_closed.All(network => network.BaseAddress.AddressFamily != address.AddressFamily || !network.Contains(address));
    }
}
