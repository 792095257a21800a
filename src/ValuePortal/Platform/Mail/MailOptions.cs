using System.ComponentModel.DataAnnotations;
using System.Net;
using Microsoft.Extensions.Options;

namespace ValuePortal.Platform.Mail;

/// <summary>From whom mails come, and which server takes them. Without a server they are written as files into the data folder.</summary>
public sealed class MailOptions
{
    public const string Section = "ValuePortal:Mail";

    /// <summary>What <see cref="From"/> is until somebody says otherwise: good for files on one's own machine.</summary>
    public const string NoFrom = "portal@localhost";

    /// <summary>The address the portal's mails come from.</summary>
    [Required, EmailAddress]
    public string From { get; set; } = NoFrom;

    [Required]
    public string FromName { get; set; } = "ValuePortal";

    public SmtpOptions Smtp { get; set; } = new();

    public bool GoesOut => !string.IsNullOrWhiteSpace(Smtp.Host);
}

/// <summary>The server that takes mails.</summary>
public sealed class SmtpOptions
{
    public const string Section = MailOptions.Section + ":Smtp";

    public string? Host { get; set; }

    /// <summary>587 for starttls, 465 for tls and 25 for none, unless it is said.</summary>
    public int? Port { get; set; }

    /// <summary>none, starttls or tls.</summary>
    public string Security { get; set; } = "starttls";

    public string? User { get; set; }

    public string? Password { get; set; }

    /// <summary>A PEM file with certificates that are trusted beside those of the system: of a company's own authority.</summary>
    public string? TrustedCertificates { get; set; }

    internal SmtpSecurity? Kind => Enum.TryParse<SmtpSecurity>(Security, ignoreCase: true, out var kind) && !int.TryParse(Security, out _) ? kind : null;

    internal int PortInUse => Port ?? Kind switch { SmtpSecurity.Tls => 465, SmtpSecurity.None => 25, _ => 587 };

    internal bool IsOnThisMachine => Host is "localhost" || (IPAddress.TryParse(Host, out var address) && IPAddress.IsLoopback(address));
}

internal enum SmtpSecurity
{
    None,
    StartTls,
    Tls,
}

/// <summary>What cannot be right is refused when the portal starts, not when the first mail is due.</summary>
internal sealed class MailOptionsCheck : IValidateOptions<MailOptions>
{
    public ValidateOptionsResult Validate(string? name, MailOptions options)
    {
        List<string> wrongs = [.. options.GoesOut ? WrongsOf(options) : WrongsWithoutHost(options.Smtp)];
        return wrongs.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(wrongs);
    }

    private static IEnumerable<string> WrongsWithoutHost(SmtpOptions smtp)
    {
        if (smtp is not { User: null or "", Password: null or "", Port: null })
        {
            yield return $"{SmtpOptions.Section}:Host is missing: other settings of the mail server are there. Set it, or take them out.";
        }
    }

    private static IEnumerable<string> WrongsOf(MailOptions options)
    {
        var smtp = options.Smtp;
        if (smtp.Kind is null)
        {
            yield return $"{SmtpOptions.Section}:Security is \"{smtp.Security}\". Write none, starttls or tls.";
        }

        if (smtp.Port is < 1 or > 65535)
        {
            yield return $"{SmtpOptions.Section}:Port is {smtp.Port}. A port is a number from 1 to 65535.";
        }

        if (string.IsNullOrEmpty(smtp.User) != string.IsNullOrEmpty(smtp.Password))
        {
            yield return $"{SmtpOptions.Section}:User and {SmtpOptions.Section}:Password go together: set both, or neither for a server that wants no sign-in.";
        }

        if (smtp is { Kind: SmtpSecurity.None, Password.Length: > 0, IsOnThisMachine: false })
        {
            yield return $"{SmtpOptions.Section}:Security is none, and the password would cross the network for everybody to read. Write starttls or tls.";
        }

        if (options.From == MailOptions.NoFrom)
        {
            yield return $"{MailOptions.Section}:From is missing: the address that mails come from, such as portal@example.com.";
        }

        if (smtp.TrustedCertificates is { Length: > 0 } file && !File.Exists(file))
        {
            yield return $"{SmtpOptions.Section}:TrustedCertificates names {file}, which is not there.";
        }
    }
}
