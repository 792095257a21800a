using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ValuePortal.Accounts;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;

namespace ValuePortal.Usage.Peers;

/// <summary>What an account is compared by.</summary>
public enum PeerMeasure
{
    SeatsUsed,
    Stickiness,
    Breadth,
}

/// <summary>Why there is nothing to compare with.</summary>
public enum PeerGap
{
    None,

    /// <summary>Fewer others in the group than the least number.</summary>
    TooFewOthers,

    /// <summary>One of the others is more than half of the group's volume.</summary>
    OneDominates,

    /// <summary>The account itself has no value that month.</summary>
    NoOwnValue,
}

/// <summary>An account's place among peers: the one group that staff chose, and whether its own admin takes part.</summary>
public sealed class PeerMembership : IOwnedByAccount
{
    public const int GroupMaxLength = 80;

    public Guid AccountId { get; init; }

    /// <summary>Set by staff; null until then.</summary>
    public string? Group { get; set; }

    /// <summary>Since when the customer's admin lets the account take part; null: it does not.</summary>
    public DateTimeOffset? TakesPartSince { get; set; }
}

/// <summary>
/// What an account reads of its peers for one month and measure: taken once after the month is over, from the others only, and never
/// counted anew.
/// </summary>
public sealed class PeerFigure : IOwnedByAccount
{
    public Guid AccountId { get; init; }

    /// <summary>First day of the month.</summary>
    public DateOnly Month { get; init; }

    public PeerMeasure Measure { get; init; }

    public string Group { get; init; } = "";

    public PeerGap Gap { get; init; }

    /// <summary>The account's own value.</summary>
    public decimal? Own { get; init; }

    public decimal? LowerQuartile { get; init; }

    public decimal? Median { get; init; }

    public decimal? UpperQuartile { get; init; }

    /// <summary>The share of the others whose value is below the own one, ties by half.</summary>
    public decimal? Percentile { get; init; }
}

/// <summary>A month whose figures were taken. A month is taken once.</summary>
public sealed class PeerMonth : ISharedByAccounts
{
    public DateOnly Month { get; init; }

    public DateTimeOffset TakenAt { get; init; }
}

internal sealed class PeerMembershipConfiguration : IEntityTypeConfiguration<PeerMembership>
{
    public void Configure(EntityTypeBuilder<PeerMembership> membership)
    {
        membership.ToTable("PeerMemberships");
        membership.HasKey(m => m.AccountId);
        membership.Property(m => m.AccountId).ValueGeneratedNever();
        membership.Property(m => m.Group).HasMaxLength(PeerMembership.GroupMaxLength).HasAnnotation(Identifier.Annotation, true);
        membership.HasOne<Account>().WithOne().HasForeignKey<PeerMembership>(m => m.AccountId);
    }
}

internal sealed class PeerFigureConfiguration : IEntityTypeConfiguration<PeerFigure>
{
    public void Configure(EntityTypeBuilder<PeerFigure> figure)
    {
        figure.ToTable("PeerFigures");
        figure.HasKey(f => new { f.AccountId, f.Month, f.Measure });
        figure.Property(f => f.Measure).HasConversion<string>().HasMaxLength(20);
        figure.Property(f => f.Gap).HasConversion<string>().HasMaxLength(20);
        figure.Property(f => f.Group).IsIdentifier(PeerMembership.GroupMaxLength);
        figure.Property(f => f.Own).HasPrecision(9, 6);
        figure.Property(f => f.LowerQuartile).HasPrecision(9, 6);
        figure.Property(f => f.Median).HasPrecision(9, 6);
        figure.Property(f => f.UpperQuartile).HasPrecision(9, 6);
        figure.Property(f => f.Percentile).HasPrecision(9, 6);
        figure.HasOne<Account>().WithMany().HasForeignKey(f => f.AccountId);
    }
}

internal sealed class PeerMonthConfiguration : IEntityTypeConfiguration<PeerMonth>
{
    public void Configure(EntityTypeBuilder<PeerMonth> month)
    {
        month.ToTable("PeerMonths");
        month.HasKey(m => m.Month);
    }
}

internal static class PeerTables
{
    extension(PortalDb db)
    {
        public DbSet<PeerMembership> PeerMemberships => db.Set<PeerMembership>();

        public DbSet<PeerFigure> PeerFigures => db.Set<PeerFigure>();

        public DbSet<PeerMonth> PeerMonths => db.Set<PeerMonth>();
    }
}
