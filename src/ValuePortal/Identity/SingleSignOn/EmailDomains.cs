using System.Globalization;
using ValuePortal.Identity.People;

namespace ValuePortal.Identity.SingleSignOn;

/// <summary>The part of an e-mail address that says whose it is, written in one way.</summary>
internal static class EmailDomains
{
    /// <summary>Mailboxes that anybody can have: no company vouches for who reads them.</summary>
    private static readonly HashSet<string> s_public = new(StringComparer.Ordinal)
    {
        "gmail.com", "googlemail.com", "outlook.com", "hotmail.com", "live.com", "msn.com", "yahoo.com", "icloud.com", "me.com", "aol.com", "gmx.com", "gmx.de",
        "web.de", "proton.me", "protonmail.com", "mail.com", "mail.ru", "yandex.ru", "qq.com", "foxmail.com", "163.com", "126.com", "sina.com", "sohu.com", "aliyun.com", "139.com",
    };

    public static bool IsPublic(string domain) => s_public.Contains(domain);

    /// <summary>The domain of a valid e-mail, as in the DNS; else null.</summary>
    public static string? Of(string? email) =>
        email?.Trim() is { } address && EmailAddress.IsValid(address) ? Normal(address[(address.LastIndexOf('@') + 1)..]) : null;

    /// <summary>Lower case, names in other letters as the DNS writes them; null for what is no name of a domain.</summary>
    public static string? Normal(string text)
    {
        try
        {
            var ascii = new IdnMapping { UseStd3AsciiRules = true }.GetAscii(text).ToLowerInvariant();
            return ascii.Length <= SignOnDomain.MaxLength && ascii.Contains('.', StringComparison.Ordinal) && Uri.CheckHostName(ascii) is UriHostNameType.Dns ? ascii : null;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
