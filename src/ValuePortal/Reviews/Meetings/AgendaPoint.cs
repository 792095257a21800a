using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ValuePortal.Platform.Access;

namespace ValuePortal.Reviews.Meetings;

/// <summary>A point of a meeting's agenda, with the time it is given.</summary>
public sealed class AgendaPoint : IOwnedByAccount
{
    public const int TitleMaxLength = 120;
    public const int MostMinutes = 240;
    public const int MostPerMeeting = 20;

    public Guid AccountId { get; init; }

    public Guid Id { get; init; }

    public Guid MeetingId { get; init; }

    /// <summary>Orders the points of a meeting; the id orders those of one place.</summary>
    public int Place { get; set; }

    public string Title { get; set; } = "";

    public int Minutes { get; set; }

    /// <summary>The id of the review's section that belongs to it; null for none.</summary>
    public string? Anchor { get; init; }
}

internal sealed class AgendaPointConfiguration : IEntityTypeConfiguration<AgendaPoint>
{
    public void Configure(EntityTypeBuilder<AgendaPoint> point)
    {
        point.ToTable("MeetingAgenda");
        point.HasKey(p => new { p.AccountId, p.Id });
        point.Property(p => p.Title).HasMaxLength(AgendaPoint.TitleMaxLength);
        point.Property(p => p.Anchor).HasMaxLength(40);
        point.HasIndex(p => new { p.AccountId, p.MeetingId });
        point.HasOne<Meeting>().WithMany().HasForeignKey(p => new { p.AccountId, p.MeetingId });
    }
}
