using System.Net.Mail;
using ValuePortal.Platform.Access;

namespace ValuePortal.Identity.People;

/// <summary>What counts as an e-mail address: one @, a domain with a dot or localhost, nothing that could start another mail header.</summary>
public static class EmailAddress
{
    public static bool IsValid(string? text)
    {
        if (text is null || text.Length > Person.EmailMaxLength || text.Any(letter => char.IsControl(letter) || char.IsWhiteSpace(letter) || letter is '<' or '>' or ',' or ';'))
        {
            return false;
        }

        return MailAddress.TryCreate(text, out var address) && address.Address == text && address.DisplayName.Length == 0
            && !address.Host.StartsWith('.') && (address.Host.Contains('.', StringComparison.Ordinal) || address.Host == "localhost");
    }
}
