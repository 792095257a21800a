using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ValuePortal.Platform.Access;

namespace ValuePortal.Reviews.Meetings;

/// <summary>Somebody who came to a meeting.</summary>
public sealed class MeetingPerson : IOwnedByAccount
{
    public const int NameMaxLength = 120;
    public const int ReactionMaxLength = 10;

    public Guid AccountId { get; init; }

    public Guid MeetingId { get; init; }

    public Guid PersonId { get; init; }

    public string Name { get; set; } = "";

    public bool OfVendor { get; init; }

    public DateTimeOffset CameAt { get; init; }

    /// <summary>When the person's page was last heard of.</summary>
    public DateTimeOffset SeenAt { get; set; }

    /// <summary>When the last of the person's pages was closed; null while one is open.</summary>
    public DateTimeOffset? LeftAt { get; set; }

    /// <summary>Whether the person's page goes where the presenter goes.</summary>
    public bool Follows { get; set; }

    /// <summary>The last reaction, and when: it is shown for some seconds.</summary>
    public string? Reaction { get; set; }

    public DateTimeOffset? ReactedAt { get; set; }
}

internal sealed class MeetingPersonConfiguration : IEntityTypeConfiguration<MeetingPerson>
{
    public void Configure(EntityTypeBuilder<MeetingPerson> person)
    {
        person.ToTable("MeetingPeople");
        person.HasKey(p => new { p.AccountId, p.MeetingId, p.PersonId });
        person.Property(p => p.Name).HasMaxLength(MeetingPerson.NameMaxLength);
        person.Property(p => p.Reaction).HasMaxLength(MeetingPerson.ReactionMaxLength);
        person.HasOne<Meeting>().WithMany().HasForeignKey(p => new { p.AccountId, p.MeetingId });
    }
}
