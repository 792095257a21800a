using Microsoft.Extensions.Options;
using MimeKit;

namespace ValuePortal.Platform.Mail;

/// <summary>Makes the message as it goes over the wire. Its id stays the same however often it is delivered.</summary>
public sealed class MailComposer(IOptions<MailOptions> options)
{
    private static readonly FormatOptions s_onTheWire = OnTheWire();
    private static readonly ParserOptions s_wholeAddress = new() { AllowAddressesWithoutDomain = false };

    /// <exception cref="ArgumentException">The receiver is no address, or a line break would have begun another header.</exception>
    public byte[] Compose(Mail mail, Guid id, DateTimeOffset now)
    {
        var from = new MailboxAddress(options.Value.FromName, options.Value.From);
        using var message = new MimeMessage
        {
            Date = now.ToUniversalTime(),
            MessageId = $"{id:N}@{from.Domain}",
            Subject = Unbroken(mail.Subject),
            Body = BodyOf(mail),
        };
        message.From.Add(from);
        message.To.Add(ReceiverOf(mail));
        message.Headers.Add(HeaderId.AutoSubmitted, "auto-generated");
        if (mail.Unsubscribe is { } address)
        {
            message.Headers.Add(HeaderId.ListUnsubscribe, $"<{Unbroken(address)}>");
            message.Headers.Add("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
        }

        using var wire = new MemoryStream();
        message.WriteTo(s_onTheWire, wire);
        return wire.ToArray();
    }

    private static MimeEntity BodyOf(Mail mail)
    {
        MimeEntity body = TextOf("plain", mail.Body);
        if (mail.Html is { } html)
        {
            body = new MultipartAlternative(body, TextOf("html", html));
        }

        return mail.Attached is { } file ? new Multipart("mixed") { body, PartOf(file) } : body;
    }

    private static TextPart TextOf(string kind, string text) => new(kind)
    {
        Text = text.ReplaceLineEndings("\r\n").TrimEnd() + "\r\n",
        ContentTransferEncoding = ContentEncoding.EightBit, // a server that cannot take it gets it encoded when it is sent
    };

    private static MimePart PartOf(Mail.Attachment file) => new(ContentType.Parse(file.ContentType))
    {
        Content = new MimeContent(new MemoryStream(file.Content)),
        ContentDisposition = new ContentDisposition(ContentDisposition.Attachment),
        ContentTransferEncoding = ContentEncoding.Base64,
        FileName = Unbroken(file.Name),
    };

    private static MailboxAddress ReceiverOf(Mail mail) =>
        MailboxAddress.TryParse(s_wholeAddress, Unbroken(mail.To), out var parsed) && parsed.Address == mail.To
            ? new MailboxAddress(Unbroken(mail.ToName), mail.To)
            : throw new ArgumentException("This is not a single e-mail address.", nameof(mail));

    private static string Unbroken(string text) => text.Any(char.IsControl)
        ? throw new ArgumentException("A line break in a header would begin another header.", nameof(text))
        : text;

    private static FormatOptions OnTheWire()
    {
        var format = FormatOptions.Default.Clone();
        format.NewLineFormat = NewLineFormat.Dos;
        return format;
    }
}
