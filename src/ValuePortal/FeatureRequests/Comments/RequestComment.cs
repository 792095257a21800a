using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ValuePortal.Platform.Access;

namespace ValuePortal.FeatureRequests.Comments;

/// <summary>
/// Words under a request. A published one is read by all who see the request; another only by the company it belongs to, and by the
/// vendor.
/// </summary>
public sealed class RequestComment : IPrivateUntilPublished
{
    public const int TextMaxLength = 4000;

    public Guid Id { get; init; }

    /// <summary>The company of the person; for the vendor's words the company that raised the request.</summary>
    public Guid RaisedByAccountId { get; init; }

    public DateTimeOffset? PublishedAt { get; init; }

    public Guid RequestId { get; init; }

    public Guid PersonId { get; init; }

    /// <summary>Written by somebody of the vendor.</summary>
    public bool OfVendor { get; init; }

    /// <summary>As typed.</summary>
    public string Text { get; set; } = "";

    /// <summary>Made when the form was opened: the same form sent twice is one comment.</summary>
    public Guid FormKey { get; init; }

    public DateTimeOffset WrittenAt { get; init; }

    public DateTimeOffset? EditedAt { get; set; }

    /// <summary>Since when only the fact remains that there was one.</summary>
    public DateTimeOffset? RemovedAt { get; set; }

    /// <summary>Goes up by one with each edit.</summary>
    public int Edition { get; set; }
}

internal sealed class RequestCommentConfiguration : IEntityTypeConfiguration<RequestComment>
{
    public void Configure(EntityTypeBuilder<RequestComment> comment)
    {
        comment.ToTable("RequestComments");
        comment.Property(c => c.Id).ValueGeneratedNever();
        comment.Property(c => c.Text).HasMaxLength(RequestComment.TextMaxLength);
        comment.Property(c => c.Edition).IsConcurrencyToken();
        comment.HasIndex(c => new { c.RequestId, c.WrittenAt });
        comment.HasIndex(c => new { c.PersonId, c.FormKey }).IsUnique();
        comment.HasOne<FeatureRequest>().WithMany().HasForeignKey(c => c.RequestId);
        comment.HasOne<Person>().WithMany().HasForeignKey(c => c.PersonId);
    }
}
