using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;
using ValuePortal.Identity;

namespace ValuePortal.Notifications;

/// <summary>
/// Makes and reads the links at the foot of a mail that stop mails of its kind, or all. They are sealed with the portal's keys and never
/// end: without the keys nobody can make one.
/// </summary>
public sealed class NoticeLinks(IDataProtectionProvider protection, PublicAddress address)
{
    public const string Page = "/mail/stop";

    /// <summary>Where mail programs post to by themselves.</summary>
    public const string OneClick = Page + "/now";

    private const int Ids = 32;
    private const int LongestToken = 600;

    private readonly IDataProtector protector = protection.CreateProtector("ValuePortal.Notifications.Stop.v1");

    /// <param name="home">The person's company.</param>
    /// <param name="person">Whose mails.</param>
    /// <param name="kind">Empty: all of them.</param>
    public string PageOf(Guid home, Guid person, string kind) => address.Of($"{Page}?token={TokenOf(home, person, kind)}");

    public string OneClickOf(Guid home, Guid person, string kind) => address.Of($"{OneClick}?token={TokenOf(home, person, kind)}");

    /// <summary>What the link is about; null when it is not ours.</summary>
    public (Guid Home, Guid Person, string Kind)? Read(string? token)
    {
        if (token is null or { Length: 0 or > LongestToken })
        {
            return null;
        }

        try
        {
            var told = protector.Unprotect(Base64Url.DecodeFromChars(token));
            return told.Length >= Ids ? (new Guid(told.AsSpan(0, 16)), new Guid(told.AsSpan(16, 16)), Encoding.UTF8.GetString(told.AsSpan(Ids))) : null;
        }
        catch (Exception notOurs) when (notOurs is FormatException or CryptographicException)
        {
            return null;
        }
    }

    private string TokenOf(Guid home, Guid person, string kind) =>
        Base64Url.EncodeToString(protector.Protect([.. home.ToByteArray(), .. person.ToByteArray(), .. Encoding.UTF8.GetBytes(kind)]));
}
