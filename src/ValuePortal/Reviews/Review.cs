using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ValuePortal.Accounts;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;
using ValuePortal.Reviews.Snapshots;
using ValuePortal.Reviews.Verify;

namespace ValuePortal.Reviews;

public enum ReviewState
{
    /// <summary>Only the vendor's people see it; its figures are read anew each time.</summary>
    Draft,

    /// <summary>The customer sees it; nothing in it changes any more.</summary>
    Published,
}

/// <summary>
/// A value review of one account over a period. Publishing freezes what it shows in two editions, with and without money; each is kept
/// with the hash of its bytes, so that a changed one is found out.
/// </summary>
public sealed class Review : IOwnedByAccount
{
    public const int TitleMaxLength = 120;
    public const int SummaryMaxLength = 4000;
    public const int SectionsMaxLength = 200;

    private Review()
    {
    }

    public Guid AccountId { get; private init; }

    public Guid Id { get; private init; }

    /// <summary>First day, in the account's time zone.</summary>
    public DateOnly From { get; private set; }

    /// <summary>Last day.</summary>
    public DateOnly To { get; private set; }

    /// <summary>The language of the document: "en" or "zh-CN".</summary>
    public string Language { get; private set; } = "en";

    public string Title { get; private set; } = "";

    /// <summary>The success manager's words. Text with line breaks ("\n"), never markup, and without amounts: every reader sees it.</summary>
    public string Summary { get; private set; } = "";

    /// <summary>Words that only readers who see money get; empty when there are none.</summary>
    public string MoneySummary { get; private set; } = "";

    /// <summary>What went wrong and what was learned from it; empty when nothing is said.</summary>
    public string Incidents { get; private set; } = "";

    public string Recommendations { get; private set; } = "";

    /// <summary>What both sides agreed to do next.</summary>
    public string NextSteps { get; private set; } = "";

    /// <summary>What it shows and in which order: <see cref="ReviewSections.Write"/>.</summary>
    public string Sections { get; private set; } = "";

    public ReviewComparison Comparison { get; private set; }

    public ReviewState State { get; private set; }

    public DateTimeOffset CreatedAt { get; private init; }

    public Guid CreatedByPersonId { get; private init; }

    /// <summary>Who changed the draft last: somebody else says that it is ready.</summary>
    public Guid ChangedByPersonId { get; private set; }

    /// <summary>Who looked at the draft as a second person, by the name as it was then; null until then, and again after a change.</summary>
    public string? ReadyBy { get; private set; }

    public DateTimeOffset? ReadyAt { get; private set; }

    /// <summary>When both sides meet about it; null while nobody has said.</summary>
    public DateTimeOffset? MeetingAt { get; private set; }

    /// <summary>The meeting for which the pre-read went out.</summary>
    public DateTimeOffset? PreReadFor { get; private set; }

    public DateTimeOffset? PublishedAt { get; private set; }

    public Guid? PublishedByPersonId { get; private set; }

    /// <summary>Goes up with each change, so that of two who change it at once the later one is told.</summary>
    public int Version { get; private set; }

    public string? SnapshotWithMoney { get; private set; }

    public string? SnapshotWithoutMoney { get; private set; }

    /// <summary>SHA-256 over the snapshot's UTF-8 bytes, 64 hexadecimal digits.</summary>
    public string? HashWithMoney { get; private set; }

    public string? HashWithoutMoney { get; private set; }

    internal DraftText Text => new(From, To, Language, Title, Summary, MoneySummary)
    {
        Incidents = Incidents,
        Recommendations = Recommendations,
        NextSteps = NextSteps,
        Sections = ReviewSections.Read(Sections),
        OnlyIf = ReviewSections.ReadOnlyIf(Sections),
        Comparison = Comparison,
    };

    internal static Review Draft(Guid account, DraftText text, Guid person, DateTimeOffset now)
    {
        var review = new Review { AccountId = account, Id = Guid.CreateVersion7(now), CreatedAt = now, CreatedByPersonId = person, ChangedByPersonId = person };
        review.Set(text);
        return review;
    }

    internal void Change(DraftText text, Guid person)
    {
        Set(text);
        (ChangedByPersonId, ReadyBy, ReadyAt) = (person, null, null);
        Version++;
    }

    /// <param name="by">Null takes it back.</param>
    internal void SetReady(string? by, DateTimeOffset now)
    {
        (ReadyBy, ReadyAt) = (by, by is null ? null : now);
        Version++;
    }

    internal void Meet(DateTimeOffset? at) => MeetingAt = at;

    internal void NotePreRead() => PreReadFor = MeetingAt;

    internal void Publish(FrozenSnapshot withMoney, FrozenSnapshot withoutMoney, Guid person, DateTimeOffset now)
    {
        (SnapshotWithMoney, HashWithMoney) = (withMoney.Json, withMoney.Hash);
        (SnapshotWithoutMoney, HashWithoutMoney) = (withoutMoney.Json, withoutMoney.Hash);
        (State, PublishedAt, PublishedByPersonId) = (ReviewState.Published, now, person);
        Version++;
    }

    private void Set(DraftText text)
    {
        (From, To, Language, Title, Summary, MoneySummary) = (text.From, text.To, text.Language, text.Title, text.Summary, text.MoneySummary);
        Comparison = text.Comparison;
        (Incidents, Recommendations, NextSteps, Sections) = (text.Incidents, text.Recommendations, text.NextSteps, ReviewSections.Write(text.Sections, text.OnlyIf));
    }
}

internal sealed class ReviewConfiguration : IEntityTypeConfiguration<Review>
{
    public void Configure(EntityTypeBuilder<Review> review)
    {
        review.ToTable("Reviews");
        review.HasKey(r => new { r.AccountId, r.Id });
        review.Property(r => r.Language).HasMaxLength(10);
        review.Property(r => r.Title).HasMaxLength(Review.TitleMaxLength);
        review.Property(r => r.Summary).HasMaxLength(Review.SummaryMaxLength);
        review.Property(r => r.MoneySummary).HasMaxLength(Review.SummaryMaxLength);
        review.Property(r => r.Incidents).HasMaxLength(Review.SummaryMaxLength);
        review.Property(r => r.Recommendations).HasMaxLength(Review.SummaryMaxLength);
        review.Property(r => r.NextSteps).HasMaxLength(Review.SummaryMaxLength);
        review.Property(r => r.Sections).HasMaxLength(Review.SectionsMaxLength);
        review.Property(r => r.Comparison).HasConversion<string>().HasMaxLength(10).HasDefaultValue(ReviewComparison.Previous);
        review.Property(r => r.State).HasConversion<string>().HasMaxLength(10);
        review.Property(r => r.ReadyBy).HasMaxLength(Person.NameMaxLength);
        review.HasIndex(r => r.MeetingAt);
        review.Property(r => r.Version).IsConcurrencyToken();
        review.Property(r => r.HashWithMoney!).IsIdentifier(64);
        review.Property(r => r.HashWithoutMoney!).IsIdentifier(64);
        review.HasIndex(r => r.HashWithMoney);
        review.HasIndex(r => r.HashWithoutMoney);
        review.Ignore(r => r.Text);
        review.HasOne<Account>().WithMany().HasForeignKey(r => r.AccountId);
    }
}

internal static class ReviewTables
{
    extension(PortalDb db)
    {
        public DbSet<Review> Reviews => db.Set<Review>();

        public DbSet<Correction> Corrections => db.Set<Correction>();

        public DbSet<IssuedFile> IssuedFiles => db.Set<IssuedFile>();
    }
}
