using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;

namespace ValuePortal.Usage.Events;

/// <summary>The kinds of call that are kept. Only track calls count as usage.</summary>
public enum EventKind
{
    Track = 1,
    Identify = 2,
    Group = 3,
    Page = 4,
    Screen = 5,
    Alias = 6,
}

/// <summary>
/// One accepted call, as it came. Events of an account that is not known yet belong to <see cref="AccountScope.NoAccount"/>: the
/// unassigned bucket. Written by <see cref="Intake.EventStore"/> only; pages read the roll-ups.
/// </summary>
public sealed class UsageEvent : IOwnedByAccount
{
    public const int IdMaxLength = 255;

    public Guid AccountId { get; private init; }

    public long Id { get; private init; }

    public int SourceId { get; private init; }

    public string MessageId { get; private init; } = "";

    public EventKind Kind { get; private init; }

    /// <summary>When it happened: Unix time in milliseconds, UTC, corrected for the sender's clock.</summary>
    public long At { get; private init; }

    /// <summary>When it was stored: Unix time in milliseconds, UTC. Retention counts from here.</summary>
    public long StoredAt { get; private init; }

    /// <summary>Number of the person within the account; 0 for an anonymous visitor.</summary>
    public int UserNo { get; private init; }

    /// <summary>Number of the feature; 0 for none.</summary>
    public int FeatureNo { get; private init; }

    public string? Name { get; private init; }

    /// <summary>The account as the sender named it, while it is not known.</summary>
    public string? GroupId { get; private init; }

    /// <summary>Properties or traits as they came: JSON.</summary>
    public string? Properties { get; private init; }
}

internal sealed class UsageEventConfiguration : IEntityTypeConfiguration<UsageEvent>
{
    public void Configure(EntityTypeBuilder<UsageEvent> usage)
    {
        usage.ToTable("UsageEvents");
        usage.HasKey(e => new { e.AccountId, e.Id });
        usage.Property(e => e.Id).ValueGeneratedNever();
        usage.Property(e => e.MessageId).IsIdentifier(UsageEvent.IdMaxLength);
        usage.Property(e => e.Name).HasMaxLength(UsageEvent.IdMaxLength);
        usage.Property(e => e.GroupId!).IsIdentifier(UsageEvent.IdMaxLength);
        usage.HasIndex(e => new { e.SourceId, e.MessageId }).IsUnique();
        usage.HasOne<Source>().WithMany().HasForeignKey(e => e.SourceId);
    }
}
