using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ValuePortal.Platform.Access;

namespace ValuePortal.FeatureRequests.Channels;

/// <summary>A file of requests from another board that was taken in, and can be taken out again as one.</summary>
public sealed class RequestImport : ISharedByAccounts
{
    public const int FileNameMaxLength = 200;

    public Guid Id { get; init; }

    public string FileName { get; init; } = "";

    /// <summary>The layout it was read as: "fider", "quackback", "uservoice" or "mapped".</summary>
    public string Layout { get; init; } = "";

    public DateTimeOffset At { get; init; }

    public Guid ByPersonId { get; init; }

    public int Rows { get; init; }

    public int Made { get; init; }

    public int Refused { get; init; }

    public DateTimeOffset? UndoneAt { get; set; }

    /// <summary>Requests that stayed although it was undone, since somebody had worked on them.</summary>
    public int Kept { get; set; }
}

internal sealed class RequestImportConfiguration : IEntityTypeConfiguration<RequestImport>
{
    public void Configure(EntityTypeBuilder<RequestImport> import)
    {
        import.ToTable("RequestImports");
        import.Property(i => i.Id).ValueGeneratedNever();
        import.Property(i => i.FileName).HasMaxLength(RequestImport.FileNameMaxLength);
        import.Property(i => i.Layout).HasMaxLength(20);
    }
}
