using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ValuePortal.Accounts;
using ValuePortal.Platform.Access;

namespace ValuePortal.Milestones.Plans;

/// <summary>What became of a milestone.</summary>
public enum HistoryKind
{
    /// <summary>The usage came to the target, first on the line's day.</summary>
    Reached,

    /// <summary>Data that came later say another day.</summary>
    Moved,

    /// <summary>Corrected data do not come to the target any more; the day is the one that counted before.</summary>
    Reopened,

    /// <summary>One side signed the line's day.</summary>
    SignedOff,

    /// <summary>One side took its word back before the other had given its own.</summary>
    Withdrawn,

    /// <summary>Staff changed its words, its due day or its owner.</summary>
    Changed,

    /// <summary>Staff took it out of the plan.</summary>
    Removed,

    /// <summary>Staff put it back.</summary>
    PutBack,
}

/// <summary>One line of a milestone's history. Lines are only ever added, and both sides read them.</summary>
public sealed class HistoryLine : IOwnedByAccount
{
    /// <summary>Who it was, when the data said so.</summary>
    public const string Usage = "";

    private HistoryLine()
    {
    }

    public Guid AccountId { get; private init; }

    public Guid Id { get; private init; }

    public Guid MilestoneId { get; private init; }

    public DateTimeOffset At { get; private init; }

    public HistoryKind Kind { get; private init; }

    /// <summary>The day it is about; null where there is none.</summary>
    public DateOnly? Day { get; private init; }

    /// <summary>The person's name as it was then; empty when the data said so.</summary>
    public string By { get; private init; } = "";

    /// <summary>Whose person it was; null when the data said so.</summary>
    public Side? Side { get; private init; }

    internal static HistoryLine Of(Milestone milestone, DateTimeOffset now, HistoryKind kind, DateOnly? day, string by, Side? side) => new()
    {
        AccountId = milestone.AccountId,
        Id = Guid.CreateVersion7(now),
        MilestoneId = milestone.Id,
        At = now,
        Kind = kind,
        Day = day,
        By = by,
        Side = side,
    };
}

internal sealed class HistoryLineConfiguration : IEntityTypeConfiguration<HistoryLine>
{
    public void Configure(EntityTypeBuilder<HistoryLine> line)
    {
        line.ToTable("MilestoneHistory");
        line.HasKey(l => new { l.AccountId, l.Id });
        line.HasIndex(l => new { l.AccountId, l.MilestoneId });
        line.Property(l => l.Kind).HasConversion<string>().HasMaxLength(20);
        line.Property(l => l.Side).HasConversion<string>().HasMaxLength(20);
        line.Property(l => l.By).HasMaxLength(Person.NameMaxLength);
        line.HasOne<Account>().WithMany().HasForeignKey(l => l.AccountId);
        line.HasOne<Milestone>().WithMany().HasForeignKey(l => new { l.AccountId, l.MilestoneId });
    }
}
