using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ValuePortal.Platform.Access;

namespace ValuePortal.Usage.Events;

/// <summary>
/// What an import of a table says of one row. Of several imports the last one counts; what an earlier one said is kept beside it, and
/// counts again when the later one is undone. Written by <see cref="Intake.EventStore"/> only.
/// </summary>
public sealed class StatedRow : ISharedByAccounts
{
    public const int KeyLength = MessageKey.Bytes;

    public int SourceId { get; private init; }

    /// <summary>What the row is known by within its source.</summary>
    public byte[] Key { get; private init; } = [];

    public int ImportId { get; private init; }

    /// <summary>A hash of all that the row says: another one is a correction.</summary>
    public long Says { get; private init; }

    public int Uses { get; private init; }

    /// <summary>Whose segment holds its event; <see cref="AccountScope.NoAccount"/> while it counts nothing or waits unassigned.</summary>
    public Guid AccountId { get; private init; }

    /// <summary>The segment that holds its event; 0 while it counts nothing.</summary>
    public long SegmentId { get; private init; }

    /// <summary>The event, while a later import says something else of the row.</summary>
    public byte[]? Kept { get; private init; }
}

internal sealed class StatedRowConfiguration : IEntityTypeConfiguration<StatedRow>
{
    public void Configure(EntityTypeBuilder<StatedRow> row)
    {
        row.ToTable("UsageStatedRows");
        row.HasKey(r => new { r.SourceId, r.Key, r.ImportId });
        row.Property(r => r.Key).HasMaxLength(StatedRow.KeyLength);
        row.HasIndex(r => r.ImportId);
        row.HasIndex(r => new { r.AccountId, r.SegmentId });
        row.HasOne<UsageTableImport>().WithMany().HasForeignKey(r => r.ImportId);
    }
}
