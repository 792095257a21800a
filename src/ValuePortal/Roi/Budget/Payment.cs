using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;
using ValuePortal.Roi.Models;

namespace ValuePortal.Roi.Budget;

/// <summary>What was really paid for a cost item in a month. It stays when the item is removed, and comes back with it.</summary>
public sealed class Payment : IOwnedByAccount
{
    public Guid AccountId { get; init; }

    public Guid InvestmentId { get; init; }

    /// <summary>First day of the month.</summary>
    public DateOnly Month { get; init; }

    /// <summary>In the account's currency.</summary>
    public decimal Amount { get; set; }

    public DateTimeOffset At { get; set; }
}

internal sealed class PaymentConfiguration : IEntityTypeConfiguration<Payment>
{
    public void Configure(EntityTypeBuilder<Payment> payment)
    {
        payment.ToTable("ValuePayments");
        payment.HasKey(p => new { p.AccountId, p.InvestmentId, p.Month });
        payment.Property(p => p.Amount).HasPrecision(19, 4);
        payment.Property(p => p.At).IsConcurrencyToken();
        payment.HasOne<ValueModel>().WithMany().HasForeignKey(p => p.AccountId);
    }
}

internal static class PaymentTables
{
    extension(PortalDb db)
    {
        public DbSet<Payment> Payments => db.Set<Payment>();
    }
}
