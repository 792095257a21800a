using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;

namespace ValuePortal.Reviews.Meetings;

/// <summary>A note of the vendor's people on a meeting. No page, file or message that a customer gets reads this table.</summary>
public sealed class StaffNote : IOwnedByAccount
{
    public const int TextMaxLength = 1000;
    public const int MostPerMeeting = 100;

    public Guid AccountId { get; init; }

    public Guid Id { get; init; }

    public Guid MeetingId { get; init; }

    public string Text { get; init; } = "";

    public DateTimeOffset At { get; init; }

    public string By { get; init; } = "";
}

/// <summary>What a meeting about a draft shows, frozen when it began, in one of the two editions.</summary>
public sealed class MeetingSnapshot : IOwnedByAccount
{
    public Guid AccountId { get; init; }

    public Guid MeetingId { get; init; }

    public bool WithMoney { get; init; }

    public string Json { get; init; } = "";

    /// <summary>SHA-256 over the text's UTF-8 bytes, 64 hexadecimal digits.</summary>
    public string Hash { get; init; } = "";
}

internal sealed class StaffNoteConfiguration : IEntityTypeConfiguration<StaffNote>
{
    public void Configure(EntityTypeBuilder<StaffNote> note)
    {
        note.ToTable("MeetingStaffNotes");
        note.HasKey(n => new { n.AccountId, n.Id });
        note.Property(n => n.Text).HasMaxLength(StaffNote.TextMaxLength);
        note.Property(n => n.By).HasMaxLength(MeetingPerson.NameMaxLength);
        note.HasIndex(n => new { n.AccountId, n.MeetingId, n.At });
        note.HasOne<Meeting>().WithMany().HasForeignKey(n => new { n.AccountId, n.MeetingId });
    }
}

internal sealed class MeetingSnapshotConfiguration : IEntityTypeConfiguration<MeetingSnapshot>
{
    public void Configure(EntityTypeBuilder<MeetingSnapshot> snapshot)
    {
        snapshot.ToTable("MeetingSnapshots");
        snapshot.HasKey(s => new { s.AccountId, s.MeetingId, s.WithMoney });
        snapshot.Property(s => s.Hash).IsIdentifier(64);
        snapshot.HasOne<Meeting>().WithMany().HasForeignKey(s => new { s.AccountId, s.MeetingId });
    }
}
