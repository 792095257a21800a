using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ValuePortal.Platform.Access;

namespace ValuePortal.Reviews;

/// <summary>One review is the corrected edition of another; both stay.</summary>
public sealed class Correction : IOwnedByAccount
{
    public const int TextMaxLength = 500;

    public Guid AccountId { get; init; }

    /// <summary>The corrected edition.</summary>
    public Guid ReviewId { get; init; }

    /// <summary>The published review that it corrects.</summary>
    public Guid CorrectsId { get; init; }

    /// <summary>What is corrected, for the readers of both. One line, without amounts of money.</summary>
    public string Text { get; init; } = "";
}

internal sealed class CorrectionConfiguration : IEntityTypeConfiguration<Correction>
{
    public void Configure(EntityTypeBuilder<Correction> correction)
    {
        correction.ToTable("ReviewCorrections");
        correction.HasKey(c => new { c.AccountId, c.ReviewId });

        // A review is corrected once; what corrects it can be corrected again.
        correction.HasIndex(c => new { c.AccountId, c.CorrectsId }).IsUnique();
        correction.Property(c => c.Text).HasMaxLength(Correction.TextMaxLength);
        correction.HasOne<Review>().WithMany().HasForeignKey(c => new { c.AccountId, c.ReviewId });
        correction.HasOne<Review>().WithMany().HasForeignKey(c => new { c.AccountId, c.CorrectsId });
    }
}
