using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;

namespace ValuePortal.Roi.Models;

/// <summary>In what the tables of a model are stated.</summary>
public enum ModelPeriod
{
    Year,
    Month,
}

/// <summary>The terms on which an account's value is counted. One for each account; the currency is the account's.</summary>
public sealed class ValueModel : IOwnedByAccount
{
    public const decimal UsualDiscountRate = 0.10m;
    public const int UsualHorizonYears = 3;
    public const int MostHorizonYears = 20;

    /// <summary>Fewer, when its tables are stated by month.</summary>
    public const int MostYearsByMonth = 5;
    public const int TitleMaxLength = 200;
    public const int SourceMaxLength = 500;
    public const decimal MostDiscountRate = 1;

    public Guid AccountId { get; init; }

    /// <summary>A year's rate as a share of one.</summary>
    public decimal DiscountRate { get; set; } = UsualDiscountRate;

    /// <summary>First day of the month from which value is counted, in the account's calendar.</summary>
    public DateOnly StartMonth { get; set; }

    /// <summary>Years of the calculation, 1 to 20, from the start month.</summary>
    public int HorizonYears { get; set; } = UsualHorizonYears;

    public ModelPeriod Period { get; set; }

    /// <summary>What the model is called, where it was imported.</summary>
    public string? Title { get; set; }

    /// <summary>Where it comes from: the address of a study, the name of a contract.</summary>
    public string? Source { get; set; }

    /// <summary>Rises by one with each change; a form that was opened before is refused.</summary>
    public int Version { get; set; } = 1;

    public DateTimeOffset ChangedAt { get; set; }

    /// <summary>How many periods its tables have.</summary>
    public int Periods => Period is ModelPeriod.Month ? HorizonYears * 12 : HorizonYears;

    /// <summary>The first day of a day's month.</summary>
    public static DateOnly MonthOf(DateOnly day) => new(day.Year, day.Month, 1);
}

internal sealed class ValueModelConfiguration : IEntityTypeConfiguration<ValueModel>
{
    public void Configure(EntityTypeBuilder<ValueModel> model)
    {
        model.ToTable("ValueModels");
        model.HasKey(m => m.AccountId);
        model.Property(m => m.AccountId).ValueGeneratedNever();
        model.Property(m => m.DiscountRate).HasPrecision(9, 6);
        model.Property(m => m.Period).HasConversion<string>().HasMaxLength(10).HasDefaultValue(ModelPeriod.Year);
        model.Property(m => m.Title).HasMaxLength(ValueModel.TitleMaxLength);
        model.Property(m => m.Source).HasMaxLength(ValueModel.SourceMaxLength);
        model.Property(m => m.Version).IsConcurrencyToken();
        model.HasOne<Accounts.Account>().WithOne().HasForeignKey<ValueModel>(m => m.AccountId);
    }
}

internal static class ValueTables
{
    extension(PortalDb db)
    {
        public DbSet<ValueModel> ValueModels => db.Set<ValueModel>();

        public DbSet<Driver> Drivers => db.Set<Driver>();

        public DbSet<DriverEntry> DriverEntries => db.Set<DriverEntry>();

        public DbSet<TableText> Tables => db.Set<TableText>();

        public DbSet<Investment> Investments => db.Set<Investment>();
    }
}
