using ValuePortal.Platform.Access;

namespace ValuePortal.Platform.Mail;

/// <summary>A mail to one person: plain text, and beside it what else a reader may want.</summary>
public sealed record Mail(string To, string ToName, string Subject, string Body)
{
    /// <summary>Whose affairs it is about; the vendor's own when nobody says otherwise.</summary>
    public Guid AccountId { get; init; } = AccountScope.NoAccount;

    /// <summary>For whom it is: somebody who is deactivated before it goes out gets nothing. Null for an address that is no person's.</summary>
    public Guid? PersonId { get; init; }

    /// <summary>Until when it is worth reading: a link that has ended by then is not delivered any more. Null for ever.</summary>
    public DateTimeOffset? GoodUntil { get; init; }

    /// <summary>The same in HTML, without pictures and without anything that is fetched.</summary>
    public string? Html { get; init; }

    public Attachment? Attached { get; init; }

    /// <summary>The address to which a mail program posts when its reader wants no more of these (RFC 8058).</summary>
    public string? Unsubscribe { get; init; }

    public sealed record Attachment(string Name, string ContentType, byte[] Content);
}
