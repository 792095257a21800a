using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;

namespace ValuePortal.Usage.Events;

/// <summary>Where the feature of an event is read from.</summary>
public enum FeatureFrom
{
    /// <summary><c>properties.feature</c>; an event without it counts as an event only.</summary>
    Property,

    /// <summary>The name of the event.</summary>
    EventName,
}

/// <summary>Where events come from. Message ids are unique within a source, for ever: a rolled key keeps its source.</summary>
public sealed class Source : ISharedByAccounts
{
    public const int NameMaxLength = 100;

    public int Id { get; init; }

    public string Name { get; init; } = "";

    public FeatureFrom FeatureFrom { get; set; }

    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>
    /// Unix time in milliseconds, UTC: what happened before is counted for good, since raw events of that time are no longer kept and a
    /// message id could not be recognised. An event of that time is refused. 0 while everything is kept.
    /// </summary>
    public long ClosedBefore { get; private init; }
}

internal sealed class SourceConfiguration : IEntityTypeConfiguration<Source>
{
    public void Configure(EntityTypeBuilder<Source> source)
    {
        source.ToTable("UsageSources");
        source.Property(s => s.Name).IsIdentifier(Source.NameMaxLength);
        source.Property(s => s.FeatureFrom).HasConversion<string>().HasMaxLength(20);
        source.HasIndex(s => s.Name).IsUnique();
    }
}
