using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ValuePortal.Accounts;
using ValuePortal.Platform.Access;

namespace ValuePortal.Milestones.Plans;

/// <summary>How content a person of the customer is with a milestone that was reached. Nobody of the vendor rates.</summary>
public sealed class MilestoneRating : IOwnedByAccount
{
    public const int Least = 1;
    public const int Most = 5;
    public const int WordMaxLength = 200;

    public Guid AccountId { get; init; }

    public Guid MilestoneId { get; init; }

    public Guid PersonId { get; init; }

    /// <summary>The name as it was then.</summary>
    public string Name { get; set; } = "";

    /// <summary>1 to 5.</summary>
    public int Stars { get; set; }

    public string? Word { get; set; }

    public DateTimeOffset At { get; set; }
}

internal sealed class MilestoneRatingConfiguration : IEntityTypeConfiguration<MilestoneRating>
{
    public void Configure(EntityTypeBuilder<MilestoneRating> rating)
    {
        rating.ToTable("MilestoneRatings");
        rating.HasKey(r => new { r.AccountId, r.MilestoneId, r.PersonId });
        rating.Property(r => r.Name).HasMaxLength(Person.NameMaxLength);
        rating.Property(r => r.Word).HasMaxLength(MilestoneRating.WordMaxLength);
        rating.HasOne<Account>().WithMany().HasForeignKey(r => r.AccountId);
        rating.HasOne<Milestone>().WithMany().HasForeignKey(r => new { r.AccountId, r.MilestoneId });
    }
}
