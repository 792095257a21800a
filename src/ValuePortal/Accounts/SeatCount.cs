using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ValuePortal.Platform.Access;

namespace ValuePortal.Accounts;

/// <summary>How many seats an account has bought from a day on, until the next statement.</summary>
public sealed class SeatCount : IOwnedByAccount
{
    public Guid AccountId { get; init; }

    public DateOnly ValidFrom { get; init; }

    public int Seats { get; set; }

    /// <summary>What a seat costs a year, where the contract says so.</summary>
    public decimal? YearlyPrice { get; set; }

    /// <summary>ISO 4217 code of the price; null without one.</summary>
    public string? Currency { get; set; }
}

internal sealed class SeatCountConfiguration : IEntityTypeConfiguration<SeatCount>
{
    public void Configure(EntityTypeBuilder<SeatCount> seats)
    {
        seats.ToTable("Seats");
        seats.HasKey(s => new { s.AccountId, s.ValidFrom });
        seats.Property(s => s.YearlyPrice).HasPrecision(19, 4);
        seats.Property(s => s.Currency).HasMaxLength(3);
        seats.HasOne<Account>().WithMany().HasForeignKey(s => s.AccountId);
    }
}
