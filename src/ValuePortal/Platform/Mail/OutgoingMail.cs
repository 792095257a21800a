using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;

namespace ValuePortal.Platform.Mail;

/// <summary>What became of a mail.</summary>
public enum MailState
{
    Waiting,
    Delivered,
    GivenUp,
}

/// <summary>
/// A mail on its way, written in the transaction of what caused it. When it is delivered or given up its text is deleted, since there may
/// be a one-time link in it; who, when, subject and outcome stay for <see cref="KeptFor"/>.
/// </summary>
public sealed class OutgoingMail : IOwnedByAccount
{
    public const int SubjectMaxLength = 300;
    public const int ReasonMaxLength = 500;

    /// <summary>How long after its end a mail's line is kept.</summary>
    public static readonly TimeSpan KeptFor = TimeSpan.FromDays(30);

    private OutgoingMail()
    {
    }

    public Guid AccountId { get; private init; }

    /// <summary>Also the first part of its Message-ID, by which a second delivery can be recognised.</summary>
    public Guid Id { get; private init; }

    public Guid? PersonId { get; private init; }

    public string To { get; private init; } = "";

    public string Subject { get; private init; } = "";

    public DateTimeOffset CreatedAt { get; private init; }

    /// <summary>The message, sealed with the keys of the data folder; null when it has come to its end.</summary>
    public byte[]? Content { get; private init; }

    public MailState State { get; private init; }

    /// <summary>How often a delivery was begun.</summary>
    public int Attempts { get; private init; }

    /// <summary>When it is tried next; while somebody delivers it, when that is taken to have failed. Null at its end.</summary>
    public DateTimeOffset? DueAt { get; private init; }

    /// <summary>After this it is given up; null for never.</summary>
    public DateTimeOffset? GoodUntil { get; private init; }

    /// <summary>When it was delivered or given up.</summary>
    public DateTimeOffset? EndedAt { get; private init; }

    /// <summary>What the server said at last.</summary>
    public string Reason { get; private init; } = "";

    internal static OutgoingMail Of(Mail mail, Guid id, byte[] content, DateTimeOffset now, DateTimeOffset dueAt) => new()
    {
        AccountId = mail.AccountId,
        Id = id,
        PersonId = mail.PersonId,
        To = mail.To,
        Subject = mail.Subject.Length > SubjectMaxLength ? mail.Subject[..SubjectMaxLength] : mail.Subject,
        CreatedAt = now,
        Content = content,
        DueAt = dueAt,
        GoodUntil = mail.GoodUntil,
    };
}

internal sealed class OutgoingMailConfiguration : IEntityTypeConfiguration<OutgoingMail>
{
    public void Configure(EntityTypeBuilder<OutgoingMail> mail)
    {
        mail.ToTable("OutgoingMails");
        mail.HasKey(m => new { m.AccountId, m.Id });
        mail.Property(m => m.Id).ValueGeneratedNever();
        mail.Property(m => m.To).HasMaxLength(Person.EmailMaxLength);
        mail.Property(m => m.Subject).HasMaxLength(OutgoingMail.SubjectMaxLength);
        mail.Property(m => m.State).HasConversion<string>().HasMaxLength(20);
        mail.Property(m => m.Reason).HasMaxLength(OutgoingMail.ReasonMaxLength);
        mail.HasIndex(m => m.DueAt);
        mail.HasIndex(m => m.EndedAt);
    }
}

internal static class OutgoingMailTables
{
    extension(PortalDb db)
    {
        public DbSet<OutgoingMail> OutgoingMails => db.Set<OutgoingMail>();
    }
}
