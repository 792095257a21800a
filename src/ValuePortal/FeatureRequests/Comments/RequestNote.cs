using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ValuePortal.Platform.Access;

namespace ValuePortal.FeatureRequests.Comments;

/// <summary>What people of the vendor say to each other about a request. No page of a customer reads this table.</summary>
public sealed class RequestNote : IOwnedByAccount
{
    public const int TextMaxLength = 4000;

    /// <summary>The account that raised the request.</summary>
    public Guid AccountId { get; init; }

    public Guid Id { get; init; }

    public Guid RequestId { get; init; }

    public Guid PersonId { get; init; }

    public string Text { get; init; } = "";

    public DateTimeOffset WrittenAt { get; init; }
}

internal sealed class RequestNoteConfiguration : IEntityTypeConfiguration<RequestNote>
{
    public void Configure(EntityTypeBuilder<RequestNote> note)
    {
        note.ToTable("RequestNotes");
        note.HasKey(n => new { n.AccountId, n.Id });
        note.Property(n => n.Text).HasMaxLength(RequestNote.TextMaxLength);
        note.HasIndex(n => new { n.AccountId, n.RequestId });
        note.HasOne<FeatureRequest>().WithMany().HasForeignKey(n => n.RequestId);
        note.HasOne<Person>().WithMany().HasForeignKey(n => n.PersonId);
    }
}
