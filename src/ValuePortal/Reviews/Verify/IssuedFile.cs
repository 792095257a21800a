using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;

namespace ValuePortal.Reviews.Verify;

/// <summary>
/// A file that the portal gave out for a published review, by its hash. A later version of the program may write other bytes for the
/// same review: each of them has its row.
/// </summary>
public sealed class IssuedFile : IOwnedByAccount
{
    public Guid AccountId { get; init; }

    public Guid ReviewId { get; init; }

    /// <summary>SHA-256 over the file's bytes, 64 hexadecimal digits in small letters.</summary>
    public string Hash { get; init; } = "";

    public bool WithMoney { get; init; }

    /// <summary>When it was given out for the first time.</summary>
    public DateTimeOffset IssuedAt { get; init; }
}

internal sealed class IssuedFileConfiguration : IEntityTypeConfiguration<IssuedFile>
{
    public void Configure(EntityTypeBuilder<IssuedFile> file)
    {
        file.ToTable("IssuedFiles");
        file.HasKey(f => new { f.AccountId, f.ReviewId, f.Hash });
        file.Property(f => f.Hash).IsIdentifier(64);
        file.HasIndex(f => f.Hash);
        file.HasOne<Review>().WithMany().HasForeignKey(f => new { f.AccountId, f.ReviewId });
    }
}
