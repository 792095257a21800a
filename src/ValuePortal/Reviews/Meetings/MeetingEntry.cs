using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ValuePortal.Milestones.Plans;
using ValuePortal.Platform.Access;
using ValuePortal.Roi.Agreement;

namespace ValuePortal.Reviews.Meetings;

public enum EntryKind
{
    Note,
    Decision,

    /// <summary>Somebody does something by a day; it goes into the success plan at the end.</summary>
    Action,
    Question,

    /// <summary>The customer's admin agreed to a figure; the text is its name.</summary>
    Confirmed,

    /// <summary>The customer's admin objected to a figure; the text is its name.</summary>
    Disputed,
}

/// <summary>What was written down in a meeting, for everybody in it. Nothing of it says an amount by itself: not everybody may see money.</summary>
public sealed class MeetingEntry : IOwnedByAccount
{
    public const int TextMaxLength = 500;

    /// <summary>Entries that one meeting holds.</summary>
    public const int MostPerMeeting = 500;

    public Guid AccountId { get; init; }

    public Guid Id { get; init; }

    public Guid MeetingId { get; init; }

    public EntryKind Kind { get; init; }

    public string Text { get; init; } = "";

    public DateTimeOffset At { get; init; }

    public Guid PersonId { get; init; }

    /// <summary>Who wrote it, by the name as it was then.</summary>
    public string By { get; set; } = "";

    public bool ByVendor { get; init; }

    /// <summary>Of an action: whose it is.</summary>
    public Side? Side { get; init; }

    public Guid? OwnerId { get; init; }

    public string? OwnerName { get; set; }

    /// <summary>Of an action: a day of the account's time zone.</summary>
    public DateOnly? DueOn { get; init; }

    /// <summary>Of a decision on a figure: its key in the value model. Figures other than drivers are for who sees money.</summary>
    public string? Figure { get; init; }

    /// <summary>Of a question: since when it counts as answered.</summary>
    public DateTimeOffset? AnsweredAt { get; set; }
}

internal static class MeetingEntries
{
    /// <summary>What a reader may see of them, in the order in which they were written.</summary>
    public static IEnumerable<MeetingEntry> For(this IEnumerable<MeetingEntry> entries, Viewer viewer) => entries.Where(entry =>
        viewer.SeesMoney || entry.Figure is null || (FigureKey.TryParse(entry.Figure, out var key) && key.Part is FigurePart.Driver));
}

internal sealed class MeetingEntryConfiguration : IEntityTypeConfiguration<MeetingEntry>
{
    public void Configure(EntityTypeBuilder<MeetingEntry> entry)
    {
        entry.ToTable("MeetingEntries");
        entry.HasKey(e => new { e.AccountId, e.Id });
        entry.Property(e => e.Kind).HasConversion<string>().HasMaxLength(10);
        entry.Property(e => e.Text).HasMaxLength(MeetingEntry.TextMaxLength);
        entry.Property(e => e.By).HasMaxLength(MeetingPerson.NameMaxLength);
        entry.Property(e => e.Side).HasConversion<string>().HasMaxLength(10);
        entry.Property(e => e.OwnerName).HasMaxLength(MeetingPerson.NameMaxLength);
        entry.Property(e => e.Figure).HasMaxLength(FigureKey.MaxLength);
        entry.HasIndex(e => new { e.AccountId, e.MeetingId, e.At });
        entry.HasOne<Meeting>().WithMany().HasForeignKey(e => new { e.AccountId, e.MeetingId });
    }
}
