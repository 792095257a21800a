using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;

namespace ValuePortal.Identity;

public sealed class PublicAddressOptions
{
    public const string Section = "ValuePortal";

    /// <summary>Where people reach the portal, for links in mails: https://portal.example.com. In Development it need not be set.</summary>
    [Url]
    public string? PublicUrl { get; set; }
}

/// <summary>
/// Makes links that people can open. The address is configured and never taken from a request, since whoever sends a request could
/// write any host into it and have the link mailed to somebody else.
/// </summary>
public sealed class PublicAddress(IOptions<PublicAddressOptions> options, IHostEnvironment environment, IServiceProvider services)
{
    private const string Default = "http://127.0.0.1:5080";

    /// <summary>False in Production when nothing is configured; no link can be made then.</summary>
    public bool IsKnown => options.Value.PublicUrl is not null || environment.IsDevelopment();

    /// <exception cref="InvalidOperationException">Nothing is configured, and this is not Development.</exception>
    public string Of(string localAddress) => Base.TrimEnd('/') + localAddress;

    /// <summary>The host people come to, when it is configured.</summary>
    public string? Host => options.Value.PublicUrl is { } address ? new Uri(address).Host : null;

    private string Base => options.Value.PublicUrl
        ?? (environment.IsDevelopment() ? Listening ?? Default : throw new InvalidOperationException(MissingText));

    private string? Listening => services.GetService<IServer>()?.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault()?
        .Replace("://[::]", "://127.0.0.1", StringComparison.Ordinal)
        .Replace("://0.0.0.0", "://127.0.0.1", StringComparison.Ordinal);

    internal const string MissingText = "ValuePortal:PublicUrl is missing. Set it to the address under which people reach the portal, such as https://portal.example.com.";
}
