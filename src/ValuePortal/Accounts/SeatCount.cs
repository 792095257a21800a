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
}

internal sealed class SeatCountConfiguration : IEntityTypeConfiguration<SeatCount>
{
    public void Configure(EntityTypeBuilder<SeatCount> seats)
    {
        seats.ToTable("Seats");
        seats.HasKey(s => new { s.AccountId, s.ValidFrom });
        seats.HasOne<Account>().WithMany().HasForeignKey(s => s.AccountId);
    }
}
