using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ValuePortal.Platform.Access;

namespace ValuePortal.FeatureRequests.Following;

/// <summary>What a person wants to be told of a request.</summary>
public enum FollowLevel
{
    None,

    /// <summary>Status and answers.</summary>
    Status,

    /// <summary>Comments as well.</summary>
    All,
}

/// <summary>A person chose how to follow a request. Without a row, whoever raised it follows all, and whoever votes for it the status.</summary>
public sealed class FollowChoice : IOwnedByAccount
{
    public Guid AccountId { get; init; }

    public Guid RequestId { get; init; }

    public Guid PersonId { get; init; }

    public FollowLevel Level { get; set; }

    public DateTimeOffset ChangedAt { get; set; }
}

internal sealed class FollowChoiceConfiguration : IEntityTypeConfiguration<FollowChoice>
{
    public void Configure(EntityTypeBuilder<FollowChoice> choice)
    {
        choice.ToTable("RequestFollowers");
        choice.HasKey(c => new { c.AccountId, c.RequestId, c.PersonId });
        choice.Property(c => c.Level).HasConversion<string>().HasMaxLength(10);
        choice.HasIndex(c => c.RequestId);
        choice.HasOne<FeatureRequest>().WithMany().HasForeignKey(c => c.RequestId);
        choice.HasOne<Person>().WithMany().HasForeignKey(c => c.PersonId);
    }
}
