using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ValuePortal.Platform.Access;

namespace ValuePortal.FeatureRequests.Merging;

/// <summary>One request was found to be the same as another, and what it was before, so that it can be parted again.</summary>
public sealed class RequestMerge : IOwnedByAccount
{
    /// <summary>The account that raised the duplicate.</summary>
    public Guid AccountId { get; init; }

    public Guid Id { get; init; }

    public Guid RequestId { get; init; }

    public Guid IntoId { get; init; }

    public DateTimeOffset At { get; init; }

    public Guid ByPersonId { get; init; }

    public RequestStatus StatusBefore { get; init; }

    public string? AnswerBefore { get; init; }

    /// <summary>When the two were parted again; null while they are one.</summary>
    public DateTimeOffset? UndoneAt { get; set; }
}

internal sealed class RequestMergeConfiguration : IEntityTypeConfiguration<RequestMerge>
{
    public void Configure(EntityTypeBuilder<RequestMerge> merge)
    {
        merge.ToTable("RequestMerges");
        merge.HasKey(m => new { m.AccountId, m.Id });
        merge.Property(m => m.StatusBefore).HasConversion<string>().HasMaxLength(20);
        merge.Property(m => m.AnswerBefore).HasMaxLength(FeatureRequest.AnswerMaxLength);
        merge.HasIndex(m => new { m.AccountId, m.RequestId });
        merge.HasOne<FeatureRequest>().WithMany().HasForeignKey(m => m.RequestId);
        merge.HasOne<FeatureRequest>().WithMany().HasForeignKey(m => m.IntoId);
    }
}
