using System.Net;
using Microsoft.AspNetCore.HttpOverrides;

namespace ValuePortal.Shell;

/// <summary>
/// What stands before the portal. Only the proxies that are named are believed when they say from whom a request came and how; anybody
/// else could write whatever it likes there, and escape the limits of its address. <c>ValuePortal:Proxies</c> names addresses and
/// networks, separated by commas: <c>127.0.0.1, 10.0.0.0/8</c>.
/// </summary>
internal static class Proxies
{
    public const string Setting = "ValuePortal:Proxies";

    /// <returns>The networks; null when one of them is none.</returns>
    public static IReadOnlyList<System.Net.IPNetwork>? Read(IConfiguration configuration)
    {
        List<System.Net.IPNetwork> networks = [];
        foreach (var part in (configuration[Setting] ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (IPAddress.TryParse(part, out var address))
            {
                networks.Add(new(address, address.GetAddressBytes().Length * 8));
            }
            else if (System.Net.IPNetwork.TryParse(part, out var network))
            {
                networks.Add(network);
            }
            else
            {
                return null;
            }
        }

        return networks;
    }

    /// <summary>Stands first: what comes after it sees the person's address and scheme, and the path below the public address.</summary>
    public static void UseProxies(this WebApplication app)
    {
        if (Read(app.Configuration) is { Count: > 0 } networks)
        {
            // As many hops as there are, back to the first address that is not one of ours.
            var options = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto, ForwardLimit = null };
            options.KnownProxies.Clear();
            options.KnownIPNetworks.Clear();
            foreach (var network in networks)
            {
                options.KnownIPNetworks.Add(network);
            }

            app.UseForwardedHeaders(options);
        }

        if (!Uri.TryCreate(app.Configuration["ValuePortal:PublicUrl"], UriKind.Absolute, out var address))
        {
            return;
        }

        if (address.Scheme == Uri.UriSchemeHttps)
        {
            // People come by https; where that ends at a proxy, what arrives here is plain, and secure cookies would be refused.
            app.Use((http, next) =>
            {
                http.Request.Scheme = Uri.UriSchemeHttps;
                return next(http);
            });
        }

        app.Use((http, next) =>
        {
            http.Response.OnStarting(() => StayHere(http, address));
            return next(http);
        });

        if (address.AbsolutePath.TrimEnd('/') is { Length: > 0 } path)
        {
            app.UsePathBase(path);
            app.Use((http, next) =>
            {
                http.Response.OnStarting(() => StayBelow(http));
                return next(http);
            });
        }
    }

    // The framework makes a way on one's own site whole with the name that the request gave the host, and anybody may write another one there.
    private static Task StayHere(HttpContext http, Uri address)
    {
        if (Uri.TryCreate(http.Response.Headers.Location, UriKind.Absolute, out var to) && !to.IsLoopback
            && to.Host.Equals(http.Request.Host.Host, StringComparison.OrdinalIgnoreCase) && !to.Host.Equals(address.Host, StringComparison.OrdinalIgnoreCase))
        {
            http.Response.Headers.Location = new Uri(address, to.PathAndQuery + to.Fragment).ToString();
        }

        return Task.CompletedTask;
    }

    // The code names its own addresses without the path that the portal was put under.
    private static Task StayBelow(HttpContext http)
    {
        if (http.Response.Headers.Location is [{ } to] && to is ['/', not '/', ..] or "/" && !new PathString(to.Split('?', '#')[0]).StartsWithSegments(http.Request.PathBase))
        {
            http.Response.Headers.Location = http.Request.PathBase + to;
        }

        return Task.CompletedTask;
    }
}
