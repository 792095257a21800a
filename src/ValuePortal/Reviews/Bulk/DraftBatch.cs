using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ValuePortal.Accounts;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;

namespace ValuePortal.Reviews.Bulk;

/// <summary>Drafts for all accounts of a tier over one period, asked for at once.</summary>
public sealed class DraftBatch : ISharedByAccounts
{
    public Guid Id { get; init; }

    public Tier Tier { get; init; }

    public DateOnly From { get; init; }

    public DateOnly To { get; init; }

    public Guid AskedByPersonId { get; init; }

    public DateTimeOffset AskedAt { get; init; }
}

public enum DraftOutcome
{
    Waiting,
    Drafted,

    /// <summary>There is a review of that period already.</summary>
    Skipped,

    /// <summary>There is nothing to write it from.</summary>
    Refused,
}

/// <summary>What became of one account of a batch.</summary>
public sealed class DraftBatchLine : IOwnedByAccount
{
    public const int WhyMaxLength = 300;

    public Guid AccountId { get; init; }

    public Guid BatchId { get; init; }

    public DraftOutcome Outcome { get; private set; }

    /// <summary>The draft, or the review that was there.</summary>
    public Guid? ReviewId { get; private set; }

    /// <summary>Why there is none, in the language of who asked.</summary>
    public string? Why { get; private set; }

    internal void End(DraftOutcome outcome, Guid? review, string? why) =>
        (Outcome, ReviewId, Why) = (outcome, review, why is { Length: > WhyMaxLength } ? why[..WhyMaxLength] : why);
}

internal sealed class DraftBatchConfiguration : IEntityTypeConfiguration<DraftBatch>
{
    public void Configure(EntityTypeBuilder<DraftBatch> batch)
    {
        batch.ToTable("ReviewBatches");
        batch.HasKey(b => b.Id);
        batch.Property(b => b.Id).ValueGeneratedNever();
        batch.Property(b => b.Tier).HasConversion<string>().HasMaxLength(20);
        batch.HasIndex(b => b.AskedByPersonId);
    }
}

internal sealed class DraftBatchLineConfiguration : IEntityTypeConfiguration<DraftBatchLine>
{
    public void Configure(EntityTypeBuilder<DraftBatchLine> line)
    {
        line.ToTable("ReviewBatchLines");
        line.HasKey(l => new { l.AccountId, l.BatchId });
        line.HasIndex(l => l.BatchId);
        line.Property(l => l.Outcome).HasConversion<string>().HasMaxLength(20);
        line.Property(l => l.Why).HasMaxLength(DraftBatchLine.WhyMaxLength);
        line.HasOne<Account>().WithMany().HasForeignKey(l => l.AccountId);
        line.HasOne<DraftBatch>().WithMany().HasForeignKey(l => l.BatchId);
    }
}

internal static class BatchTables
{
    extension(PortalDb db)
    {
        public DbSet<DraftBatch> DraftBatches => db.Set<DraftBatch>();

        public DbSet<DraftBatchLine> DraftBatchLines => db.Set<DraftBatchLine>();
    }
}
