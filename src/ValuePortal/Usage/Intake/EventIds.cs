using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ValuePortal.Platform.Access;

namespace ValuePortal.Usage.Intake;

/// <summary>The next free number of an event; one row, advanced by a block in the transaction that stores the events.</summary>
public sealed class EventIds : ISharedByAccounts
{
    public int Id { get; private init; }

    public long Next { get; private init; }
}

internal sealed class EventIdsConfiguration : IEntityTypeConfiguration<EventIds>
{
    public void Configure(EntityTypeBuilder<EventIds> ids)
    {
        ids.ToTable("UsageEventIds");
        ids.Property(i => i.Id).ValueGeneratedNever();
        ids.HasData(new { Id = 1, Next = 1L });
    }
}
