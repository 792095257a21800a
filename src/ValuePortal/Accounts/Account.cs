using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;

namespace ValuePortal.Accounts;

/// <summary>How much care a customer gets.</summary>
public enum Tier
{
    Regular,
    Important,
    Key,
}

/// <summary>A customer company.</summary>
public sealed class Account : IOwnedByAccount
{
    public const int NameMaxLength = 200;
    public const int ExternalIdMaxLength = 255;

    private Account()
    {
    }

    public Guid AccountId { get; private init; }

    /// <summary>The company's id in the vendor's product: events name it by this. Case and blanks count.</summary>
    public string ExternalId { get; private init; } = "";

    public string Name { get; set; } = "";

    public Tier Tier { get; set; }

    /// <summary>ISO 4217 code of the money its figures are in.</summary>
    public string Currency { get; set; } = "USD";

    /// <summary>IANA name of the zone whose calendar days are this account's days.</summary>
    public string TimeZone { get; private set; } = "UTC";

    /// <summary>Language for people who did not choose one: "en" or "zh-CN".</summary>
    public string Language { get; set; } = "en";

    /// <summary>First day with the product in use, where the vendor states it.</summary>
    public DateOnly? GoLiveOn { get; set; }

    public DateOnly? RenewsOn { get; set; }

    public DateTimeOffset CreatedAt { get; private init; }

    public static Account Open(string externalId, string name, DateTimeOffset now, string timeZone = "UTC") => new()
    {
        AccountId = Guid.CreateVersion7(now),
        ExternalId = externalId,
        Name = name.Trim(),
        TimeZone = timeZone,
        CreatedAt = now,
    };
}

internal sealed class AccountConfiguration : IEntityTypeConfiguration<Account>
{
    public void Configure(EntityTypeBuilder<Account> account)
    {
        account.ToTable("Accounts");
        account.HasKey(a => a.AccountId);
        account.Property(a => a.AccountId).ValueGeneratedNever();
        account.Property(a => a.ExternalId).IsIdentifier(Account.ExternalIdMaxLength);
        account.HasIndex(a => a.ExternalId).IsUnique();
        account.Property(a => a.Name).HasMaxLength(Account.NameMaxLength);
        account.Property(a => a.Tier).HasConversion<string>().HasMaxLength(20);
        account.Property(a => a.Currency).HasMaxLength(3);
        account.Property(a => a.TimeZone).HasMaxLength(64);
        account.Property(a => a.Language).HasMaxLength(10);
    }
}

internal static class AccountTables
{
    extension(PortalDb db)
    {
        public DbSet<Account> Accounts => db.Set<Account>();

        public DbSet<Care> Care => db.Set<Care>();

        public DbSet<SeatCount> Seats => db.Set<SeatCount>();

        public DbSet<ContractTerms> Contracts => db.Set<ContractTerms>();

        public DbSet<TierRules> TierRules => db.Set<TierRules>();
    }
}
