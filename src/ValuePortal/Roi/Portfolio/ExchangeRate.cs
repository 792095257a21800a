using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;

namespace ValuePortal.Roi.Portfolio;

/// <summary>
/// What one unit of a currency is in another, from a day on until the next day with a rate. A rate is never changed: a wrong one is removed,
/// which the audit log keeps, and entered anew.
/// </summary>
public sealed class ExchangeRate : ISharedByAccounts
{
    public const int SourceMaxLength = 200;
    public const decimal Least = 0.000000001m;
    public const decimal Most = 1_000_000_000m;

    public Guid Id { get; init; }

    /// <summary>ISO 4217 code.</summary>
    public string From { get; init; } = "";

    public string To { get; init; } = "";

    /// <summary>How much of <see cref="To"/> one unit of <see cref="From"/> is.</summary>
    public decimal Rate { get; init; }

    public DateOnly ValidFrom { get; init; }

    /// <summary>Where it was read, in words.</summary>
    public string Source { get; init; } = "";

    /// <summary>Who entered it, by the name as it was then.</summary>
    public string By { get; init; } = "";

    public DateTimeOffset At { get; init; }
}

internal sealed class ExchangeRateConfiguration : IEntityTypeConfiguration<ExchangeRate>
{
    public void Configure(EntityTypeBuilder<ExchangeRate> rate)
    {
        rate.ToTable("ExchangeRates");
        rate.Property(r => r.Id).ValueGeneratedNever();
        rate.Property(r => r.From).HasColumnName("FromCurrency").HasMaxLength(3);
        rate.Property(r => r.To).HasColumnName("ToCurrency").HasMaxLength(3);
        rate.Property(r => r.Rate).HasPrecision(19, 9);
        rate.Property(r => r.Source).HasMaxLength(ExchangeRate.SourceMaxLength);
        rate.Property(r => r.By).HasColumnName("EnteredBy").HasMaxLength(Person.NameMaxLength);
        rate.Property(r => r.At).HasColumnName("EnteredAt");
        rate.HasIndex(r => new { r.To, r.From, r.ValidFrom }).IsUnique();
    }
}

internal static class RateTables
{
    extension(PortalDb db)
    {
        public DbSet<ExchangeRate> ExchangeRates => db.Set<ExchangeRate>();
    }
}
