using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ValuePortal.Platform.Access;

namespace ValuePortal.Accounts;

/// <summary>What the contract with an account says from a day on, until the next statement.</summary>
public sealed class ContractTerms : IOwnedByAccount
{
    public const decimal MostValue = 1_000_000_000_000;

    public Guid AccountId { get; init; }

    /// <summary>A day of the account's calendar.</summary>
    public DateOnly ValidFrom { get; init; }

    /// <summary>What the account pays a year.</summary>
    public decimal YearlyValue { get; set; }

    /// <summary>ISO 4217 code of the value.</summary>
    public string Currency { get; set; } = "";

    public DateOnly? StartsOn { get; set; }

    public DateOnly? EndsOn { get; set; }

    public DateOnly? RenewsOn { get; set; }
}

internal sealed class ContractTermsConfiguration : IEntityTypeConfiguration<ContractTerms>
{
    public void Configure(EntityTypeBuilder<ContractTerms> terms)
    {
        terms.ToTable("ContractTerms");
        terms.HasKey(t => new { t.AccountId, t.ValidFrom });
        terms.Property(t => t.YearlyValue).HasPrecision(19, 4);
        terms.Property(t => t.Currency).HasMaxLength(3);
        terms.HasOne<Account>().WithMany().HasForeignKey(t => t.AccountId);
    }
}
