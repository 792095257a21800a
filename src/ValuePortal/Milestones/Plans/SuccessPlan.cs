using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ValuePortal.Accounts;
using ValuePortal.Milestones.Templates;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;

namespace ValuePortal.Milestones.Plans;

/// <summary>A template applied to an account from a day on.</summary>
public sealed class SuccessPlan : IOwnedByAccount
{
    private SuccessPlan()
    {
    }

    public Guid AccountId { get; private init; }

    public Guid Id { get; private init; }

    /// <summary>The version of the template it came from.</summary>
    public Guid TemplateId { get; private init; }

    /// <summary>Day 0 of the template, in the account's time zone.</summary>
    public DateOnly StartsOn { get; private init; }

    public DateTimeOffset AppliedAt { get; private init; }

    public static SuccessPlan Apply(Guid account, Guid template, DateOnly startsOn, DateTimeOffset now) => new()
    {
        AccountId = account,
        Id = Guid.CreateVersion7(now),
        TemplateId = template,
        StartsOn = startsOn,
        AppliedAt = now,
    };
}

internal sealed class SuccessPlanConfiguration : IEntityTypeConfiguration<SuccessPlan>
{
    public void Configure(EntityTypeBuilder<SuccessPlan> plan)
    {
        plan.ToTable("SuccessPlans");
        plan.HasKey(p => new { p.AccountId, p.Id });
        plan.HasIndex(p => new { p.AccountId, p.TemplateId, p.StartsOn }).IsUnique();
        plan.HasOne<Account>().WithMany().HasForeignKey(p => p.AccountId);
        plan.HasOne<MilestoneTemplate>().WithMany().HasForeignKey(p => p.TemplateId);
    }
}

internal static class PlanTables
{
    /// <summary>The filter that hides milestones and tasks that were removed.</summary>
    public const string RemovedFilter = "removed";

    /// <summary>Those that were removed too. The filter of accounts stays.</summary>
    public static IQueryable<T> WithRemoved<T>(this IQueryable<T> rows)
        where T : class, IOwnedByAccount => rows.IgnoreQueryFilters([RemovedFilter]);

    extension(PortalDb db)
    {
        public DbSet<MilestoneTemplate> MilestoneTemplates => db.Set<MilestoneTemplate>();

        public DbSet<SuccessPlan> SuccessPlans => db.Set<SuccessPlan>();

        public DbSet<Milestone> Milestones => db.Set<Milestone>();

        public DbSet<HistoryLine> MilestoneHistory => db.Set<HistoryLine>();

        public DbSet<MilestoneRating> MilestoneRatings => db.Set<MilestoneRating>();

        public DbSet<TaskOrder> PlanTaskOrder => db.Set<TaskOrder>();

        public DbSet<PlanTask> PlanTasks => db.Set<PlanTask>();
    }
}
