using System.Globalization;
using System.Net.Mail;
using System.Text;
using Microsoft.Extensions.Options;
using ValuePortal.Platform.Data;

namespace ValuePortal.Platform.Mail;

/// <summary>
/// Writes each mail as an .eml file into the data folder, from where a person or a mail server takes it. A file is there whole or
/// not at all, and only the portal's own user may read it: there may be a one-time link in it.
/// </summary>
public sealed class MailOutbox(DataFolder folder, TimeProvider clock, IOptions<MailOptions> options)
{
    /// <summary>Bytes in one encoded word of a header: with base64 and its frame it stays under the 75 characters that are allowed.</summary>
    private const int BytesPerEncodedWord = 42;

    /// <exception cref="ArgumentException">The receiver is no address, or a line break would have begun another header.</exception>
    public async Task<string> WriteAsync(Mail mail, CancellationToken ct = default)
    {
        var now = clock.GetUtcNow();
        var id = Guid.CreateVersion7(now);
        var text = Compose(mail, id, now);

        Directory.CreateDirectory(folder.Mail);
        var path = Path.Combine(folder.Mail, string.Create(CultureInfo.InvariantCulture, $"{now:yyyyMMdd'T'HHmmss}-{id:N}.eml"));
        var file = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            file.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        await using (var stream = new FileStream(path + ".part", file))
        {
            await stream.WriteAsync(Encoding.UTF8.GetBytes(text), ct);
        }

        File.Move(path + ".part", path);
        return path;
    }

    internal string Compose(Mail mail, Guid id, DateTimeOffset now)
    {
        var from = options.Value;
        var mailText = new StringBuilder()
            .Append("Date: ").Append(now.ToString("ddd, dd MMM yyyy HH:mm:ss", CultureInfo.InvariantCulture)).Append(" +0000\r\n")
            .Append("From: ").Append(Mailbox(from.FromName, from.From)).Append("\r\n")
            .Append("To: ").Append(Mailbox(mail.ToName, mail.To)).Append("\r\n")
            .Append("Subject: ").Append(Header(mail.Subject)).Append("\r\n")
            .Append(CultureInfo.InvariantCulture, $"Message-ID: <{id:N}@{new MailAddress(from.From).Host}>\r\n")
            .Append("Auto-Submitted: auto-generated\r\n")
            .Append("MIME-Version: 1.0\r\n")
            .Append("Content-Type: text/plain; charset=utf-8\r\n")
            .Append("Content-Transfer-Encoding: 8bit\r\n\r\n");
        foreach (var line in mail.Body.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n'))
        {
            mailText.Append(line).Append("\r\n");
        }

        return mailText.ToString();
    }

    private static string Mailbox(string name, string address)
    {
        var parsed = new MailAddress(Unbroken(address));
        return parsed.Address == address
            ? $"{Header(name)} <{address}>"
            : throw new ArgumentException("This is not a single e-mail address.", nameof(address));
    }

    // Plain letters go as they are; everything else as encoded words (RFC 2047), which no sign in them can break out of.
    private static string Header(string text)
    {
        Unbroken(text);
        if (text.All(letter => letter is ' ' || char.IsAsciiLetterOrDigit(letter)))
        {
            return text;
        }

        var words = new List<string>();
        var chunk = new List<byte>();
        foreach (var rune in text.EnumerateRunes())
        {
            var bytes = Encoding.UTF8.GetBytes(rune.ToString());
            if (chunk.Count + bytes.Length > BytesPerEncodedWord)
            {
                words.Add(Encoded(chunk));
                chunk.Clear();
            }

            chunk.AddRange(bytes);
        }

        words.Add(Encoded(chunk));
        return string.Join("\r\n ", words);
    }

    private static string Encoded(List<byte> bytes) => $"=?utf-8?B?{Convert.ToBase64String([.. bytes])}?=";

    private static string Unbroken(string text) => text.Any(char.IsControl)
        ? throw new ArgumentException("A line break in a header would begin another header.", nameof(text))
        : text;
}
