using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ValuePortal.Accounts;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;
using ValuePortal.Usage.Features;

namespace ValuePortal.Usage.Adoption.FirstValue;

/// <summary>What counts as the first value of one account, where the usual rule does not fit it: so many uses of one feature.</summary>
public sealed class FirstValueGoal : IOwnedByAccount
{
    public const int MostUses = 1_000_000;

    public Guid AccountId { get; init; }

    public int FeatureNo { get; set; }

    public int Uses { get; set; }
}

internal sealed class FirstValueGoalConfiguration : IEntityTypeConfiguration<FirstValueGoal>
{
    public void Configure(EntityTypeBuilder<FirstValueGoal> goal)
    {
        goal.ToTable("UsageFirstValueGoals");
        goal.HasKey(g => g.AccountId);
        goal.HasOne<Account>().WithMany().HasForeignKey(g => g.AccountId);
        goal.HasOne<Feature>().WithMany().HasForeignKey(g => g.FeatureNo).HasPrincipalKey(f => f.No);
    }
}

internal static class FirstValueTables
{
    extension(PortalDb db)
    {
        public DbSet<FirstValueGoal> FirstValueGoals => db.Set<FirstValueGoal>();
    }
}
