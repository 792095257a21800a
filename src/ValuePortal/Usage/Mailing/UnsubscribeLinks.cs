using System.Buffers.Text;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using ValuePortal.Identity;

namespace ValuePortal.Usage.Mailing;

/// <summary>
/// Makes and reads the links at the foot of a mailed report. They are sealed with the portal's keys, never end, and say nothing to whoever
/// guesses: without the keys nobody can make one.
/// </summary>
public sealed class UnsubscribeLinks(IDataProtectionProvider protection, PublicAddress address)
{
    public const string Page = "/mail/unsubscribe";

    /// <summary>Where mail programs post to by themselves.</summary>
    public const string OneClick = Page + "/now";

    private const int Ids = 32;
    private const int LongestToken = 500;

    private readonly IDataProtector protector = protection.CreateProtector("ValuePortal.Usage.Mailing.Unsubscribe.v1");

    public string PageOf(Guid account, Guid report) => address.Of($"{Page}?token={TokenOf(account, report)}");

    public string OneClickOf(Guid account, Guid report) => address.Of($"{OneClick}?token={TokenOf(account, report)}");

    /// <summary>What the link is about; null when it is not ours.</summary>
    public (Guid Account, Guid Report)? Read(string? token)
    {
        if (token is null or { Length: 0 or > LongestToken })
        {
            return null;
        }

        try
        {
            var ids = protector.Unprotect(Base64Url.DecodeFromChars(token));
            return ids.Length == Ids ? (new Guid(ids.AsSpan(0, 16)), new Guid(ids.AsSpan(16))) : null;
        }
        catch (Exception notOurs) when (notOurs is FormatException or CryptographicException)
        {
            return null;
        }
    }

    private string TokenOf(Guid account, Guid report) => Base64Url.EncodeToString(protector.Protect([.. account.ToByteArray(), .. report.ToByteArray()]));
}
