using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ValuePortal.Platform.Access;

namespace ValuePortal.Accounts;

/// <summary>By what accounts are sorted into tiers.</summary>
public enum TierMeasure
{
    ContractValue,
    Seats,
}

/// <summary>
/// The vendor's rule for tiers from a day on, until the next one: a measure, and from where an account is important and from where it is key. A
/// rule is never changed once its day has come; a new one follows it.
/// </summary>
public sealed class TierRules : ISharedByAccounts
{
    /// <summary>UTC.</summary>
    public DateOnly ValidFrom { get; init; }

    public TierMeasure Measure { get; init; }

    /// <summary>ISO 4217 code in which values are compared; an account that pays in another is not ruled. Null for seats.</summary>
    public string? Currency { get; init; }

    public decimal ImportantFrom { get; init; }

    public decimal KeyFrom { get; init; }

    /// <summary>What the rule makes of an account; null for one it says nothing of.</summary>
    /// <param name="terms">Of the day.</param>
    /// <param name="seats">Of the day.</param>
    public TierJudgement? Judge(ContractTerms? terms, int? seats)
    {
        decimal? measured = Measure is TierMeasure.Seats ? seats : terms?.Currency == Currency ? terms?.YearlyValue : null;
        return measured is not { } amount ? null
            : new(amount >= KeyFrom ? Tier.Key : amount >= ImportantFrom ? Tier.Important : Tier.Regular, amount, amount >= KeyFrom ? KeyFrom : ImportantFrom, this);
    }
}

/// <param name="Measured">The value or the seats.</param>
/// <param name="Threshold">The one it reached; for a regular account the one it did not reach.</param>
public sealed record TierJudgement(Tier Tier, decimal Measured, decimal Threshold, TierRules Rules);

internal sealed class TierRulesConfiguration : IEntityTypeConfiguration<TierRules>
{
    public void Configure(EntityTypeBuilder<TierRules> rules)
    {
        rules.ToTable("TierRules");
        rules.HasKey(r => r.ValidFrom);
        rules.Property(r => r.ValidFrom).ValueGeneratedNever();
        rules.Property(r => r.Measure).HasConversion<string>().HasMaxLength(20);
        rules.Property(r => r.Currency).HasMaxLength(3);
        rules.Property(r => r.ImportantFrom).HasPrecision(19, 4);
        rules.Property(r => r.KeyFrom).HasPrecision(19, 4);
    }
}
