using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ValuePortal.Platform.Access;

namespace ValuePortal.FeatureRequests;

/// <summary>One person wants one request. There is one row for both for ever: taking the vote back marks it, voting again clears the mark.</summary>
public sealed class Vote : IOwnedByAccount
{
    public Guid AccountId { get; init; }

    public Guid RequestId { get; init; }

    public Guid PersonId { get; init; }

    /// <summary>When the person voted, the last time.</summary>
    public DateTimeOffset CastAt { get; init; }

    /// <summary>When the person took the vote back; null while it stands.</summary>
    public DateTimeOffset? TakenBackAt { get; init; }
}

internal sealed class VoteConfiguration : IEntityTypeConfiguration<Vote>
{
    public void Configure(EntityTypeBuilder<Vote> vote)
    {
        vote.ToTable("Votes");
        vote.HasKey(v => new { v.AccountId, v.RequestId, v.PersonId });
        vote.HasOne<FeatureRequest>().WithMany().HasForeignKey(v => v.RequestId);
        vote.HasOne<Person>().WithMany().HasForeignKey(v => v.PersonId);
    }
}
