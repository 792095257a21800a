using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ValuePortal.Accounts;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;

namespace ValuePortal.Reviews.Bulk;

/// <summary>Somebody of the vendor wants drafts for the own accounts of a tier when a quarter is over.</summary>
public sealed class DraftSchedule : ISharedByAccounts
{
    public Guid PersonId { get; init; }

    public Tier Tier { get; init; }

    /// <summary>Quarters that ended before are not made up for.</summary>
    public DateTimeOffset Since { get; init; }

    /// <summary>Last day of the quarter for which it was done last; null before the first.</summary>
    public DateOnly? DoneFor { get; set; }
}

internal sealed class DraftScheduleConfiguration : IEntityTypeConfiguration<DraftSchedule>
{
    public void Configure(EntityTypeBuilder<DraftSchedule> schedule)
    {
        schedule.ToTable("ReviewSchedules");
        schedule.HasKey(s => new { s.PersonId, s.Tier });
        schedule.Property(s => s.Tier).HasConversion<string>().HasMaxLength(20);
    }
}

internal static class ScheduleTables
{
    extension(PortalDb db)
    {
        public DbSet<DraftSchedule> DraftSchedules => db.Set<DraftSchedule>();
    }
}
