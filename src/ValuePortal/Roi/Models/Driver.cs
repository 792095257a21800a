using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;
using ValuePortal.Roi.Arithmetic;
using ValuePortal.Usage.Events;
using ValuePortal.Usage.Reports;

namespace ValuePortal.Roi.Models;

/// <summary>What kind of value a driver brings.</summary>
public enum DriverKind
{
    TimeSaved,
    CostAvoided,
    RevenueGained,
    RiskReduced,

    /// <summary>Stands apart: it has no price and is never summed into money.</summary>
    Quality,
}

/// <summary>In what a driver of time is stated; its price is always for an hour.</summary>
public enum TimeUnit
{
    Minutes,
    Hours,
    Seconds,
}

/// <summary>Where the number of times comes from.</summary>
public enum QuantitySource
{
    /// <summary>The same number each month, as agreed.</summary>
    Agreed,

    /// <summary>Counted on the usage of the product.</summary>
    Usage,

    /// <summary>Stated by people for each month.</summary>
    Entries,
}

/// <summary>One way in which an account gets value: what it was before, what it is to become, how often it counts, what it is worth.</summary>
public sealed class Driver : IOwnedByAccount
{
    public const int NameMaxLength = 120;
    public const int UnitMaxLength = 40;
    public const int MostPerAccount = 50;

    /// <summary>Of the change of a unit, in money.</summary>
    public const decimal MostWorth = 1_000_000_000_000m;

    /// <summary>Times a month.</summary>
    public const decimal MostTimes = 1_000_000_000m;

    public Guid AccountId { get; init; }

    public Guid Id { get; init; }

    public string Name { get; set; } = "";

    public DriverKind Kind { get; set; }

    /// <summary>In what baseline and target are stated, in the customer's words: "minutes per ticket".</summary>
    public string Unit { get; set; } = "";

    /// <summary>For a driver of time, in what its unit counts time; null for the others.</summary>
    public TimeUnit? Time { get; set; }

    public decimal Baseline { get; set; }

    /// <summary>Below the baseline: lower is better.</summary>
    public decimal Target { get; set; }

    /// <summary>Money for one unit, or for one hour of a driver of time, in the account's currency; zero for quality.</summary>
    public decimal UnitValue { get; set; }

    /// <summary>What part becomes real: productivity recapture or adoption, 0 to 1.</summary>
    public decimal Share { get; set; } = 1;

    /// <summary>What part is taken off for risk, 0 to 1.</summary>
    public decimal Risk { get; set; }

    public QuantitySource Source { get; set; }

    /// <summary>How often a month, as agreed or expected; null when nobody said so.</summary>
    public decimal? ExpectedPerMonth { get; set; }

    /// <summary>What is counted when the number comes from usage; else null.</summary>
    public UsageMeasure? Measure { get; set; }

    /// <summary>The key of the feature that is counted; null for all use.</summary>
    public string? Feature { get; set; }

    /// <summary>Its place among the drivers; those of one place stand in the order of their ids.</summary>
    public int Position { get; set; }

    /// <summary>Rises by one with each change; a form that was opened before is refused.</summary>
    public int Version { get; set; } = 1;

    public DateTimeOffset ChangedAt { get; set; }

    public bool LowerIsBetter => Target < Baseline;

    public bool IsMoney => Kind is not DriverKind.Quality;

    /// <summary>Whether a change from the baseline to a level is worth more than any real figure: months and years of it would not fit into a number.</summary>
    public bool IsBeyondMeasure(decimal level) => (double)Math.Abs(level - Baseline) * (double)UnitValue > (double)MostWorth;

    /// <summary>How many units of the driver make the unit that has the price.</summary>
    public decimal UnitsPerPriced => Time switch
    {
        TimeUnit.Minutes => 60,
        TimeUnit.Seconds => 3600,
        _ => 1,
    };

    public DriverBenefit Benefit => new(UnitsPerPriced, IsMoney ? UnitValue : 0, Share, Risk);

    public UsageQuantity? Quantity => Source is QuantitySource.Usage && Measure is { } measure ? new UsageQuantity(measure, Feature) : null;
}

internal sealed class DriverConfiguration : IEntityTypeConfiguration<Driver>
{
    public void Configure(EntityTypeBuilder<Driver> driver)
    {
        driver.ToTable("ValueDrivers");
        driver.HasKey(d => new { d.AccountId, d.Id });
        driver.Property(d => d.Name).HasMaxLength(Driver.NameMaxLength);
        driver.Property(d => d.Kind).HasConversion<string>().HasMaxLength(20);
        driver.Property(d => d.Unit).HasMaxLength(Driver.UnitMaxLength);
        driver.Property(d => d.Time).HasConversion<string>().HasMaxLength(20);
        driver.Property(d => d.Baseline).HasPrecision(19, 6);
        driver.Property(d => d.Target).HasPrecision(19, 6);
        driver.Property(d => d.UnitValue).HasPrecision(19, 6);
        driver.Property(d => d.Share).HasPrecision(9, 6);
        driver.Property(d => d.Risk).HasPrecision(9, 6);
        driver.Property(d => d.Source).HasConversion<string>().HasMaxLength(20);
        driver.Property(d => d.ExpectedPerMonth).HasPrecision(19, 6);
        driver.Property(d => d.Measure).HasConversion<string>().HasMaxLength(20);
        driver.Property(d => d.Feature!).IsIdentifier(UsageEvent.IdMaxLength);
        driver.Property(d => d.Version).IsConcurrencyToken();
        driver.HasOne<ValueModel>().WithMany().HasForeignKey(d => d.AccountId);
    }
}
