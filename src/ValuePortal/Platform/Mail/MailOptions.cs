using System.ComponentModel.DataAnnotations;

namespace ValuePortal.Platform.Mail;

public sealed class MailOptions
{
    public const string Section = "ValuePortal:Mail";

    /// <summary>The address the portal's mails come from.</summary>
    [Required, EmailAddress]
    public string From { get; set; } = "portal@localhost";

    [Required]
    public string FromName { get; set; } = "ValuePortal";
}
