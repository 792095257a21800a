using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ValuePortal.Platform.Access;

namespace ValuePortal.FeatureRequests;

/// <summary>How much it matters to the person who votes.</summary>
public enum Importance
{
    Nice,
    Important,
    Must,
}

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

    /// <summary>Null where the person did not say.</summary>
    public Importance? Importance { get; init; }

    /// <summary>Who of the vendor recorded the vote in the person's name; null for a vote of one's own.</summary>
    public Guid? RecordedByPersonId { get; init; }

    /// <summary>Where the vendor heard it; null for a vote of one's own.</summary>
    public RequestSource? Source { get; init; }

    /// <summary>The request merged into this one that the vote came along with; null for a vote that was cast here.</summary>
    public Guid? ViaRequestId { get; init; }
}

internal sealed class VoteConfiguration : IEntityTypeConfiguration<Vote>
{
    public void Configure(EntityTypeBuilder<Vote> vote)
    {
        vote.ToTable("Votes");
        vote.HasKey(v => new { v.AccountId, v.RequestId, v.PersonId });
        vote.Property(v => v.Importance).HasConversion<string>().HasMaxLength(20);
        vote.Property(v => v.Source).HasConversion<string>().HasMaxLength(20);
        vote.HasIndex(v => new { v.RequestId, v.AccountId });
        vote.HasOne<FeatureRequest>().WithMany().HasForeignKey(v => v.RequestId);
        vote.HasOne<Person>().WithMany().HasForeignKey(v => v.PersonId);
    }
}
