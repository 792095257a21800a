using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ValuePortal.Platform.Access;

namespace ValuePortal.Roi.Models;

/// <summary>What somebody measured of a driver in a month: what it was, how often it counted, or both. One for each driver and month.</summary>
public sealed class DriverEntry : IOwnedByAccount
{
    public Guid AccountId { get; init; }

    public Guid DriverId { get; init; }

    /// <summary>First day of the month.</summary>
    public DateOnly Month { get; init; }

    /// <summary>The driver as measured, in its unit; it holds until the next measurement. Null when only the number of times was stated.</summary>
    public decimal? Level { get; set; }

    /// <summary>How often it counted in this month; it holds for this month only.</summary>
    public decimal? Quantity { get; set; }

    public Guid PersonId { get; set; }

    /// <summary>The name as it was then.</summary>
    public string By { get; set; } = "";

    public DateTimeOffset At { get; set; }
}

internal sealed class DriverEntryConfiguration : IEntityTypeConfiguration<DriverEntry>
{
    public void Configure(EntityTypeBuilder<DriverEntry> entry)
    {
        entry.ToTable("ValueDriverEntries");
        entry.HasKey(e => new { e.AccountId, e.DriverId, e.Month });
        entry.Property(e => e.Level).HasPrecision(19, 6);
        entry.Property(e => e.Quantity).HasPrecision(19, 6);
        entry.Property(e => e.By).HasMaxLength(Person.NameMaxLength);
        entry.Property(e => e.At).IsConcurrencyToken();
        entry.HasOne<Driver>().WithMany().HasForeignKey(e => new { e.AccountId, e.DriverId });
    }
}
