using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ValuePortal.Accounts;
using ValuePortal.Platform.Access;

namespace ValuePortal.Reviews.Meetings;

public enum MeetingState
{
    /// <summary>People can come in; nothing is shown yet.</summary>
    Lobby,

    /// <summary>Somebody presents.</summary>
    Live,

    /// <summary>Nothing in it changes any more; its minutes are read.</summary>
    Ended,
}

/// <summary>
/// A review that both sides walk through together. All of it lies in the database: whoever comes late, comes again, or comes by another node
/// finds it as it stands. Where the presenter is, what was written and who is there are counted apart, so that a watcher reads only what is new.
/// </summary>
public sealed class Meeting : IOwnedByAccount
{
    public const int PlaceMaxLength = 1000;

    public Guid AccountId { get; init; }

    public Guid Id { get; init; }

    public Guid ReviewId { get; init; }

    /// <summary>The review's title when the meeting was called.</summary>
    public string Title { get; init; } = "";

    public MeetingState State { get; set; }

    public DateTimeOffset CalledAt { get; init; }

    public Guid CalledByPersonId { get; init; }

    public DateTimeOffset? StartedAt { get; set; }

    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>Who leads now; null while nobody does.</summary>
    public Guid? PresenterId { get; set; }

    public string? PresenterName { get; set; }

    /// <summary>The point of the agenda that is on; null before the first.</summary>
    public Guid? PointId { get; set; }

    public DateTimeOffset? PointSince { get; set; }

    /// <summary>Goes up with all that a page of the meeting shows, but for the presenter's place.</summary>
    public long Revision { get; set; }

    /// <summary>Where the presenter is, as <see cref="Live.Place"/> writes it; null before the first step.</summary>
    public string? Place { get; set; }

    /// <summary>Goes up with each step of the presenter.</summary>
    public long Step { get; set; }
}

internal sealed class MeetingConfiguration : IEntityTypeConfiguration<Meeting>
{
    public void Configure(EntityTypeBuilder<Meeting> meeting)
    {
        meeting.ToTable("Meetings");
        meeting.HasKey(m => new { m.AccountId, m.Id });
        meeting.Property(m => m.Title).HasMaxLength(Review.TitleMaxLength);
        meeting.Property(m => m.State).HasConversion<string>().HasMaxLength(10);
        meeting.Property(m => m.PresenterName).HasMaxLength(MeetingPerson.NameMaxLength);
        meeting.Property(m => m.Place).HasMaxLength(Meeting.PlaceMaxLength);
        meeting.HasIndex(m => new { m.AccountId, m.ReviewId });
        meeting.HasOne<Account>().WithMany().HasForeignKey(m => m.AccountId);
        meeting.HasOne<Review>().WithMany().HasForeignKey(m => new { m.AccountId, m.ReviewId });
    }
}
