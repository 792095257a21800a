using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;

namespace ValuePortal.Reviews.PreRead;

/// <summary>Somebody of the customer opened a published review, as a page or a document, for the first time.</summary>
public sealed class ReviewOpening : IOwnedByAccount
{
    public Guid AccountId { get; init; }

    public Guid ReviewId { get; init; }

    public Guid PersonId { get; init; }

    public DateTimeOffset OpenedAt { get; init; }
}

internal sealed class ReviewOpeningConfiguration : IEntityTypeConfiguration<ReviewOpening>
{
    public void Configure(EntityTypeBuilder<ReviewOpening> opening)
    {
        opening.ToTable("ReviewOpenings");
        opening.HasKey(o => new { o.AccountId, o.ReviewId, o.PersonId });
        opening.HasOne<Review>().WithMany().HasForeignKey(o => new { o.AccountId, o.ReviewId });
    }
}

internal static class OpeningTables
{
    extension(PortalDb db)
    {
        public DbSet<ReviewOpening> ReviewOpenings => db.Set<ReviewOpening>();
    }
}
