using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ValuePortal.Accounts;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;

namespace ValuePortal.FeatureRequests.Comments;

/// <summary>What a comment said before it was edited. The vendor's people read it; when the comment is removed, it goes too.</summary>
public sealed class RequestCommentEdit : IOwnedByAccount
{
    /// <summary>The company of the comment.</summary>
    public Guid AccountId { get; init; }

    public Guid CommentId { get; init; }

    /// <summary>The edition that said so.</summary>
    public int Edition { get; init; }

    public string Text { get; init; } = "";

    /// <summary>Until when it stood there.</summary>
    public DateTimeOffset Until { get; init; }
}

internal sealed class RequestCommentEditConfiguration : IEntityTypeConfiguration<RequestCommentEdit>
{
    public void Configure(EntityTypeBuilder<RequestCommentEdit> edit)
    {
        edit.ToTable("RequestCommentEdits");
        edit.HasKey(e => new { e.AccountId, e.CommentId, e.Edition });
        edit.Property(e => e.Edition).ValueGeneratedNever();
        edit.Property(e => e.Text).HasMaxLength(RequestComment.TextMaxLength);
        edit.HasOne<RequestComment>().WithMany().HasForeignKey(e => e.CommentId);
        edit.HasOne<Account>().WithMany().HasForeignKey(e => e.AccountId);
    }
}

internal static class RequestCommentEditTables
{
    extension(PortalDb db)
    {
        public DbSet<RequestCommentEdit> RequestCommentEdits => db.Set<RequestCommentEdit>();
    }
}
