using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;

namespace ValuePortal.Roi.Models;

/// <summary>How often an investment is paid.</summary>
public enum InvestmentRhythm
{
    /// <summary>Once. In the start month or before it: the initial investment, which is not discounted.</summary>
    Once,
    Yearly,
    Monthly,
}

/// <summary>What the account puts in: fees, set-up, its own people's time, in its currency.</summary>
public sealed class Investment : IOwnedByAccount
{
    public const int NameMaxLength = 120;
    public const int MostPerAccount = 50;

    public Guid AccountId { get; init; }

    public Guid Id { get; init; }

    public string Name { get; init; } = "";

    public InvestmentRhythm Rhythm { get; init; }

    /// <summary>Once, for a year or for a month.</summary>
    public decimal Amount { get; init; }

    /// <summary>First day of the month in which it is paid first.</summary>
    public DateOnly FromMonth { get; init; }

    /// <summary>Its place among the investments; those of one place stand in the order of their ids.</summary>
    public int Position { get; set; }
}

internal sealed class InvestmentConfiguration : IEntityTypeConfiguration<Investment>
{
    public void Configure(EntityTypeBuilder<Investment> investment)
    {
        investment.ToTable("ValueInvestments");
        investment.HasKey(i => new { i.AccountId, i.Id });
        investment.Property(i => i.Name).HasMaxLength(Investment.NameMaxLength);
        investment.Property(i => i.Rhythm).HasConversion<string>().HasMaxLength(20);
        investment.Property(i => i.Amount).HasPrecision(19, 4);
        investment.HasOne<ValueModel>().WithMany().HasForeignKey(i => i.AccountId);
    }
}
