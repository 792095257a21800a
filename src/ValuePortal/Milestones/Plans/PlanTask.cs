using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ValuePortal.Accounts;
using ValuePortal.Platform.Access;

namespace ValuePortal.Milestones.Plans;

/// <summary>Who does what by when. The vendor's people see every task, the customer's those that are shared.</summary>
public sealed class PlanTask : IOwnedByAccount
{
    public const int TitleMaxLength = 200;
    public const int PersonMaxLength = 100;

    private PlanTask()
    {
    }

    public Guid AccountId { get; private init; }

    public Guid Id { get; private init; }

    /// <summary>The milestone it serves; null for none.</summary>
    public Guid? MilestoneId { get; private init; }

    public string Title { get; set; } = "";

    public Side Side { get; set; }

    /// <summary>Whether only the vendor's people see it.</summary>
    public bool IsInternal { get; set; }

    /// <summary>The person who does it, where it is one of the portal's.</summary>
    public Guid? PersonId { get; private set; }

    /// <summary>Who does it; null while nobody has been named.</summary>
    public string? PersonName { get; set; }

    /// <summary>A day of the account's time zone.</summary>
    public DateOnly DueOn { get; set; }

    /// <summary>A day of the account's time zone; null while open.</summary>
    public DateOnly? DoneOn { get; set; }

    /// <summary>Goes up with each change of its words, day or person, so that of two at once one is told.</summary>
    public int Version { get; private set; }

    /// <summary>Since when it is out of the plan; null while it is in it. What was removed is hidden from every query, and can be put back.</summary>
    public DateTimeOffset? RemovedAt { get; private set; }

    /// <summary>Who removed it, by the name as it was then.</summary>
    public string? RemovedBy { get; private set; }

    public void Change(string title, DateOnly dueOn, Side side, Guid? personId, string? person)
    {
        Version++;
        (Title, DueOn, Side, PersonId, PersonName) = (title.Trim(), dueOn, side, personId, person);
    }

    public void Remove(DateTimeOffset? at, string? by)
    {
        Version++;
        (RemovedAt, RemovedBy) = (at, by);
    }

    public static PlanTask Add(Guid account, Guid? milestone, string title, Side side, Guid? personId, string? person, DateOnly dueOn, bool isInternal, DateTimeOffset now) => new()
    {
        AccountId = account,
        Id = Guid.CreateVersion7(now),
        MilestoneId = milestone,
        Title = title.Trim(),
        Side = side,
        IsInternal = isInternal,
        PersonId = personId,
        PersonName = string.IsNullOrWhiteSpace(person) ? null : person.Trim(),
        DueOn = dueOn,
    };
}

internal sealed class PlanTaskConfiguration : IEntityTypeConfiguration<PlanTask>
{
    public void Configure(EntityTypeBuilder<PlanTask> task)
    {
        task.ToTable("PlanTasks");
        task.HasKey(t => new { t.AccountId, t.Id });
        task.Property(t => t.Title).HasMaxLength(PlanTask.TitleMaxLength);
        task.Property(t => t.PersonName).HasMaxLength(PlanTask.PersonMaxLength);
        task.Property(t => t.RemovedBy).HasMaxLength(Person.NameMaxLength);
        task.Property(t => t.Version).IsConcurrencyToken();
        task.HasQueryFilter(PlanTables.RemovedFilter, t => t.RemovedAt == null);
        task.Property(t => t.Side).HasConversion<string>().HasMaxLength(20);
        task.HasOne<Account>().WithMany().HasForeignKey(t => t.AccountId);
        task.HasOne<Milestone>().WithMany().HasForeignKey(t => new { t.AccountId, t.MilestoneId });
    }
}
