using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;

namespace ValuePortal.Usage.Events;

/// <summary>
/// Events of one account and source that were stored in one transaction, as they came. Those of an account that is not known yet belong
/// to <see cref="AccountScope.NoAccount"/>: the unassigned bucket. Written by <see cref="Intake.EventStore"/> only; pages read the roll-ups.
/// </summary>
public sealed class EventSegment : IOwnedByAccount
{
    public Guid AccountId { get; private init; }

    /// <summary>The number of its first event; the others follow.</summary>
    public long Id { get; private init; }

    public int SourceId { get; private init; }

    /// <summary>When it was stored: Unix time in milliseconds, UTC. Retention counts from here.</summary>
    public long StoredAt { get; private init; }

    public int Events { get; private init; }

    /// <summary>When the earliest of them happened: Unix time in milliseconds, UTC.</summary>
    public long FirstAt { get; private init; }

    public long LastAt { get; private init; }

    /// <summary>The account as the sender named it, while it is not known.</summary>
    public string? GroupId { get; private init; }

    /// <summary>The events: <see cref="SegmentBody"/>.</summary>
    public byte[] Body { get; private init; } = [];
}

internal sealed class EventSegmentConfiguration : IEntityTypeConfiguration<EventSegment>
{
    public void Configure(EntityTypeBuilder<EventSegment> segment)
    {
        segment.ToTable("UsageEventSegments");
        segment.HasKey(s => new { s.AccountId, s.Id });
        segment.Property(s => s.Id).ValueGeneratedNever();
        segment.Property(s => s.GroupId!).IsIdentifier(UsageEvent.IdMaxLength);
        segment.HasIndex(s => s.StoredAt);
        segment.HasOne<Source>().WithMany().HasForeignKey(s => s.SourceId);
    }
}
