using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ValuePortal.Accounts;
using ValuePortal.Milestones.Plans;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;

namespace ValuePortal.Milestones.Clocks;

/// <summary>Days on which work stood still because one side waited for the other. Both sides see it; no two of one account overlap.</summary>
public sealed class Pause : IOwnedByAccount
{
    public const int ReasonMaxLength = 200;

    public Guid AccountId { get; init; }

    public Guid Id { get; init; }

    /// <summary>The side that was waited for.</summary>
    public Side WaitedFor { get; init; }

    /// <summary>The first day, in the account's time zone.</summary>
    public DateOnly From { get; init; }

    /// <summary>The day on which work went on: it counts again. Null while it stands still.</summary>
    public DateOnly? Until { get; set; }

    public string Reason { get; init; } = "";

    /// <summary>Who noted it; the name as it was then.</summary>
    public string NotedBy { get; init; } = "";
}

internal sealed class PauseConfiguration : IEntityTypeConfiguration<Pause>
{
    public void Configure(EntityTypeBuilder<Pause> pause)
    {
        pause.ToTable("PlanPauses");
        pause.HasKey(p => new { p.AccountId, p.Id });
        pause.Property(p => p.WaitedFor).HasConversion<string>().HasMaxLength(20);
        pause.Property(p => p.Reason).HasMaxLength(Pause.ReasonMaxLength);
        pause.Property(p => p.NotedBy).HasMaxLength(Person.NameMaxLength);
        pause.Property(p => p.Until).IsConcurrencyToken();
        pause.HasIndex(p => new { p.AccountId, p.From }).IsUnique();
        pause.HasOne<Account>().WithMany().HasForeignKey(p => p.AccountId);
    }
}

internal static class ClockTables
{
    extension(PortalDb db)
    {
        public DbSet<Pause> PlanPauses => db.Set<Pause>();
    }
}
