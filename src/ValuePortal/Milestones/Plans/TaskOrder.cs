using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ValuePortal.Accounts;
using ValuePortal.Platform.Access;

namespace ValuePortal.Milestones.Plans;

/// <summary>A task begins after another one is done.</summary>
public sealed class TaskOrder : IOwnedByAccount
{
    public Guid AccountId { get; init; }

    public Guid TaskId { get; init; }

    /// <summary>The one it waits for. It was there first, so no circle can come about.</summary>
    public Guid AfterId { get; init; }
}

internal sealed class TaskOrderConfiguration : IEntityTypeConfiguration<TaskOrder>
{
    public void Configure(EntityTypeBuilder<TaskOrder> order)
    {
        order.ToTable("PlanTaskOrder");
        order.HasKey(o => new { o.AccountId, o.TaskId });
        order.HasIndex(o => new { o.AccountId, o.AfterId });
        order.HasOne<Account>().WithMany().HasForeignKey(o => o.AccountId);
        order.HasOne<PlanTask>().WithMany().HasForeignKey(o => new { o.AccountId, o.TaskId });
        order.HasOne<PlanTask>().WithMany().HasForeignKey(o => new { o.AccountId, o.AfterId });
    }
}
