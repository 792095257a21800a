using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ValuePortal.Milestones.Plans;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;

namespace ValuePortal.Reviews.Comments;

/// <summary>What somebody of either side says to a section of a published review. It stands beside the review and never changes it.</summary>
public sealed class ReviewComment : IOwnedByAccount
{
    public const int TextMaxLength = 2000;

    public Guid AccountId { get; init; }

    public Guid Id { get; init; }

    public Guid ReviewId { get; init; }

    public ReviewSection Section { get; init; }

    public Side Side { get; init; }

    public Guid PersonId { get; init; }

    /// <summary>By the name as it was then.</summary>
    public string By { get; init; } = "";

    /// <summary>With line breaks ("\n"), without amounts of money: all of both sides read it.</summary>
    public string Text { get; init; } = "";

    public DateTimeOffset At { get; init; }
}

internal sealed class ReviewCommentConfiguration : IEntityTypeConfiguration<ReviewComment>
{
    public void Configure(EntityTypeBuilder<ReviewComment> comment)
    {
        comment.ToTable("ReviewComments");
        comment.HasKey(c => new { c.AccountId, c.ReviewId, c.Id });
        comment.Property(c => c.Section).HasConversion<string>().HasMaxLength(20);
        comment.Property(c => c.Side).HasConversion<string>().HasMaxLength(20);
        comment.Property(c => c.By).HasMaxLength(Person.NameMaxLength);
        comment.Property(c => c.Text).HasMaxLength(ReviewComment.TextMaxLength);
        comment.HasOne<Review>().WithMany().HasForeignKey(c => new { c.AccountId, c.ReviewId });
    }
}

internal static class CommentTables
{
    extension(PortalDb db)
    {
        public DbSet<ReviewComment> ReviewComments => db.Set<ReviewComment>();
    }
}
