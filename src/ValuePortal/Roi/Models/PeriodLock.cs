using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;

namespace ValuePortal.Roi.Models;

/// <summary>
/// Somebody closed the figures of an account up to a month, or opened them again. Lines are added and never changed; the latest one counts, so that
/// all of them are the trail.
/// </summary>
public sealed class PeriodLock : IOwnedByAccount
{
    public const int ReasonMaxLength = 500;

    public Guid AccountId { get; init; }

    /// <summary>Runs from 1, so that two people at once cannot both be the next.</summary>
    public int Number { get; init; }

    /// <summary>First day of the last month that is closed; null when none is any more.</summary>
    public DateOnly? Through { get; init; }

    /// <summary>Why it was opened; null where it was closed.</summary>
    public string? Reason { get; init; }

    /// <summary>The name as it was then.</summary>
    public string By { get; init; } = "";

    public DateTimeOffset At { get; init; }
}

internal sealed class PeriodLockConfiguration : IEntityTypeConfiguration<PeriodLock>
{
    public void Configure(EntityTypeBuilder<PeriodLock> locked)
    {
        locked.ToTable("ValuePeriodLocks");
        locked.HasKey(l => new { l.AccountId, l.Number });
        locked.Property(l => l.Number).ValueGeneratedNever();
        locked.Property(l => l.Reason).HasMaxLength(PeriodLock.ReasonMaxLength);
        locked.Property(l => l.By).HasColumnName("LockedBy").HasMaxLength(Person.NameMaxLength);
        locked.Property(l => l.At).HasColumnName("LockedAt");
        locked.HasOne<ValueModel>().WithMany().HasForeignKey(l => l.AccountId);
    }
}

internal static class PeriodLockTables
{
    extension(PortalDb db)
    {
        public DbSet<PeriodLock> PeriodLocks => db.Set<PeriodLock>();

        /// <summary>First day of the last month of an account whose figures are closed; null while none is.</summary>
        public Task<DateOnly?> ClosedThroughAsync(Guid account, CancellationToken ct) => db.Set<PeriodLock>().AsNoTracking()
            .Where(line => line.AccountId == account).OrderByDescending(line => line.Number).Select(line => line.Through).FirstOrDefaultAsync(ct);
    }
}
