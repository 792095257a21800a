using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ValuePortal.Platform.Access;

namespace ValuePortal.FeatureRequests.Similar;

/// <summary>
/// One piece of a request's words stands in one request. The pieces are numbers that say nothing by themselves; who may see a request is
/// decided where they are joined with it.
/// </summary>
public sealed class RequestGram : ISharedByAccounts
{
    /// <summary>See <see cref="Grams"/>.</summary>
    public long Gram { get; init; }

    public Guid RequestId { get; init; }
}

internal sealed class RequestGramConfiguration : IEntityTypeConfiguration<RequestGram>
{
    public void Configure(EntityTypeBuilder<RequestGram> gram)
    {
        gram.ToTable("RequestGrams");
        gram.HasKey(g => new { g.Gram, g.RequestId });
        gram.HasIndex(g => g.RequestId);
        gram.HasOne<FeatureRequest>().WithMany().HasForeignKey(g => g.RequestId);
    }
}
