using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ValuePortal.Accounts;
using ValuePortal.Milestones.Plans;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;

namespace ValuePortal.Milestones.Reminders;

/// <summary>How a person is reminded, and where a calendar reads the person's days. Who never chose has no row: reminded at eight, no calendar.</summary>
public sealed class ReminderChoice : IOwnedByAccount
{
    public const int UsualHour = 8;
    public const int HashLength = 32;

    /// <summary>The person's company; <see cref="AccountScope.NoAccount"/> for the vendor's people.</summary>
    public Guid AccountId { get; init; }

    public Guid PersonId { get; init; }

    public bool IsOff { get; set; }

    /// <summary>0 to 23, in <see cref="TimeZone"/>.</summary>
    public int Hour { get; set; } = UsualHour;

    /// <summary>IANA name; null: the account's.</summary>
    public string? TimeZone { get; set; }

    /// <summary>The hash of the calendar's secret; null while there is none. The secret itself is shown once and kept nowhere.</summary>
    public byte[]? FeedHash { get; set; }

    public DateTimeOffset? FeedMadeAt { get; set; }
}

public enum ReminderKind
{
    /// <summary>The due day is near.</summary>
    Soon,

    /// <summary>The due day is past.</summary>
    Late,
}

/// <summary>A reminder that was written: of each kind one for a task, whatever happens.</summary>
public sealed class TaskReminder : IOwnedByAccount
{
    public Guid AccountId { get; init; }

    public Guid TaskId { get; init; }

    public ReminderKind Kind { get; init; }

    public DateTimeOffset WrittenAt { get; init; }
}

internal sealed class ReminderChoiceConfiguration : IEntityTypeConfiguration<ReminderChoice>
{
    public void Configure(EntityTypeBuilder<ReminderChoice> choice)
    {
        choice.ToTable("ReminderChoices");
        choice.HasKey(c => new { c.AccountId, c.PersonId });
        choice.Property(c => c.TimeZone).HasMaxLength(64);
        choice.Property(c => c.FeedHash).HasMaxLength(ReminderChoice.HashLength).IsFixedLength();
        choice.HasIndex(c => c.FeedHash).IsUnique();
        choice.HasOne<Person>().WithMany().HasForeignKey(c => c.PersonId);
    }
}

internal sealed class TaskReminderConfiguration : IEntityTypeConfiguration<TaskReminder>
{
    public void Configure(EntityTypeBuilder<TaskReminder> reminder)
    {
        reminder.ToTable("TaskReminders");
        reminder.HasKey(r => new { r.AccountId, r.TaskId, r.Kind });
        reminder.Property(r => r.Kind).HasConversion<string>().HasMaxLength(20);
        reminder.HasOne<Account>().WithMany().HasForeignKey(r => r.AccountId);
        reminder.HasOne<PlanTask>().WithMany().HasForeignKey(r => new { r.AccountId, r.TaskId });
    }
}

internal static class ReminderTables
{
    extension(PortalDb db)
    {
        public DbSet<ReminderChoice> ReminderChoices => db.Set<ReminderChoice>();

        public DbSet<TaskReminder> TaskReminders => db.Set<TaskReminder>();
    }
}
