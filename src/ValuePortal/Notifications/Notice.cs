using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;

namespace ValuePortal.Notifications;

/// <summary>
/// Something one person is told, written in the transaction of what it is about. Its words are kept as values, so that they read in the
/// person's language when they are read. While it is to go by mail too, it is also its own place in the outbox.
/// </summary>
public sealed class Notice : IOwnedByAccount
{
    public const int KindMaxLength = 40;
    public const int CauseMaxLength = 120;
    public const int LinkMaxLength = 500;
    public const int ValuesMaxLength = 4000;

    /// <summary>How long one that was read is kept, and one that was not.</summary>
    public static readonly TimeSpan KeptRead = TimeSpan.FromDays(90);
    public static readonly TimeSpan KeptUnread = TimeSpan.FromDays(400);

    /// <summary>The person's company; <see cref="AccountScope.NoAccount"/> for the vendor's people.</summary>
    public Guid AccountId { get; init; }

    public Guid Id { get; init; }

    public Guid PersonId { get; init; }

    public string Kind { get; init; } = "";

    /// <summary>The event it tells of: each person is told of one event once.</summary>
    public string Cause { get; init; } = "";

    /// <summary>A page of the portal, with its slash.</summary>
    public string Link { get; init; } = "";

    /// <summary>What stands in the places of the sentence: <see cref="NoticeValue"/>.</summary>
    public string Values { get; init; } = "[]";

    public DateTimeOffset MadeAt { get; init; }

    public DateTimeOffset? ReadAt { get; set; }

    /// <summary>When it goes out by mail; null when it does not, or is gone. Of two nodes one takes it.</summary>
    public DateTimeOffset? MailDueAt { get; set; }
}

/// <summary>How a person wants to be told. Who never chose has no row.</summary>
public sealed class NoticeChoice : IOwnedByAccount
{
    public const int UsualQuietFrom = 21;
    public const int UsualQuietUntil = 7;
    public const int UsualDigestHour = 8;
    public const int WaysMaxLength = 2000;

    /// <summary>The person's company; <see cref="AccountScope.NoAccount"/> for the vendor's people.</summary>
    public Guid AccountId { get; init; }

    public Guid PersonId { get; init; }

    /// <summary>Kind by kind what the person chose, as JSON.</summary>
    public string Ways { get; set; } = "{}";

    /// <summary>Hours of the person's zone between which no mail comes; the same hour twice: no rest.</summary>
    public int QuietFrom { get; set; } = UsualQuietFrom;

    public int QuietUntil { get; set; } = UsualQuietUntil;

    /// <summary>At which hour the daily summary comes.</summary>
    public int DigestHour { get; set; } = UsualDigestHour;
}

internal sealed class NoticeConfiguration : IEntityTypeConfiguration<Notice>
{
    public void Configure(EntityTypeBuilder<Notice> notice)
    {
        notice.ToTable("Notices");
        notice.HasKey(n => new { n.AccountId, n.Id });
        notice.Property(n => n.Id).ValueGeneratedNever();
        notice.Property(n => n.Kind).IsIdentifier(Notice.KindMaxLength);
        notice.Property(n => n.Cause).IsIdentifier(Notice.CauseMaxLength);
        notice.Property(n => n.Link).HasMaxLength(Notice.LinkMaxLength);
        notice.Property(n => n.Values).HasMaxLength(Notice.ValuesMaxLength);
        notice.Property(n => n.MailDueAt).IsConcurrencyToken();
        notice.HasIndex(n => new { n.AccountId, n.PersonId, n.Kind, n.Cause }).IsUnique();
        notice.HasIndex(n => new { n.AccountId, n.PersonId, n.ReadAt });
        notice.HasIndex(n => n.MailDueAt);
        notice.HasIndex(n => n.MadeAt);
        notice.HasOne<Person>().WithMany().HasForeignKey(n => n.PersonId);
    }
}

internal sealed class NoticeChoiceConfiguration : IEntityTypeConfiguration<NoticeChoice>
{
    public void Configure(EntityTypeBuilder<NoticeChoice> choice)
    {
        choice.ToTable("NoticeChoices");
        choice.HasKey(c => new { c.AccountId, c.PersonId });
        choice.Property(c => c.Ways).HasMaxLength(NoticeChoice.WaysMaxLength);
        choice.HasOne<Person>().WithMany().HasForeignKey(c => c.PersonId);
    }
}

internal static class NoticeTables
{
    extension(PortalDb db)
    {
        public DbSet<Notice> Notices => db.Set<Notice>();

        public DbSet<NoticeChoice> NoticeChoices => db.Set<NoticeChoice>();
    }
}
