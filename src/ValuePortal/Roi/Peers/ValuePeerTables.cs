using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ValuePortal.Accounts;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;
using ValuePortal.Usage.Peers;

namespace ValuePortal.Roi.Peers;

/// <summary>By what the value of an account is compared: divided, so that companies of different size compare.</summary>
public enum ValueMeasure
{
    /// <summary>Money for each person active in the month.</summary>
    PerPerson,

    /// <summary>Money for each seat at its end.</summary>
    PerSeat,

    /// <summary>Hours for each person active in the month: no money, and the same in every currency.</summary>
    HoursPerPerson,
}

/// <summary>That an account's admin lets its value be compared. Without a row it is not; taking part by usage does not bring it about.</summary>
public sealed class ValuePeering : IOwnedByAccount
{
    public Guid AccountId { get; init; }

    public DateTimeOffset TakesPartSince { get; init; }
}

/// <summary>What an account reads of its peers' value for one month and measure: taken once, from the others only, and never counted anew.</summary>
public sealed class ValuePeerFigure : IOwnedByAccount
{
    public Guid AccountId { get; init; }

    /// <summary>First day of the month.</summary>
    public DateOnly Month { get; init; }

    public ValueMeasure Measure { get; init; }

    public string Group { get; init; } = "";

    /// <summary>The account's currency in that month; the others have the same.</summary>
    public string Currency { get; init; } = "";

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
public sealed class ValuePeerMonth : ISharedByAccounts
{
    public DateOnly Month { get; init; }

    public DateTimeOffset TakenAt { get; init; }
}

internal sealed class ValuePeeringConfiguration : IEntityTypeConfiguration<ValuePeering>
{
    public void Configure(EntityTypeBuilder<ValuePeering> peering)
    {
        peering.ToTable("ValuePeerings");
        peering.HasKey(p => p.AccountId);
        peering.Property(p => p.AccountId).ValueGeneratedNever();
        peering.HasOne<Account>().WithOne().HasForeignKey<ValuePeering>(p => p.AccountId);
    }
}

internal sealed class ValuePeerFigureConfiguration : IEntityTypeConfiguration<ValuePeerFigure>
{
    public void Configure(EntityTypeBuilder<ValuePeerFigure> figure)
    {
        figure.ToTable("ValuePeerFigures");
        figure.HasKey(f => new { f.AccountId, f.Month, f.Measure });
        figure.Property(f => f.Measure).HasConversion<string>().HasMaxLength(20);
        figure.Property(f => f.Gap).HasConversion<string>().HasMaxLength(20);
        figure.Property(f => f.Group).IsIdentifier(PeerMembership.GroupMaxLength);
        figure.Property(f => f.Currency).HasMaxLength(3);
        figure.Property(f => f.Own).HasPrecision(19, 4);
        figure.Property(f => f.LowerQuartile).HasPrecision(19, 4);
        figure.Property(f => f.Median).HasPrecision(19, 4);
        figure.Property(f => f.UpperQuartile).HasPrecision(19, 4);
        figure.Property(f => f.Percentile).HasPrecision(9, 6);
        figure.HasOne<Account>().WithMany().HasForeignKey(f => f.AccountId);
    }
}

internal sealed class ValuePeerMonthConfiguration : IEntityTypeConfiguration<ValuePeerMonth>
{
    public void Configure(EntityTypeBuilder<ValuePeerMonth> month)
    {
        month.ToTable("ValuePeerMonths");
        month.HasKey(m => m.Month);
    }
}

internal static class ValuePeerTables
{
    extension(PortalDb db)
    {
        public DbSet<ValuePeering> ValuePeerings => db.Set<ValuePeering>();

        public DbSet<ValuePeerFigure> ValuePeerFigures => db.Set<ValuePeerFigure>();

        public DbSet<ValuePeerMonth> ValuePeerMonths => db.Set<ValuePeerMonth>();
    }
}
