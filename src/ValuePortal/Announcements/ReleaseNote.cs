using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ValuePortal.Accounts;
using ValuePortal.FeatureRequests;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;

namespace ValuePortal.Announcements;

/// <summary>The small one of a week, or the large one of a quarter.</summary>
public enum ReleaseSize
{
    Weekly,
    Quarterly,
}

public enum ReleaseState
{
    /// <summary>Only the vendor's people see it.</summary>
    Draft,

    /// <summary>It publishes itself at its time.</summary>
    Scheduled,

    Published,
}

/// <summary>Which customers it is for.</summary>
public enum ReleaseAudience
{
    All,

    /// <summary>Those of some tiers, as they stand when somebody reads.</summary>
    Tiers,

    /// <summary>Those that are named.</summary>
    Accounts,
}

/// <summary>The words of a release note: in both languages, or in one.</summary>
/// <param name="EnglishSolves">How it solves the reader's problem: never left out.</param>
public sealed record ReleaseText(string? EnglishTitle, string? EnglishSolves, string? EnglishBody, string? ChineseTitle, string? ChineseSolves, string? ChineseBody)
{
    public bool HasEnglish => EnglishTitle is not null && EnglishSolves is not null;

    public bool HasChinese => ChineseTitle is not null && ChineseSolves is not null;

    public string Title => (InChinese ? ChineseTitle : EnglishTitle) ?? "";

    public string Solves => (InChinese ? ChineseSolves : EnglishSolves) ?? "";

    public string? Body => InChinese ? ChineseBody : EnglishBody;

    /// <summary>"en" or "zh-CN": the language the reader gets.</summary>
    public string Language => InChinese ? "zh-CN" : "en";

    /// <summary>It is not the language of the reader.</summary>
    public bool IsForeign => InChinese != ReadsChinese;

    private static bool ReadsChinese => CultureInfo.CurrentUICulture.Name.StartsWith("zh", StringComparison.Ordinal);

    private bool InChinese => ReadsChinese ? HasChinese : !HasEnglish;
}

/// <summary>What is new in the vendor's product, and how it solves a problem of those who read it.</summary>
public sealed class ReleaseNote : ISharedByAccounts
{
    public const int TitleMaxLength = 120;
    public const int SolvesMaxLength = 600;
    public const int BodyMaxLength = 8000;
    public const int GuideLinkMaxLength = 2000;
    public const int FeatureMaxLength = 255;

    public Guid Id { get; init; }

    public string? EnglishTitle { get; private set; }

    public string? EnglishSolves { get; private set; }

    public string? EnglishBody { get; private set; }

    public string? ChineseTitle { get; private set; }

    public string? ChineseSolves { get; private set; }

    public string? ChineseBody { get; private set; }

    public ReleaseSize Size { get; set; }

    /// <summary>The key of the feature it is about, by which its use is measured; null for none.</summary>
    public string? Feature { get; set; }

    /// <summary>Where to learn it: an https address.</summary>
    public string? GuideLink { get; set; }

    public ReleaseAudience Audience { get; set; }

    /// <summary>The tiers it is for, joined by commas; empty for another audience.</summary>
    public string Tiers { get; set; } = "";

    public ReleaseState State { get; private set; }

    /// <summary>When it publishes itself; null while nobody said.</summary>
    public DateTimeOffset? DueAt { get; private set; }

    public DateTimeOffset? PublishedAt { get; private set; }

    public Guid? PublishedByPersonId { get; private set; }

    /// <summary>The linked requests become released with it.</summary>
    public bool EndsRequests { get; set; }

    /// <summary>When everything that follows from publishing was done; null until then.</summary>
    public DateTimeOffset? FinishedAt { get; private set; }

    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Goes up by one with each change, so that of two who change it at once the later one is told.</summary>
    public int Edition { get; private set; }

    public ReleaseText Text => new(EnglishTitle, EnglishSolves, EnglishBody, ChineseTitle, ChineseSolves, ChineseBody);

    public bool IsFor(Guid account, Tier tier, bool named) => Audience switch
    {
        ReleaseAudience.All => true,
        ReleaseAudience.Tiers => Tiers.Split(',').Contains(tier.ToString()),
        _ => named,
    };

    public void Write(ReleaseText text)
    {
        (EnglishTitle, EnglishSolves, EnglishBody) = (text.EnglishTitle, text.EnglishSolves, text.EnglishBody);
        (ChineseTitle, ChineseSolves, ChineseBody) = (text.ChineseTitle, text.ChineseSolves, text.ChineseBody);
        Edition++;
    }

    /// <param name="dueAt">Null makes it a draft again.</param>
    /// <param name="person">In whose name it is published.</param>
    public void Schedule(DateTimeOffset? dueAt, Guid person) =>
        (State, DueAt, PublishedByPersonId, Edition) = (dueAt is null ? ReleaseState.Draft : ReleaseState.Scheduled, dueAt, dueAt is null ? null : person, Edition + 1);

    public void Publish(Guid? person, DateTimeOffset now) =>
        (State, DueAt, PublishedAt, PublishedByPersonId, Edition) = (ReleaseState.Published, null, now, person ?? PublishedByPersonId, Edition + 1);

    public void Finish(DateTimeOffset now) => FinishedAt = now;
}

/// <summary>A request that a release note answers.</summary>
public sealed class ReleaseRequest : ISharedByAccounts
{
    public Guid ReleaseId { get; init; }

    public Guid RequestId { get; init; }
}

/// <summary>An account that a release note names as its audience.</summary>
public sealed class ReleaseAccount : IOwnedByAccount
{
    public Guid AccountId { get; init; }

    public Guid ReleaseId { get; init; }
}

/// <summary>A person opened a release note: once, the first time.</summary>
public sealed class ReleaseSeen : IOwnedByAccount
{
    public Guid AccountId { get; init; }

    public Guid ReleaseId { get; init; }

    public Guid PersonId { get; init; }

    public DateTimeOffset SeenAt { get; init; }
}

/// <summary>Somebody of the vendor told an account of a release by word of mouth. The note is for the vendor's people.</summary>
public sealed class ReleaseCall : IOwnedByAccount
{
    public const int NoteMaxLength = 600;

    public Guid AccountId { get; init; }

    public Guid ReleaseId { get; init; }

    public DateOnly On { get; set; }

    public string Note { get; set; } = "";

    public Guid PersonId { get; set; }

    public string By { get; set; } = "";
}

/// <summary>Where programs of an account read its release notes: only the hash of the secret is kept.</summary>
public sealed class ReleaseFeed : IOwnedByAccount
{
    public Guid AccountId { get; init; }

    public byte[] Hash { get; set; } = [];

    public DateTimeOffset MadeAt { get; set; }
}

internal sealed class ReleaseNoteConfiguration : IEntityTypeConfiguration<ReleaseNote>
{
    public void Configure(EntityTypeBuilder<ReleaseNote> note)
    {
        note.ToTable("ReleaseNotes");
        note.Ignore(n => n.Text);
        note.Property(n => n.Id).ValueGeneratedNever();
        note.Property(n => n.EnglishTitle).HasMaxLength(ReleaseNote.TitleMaxLength);
        note.Property(n => n.ChineseTitle).HasMaxLength(ReleaseNote.TitleMaxLength);
        note.Property(n => n.EnglishSolves).HasMaxLength(ReleaseNote.SolvesMaxLength);
        note.Property(n => n.ChineseSolves).HasMaxLength(ReleaseNote.SolvesMaxLength);
        note.Property(n => n.EnglishBody).HasMaxLength(ReleaseNote.BodyMaxLength);
        note.Property(n => n.ChineseBody).HasMaxLength(ReleaseNote.BodyMaxLength);
        note.Property(n => n.GuideLink).HasMaxLength(ReleaseNote.GuideLinkMaxLength);
        note.Property(n => n.Feature!).IsIdentifier(ReleaseNote.FeatureMaxLength);
        note.Property(n => n.Size).HasConversion<string>().HasMaxLength(20);
        note.Property(n => n.State).HasConversion<string>().HasMaxLength(20);
        note.Property(n => n.Audience).HasConversion<string>().HasMaxLength(20);
        note.Property(n => n.Tiers).HasMaxLength(60);
        note.Property(n => n.Edition).IsConcurrencyToken();
        note.HasIndex(n => n.PublishedAt);
        note.HasOne<Person>().WithMany().HasForeignKey(n => n.PublishedByPersonId);
    }
}

internal sealed class ReleaseRequestConfiguration : IEntityTypeConfiguration<ReleaseRequest>
{
    public void Configure(EntityTypeBuilder<ReleaseRequest> link)
    {
        link.ToTable("ReleaseRequests");
        link.HasKey(l => new { l.ReleaseId, l.RequestId });
        link.HasIndex(l => l.RequestId);
        link.HasOne<ReleaseNote>().WithMany().HasForeignKey(l => l.ReleaseId);
        link.HasOne<FeatureRequest>().WithMany().HasForeignKey(l => l.RequestId);
    }
}

internal sealed class ReleaseAccountConfiguration : IEntityTypeConfiguration<ReleaseAccount>
{
    public void Configure(EntityTypeBuilder<ReleaseAccount> named)
    {
        named.ToTable("ReleaseAccounts");
        named.HasKey(n => new { n.AccountId, n.ReleaseId });
        named.HasOne<Account>().WithMany().HasForeignKey(n => n.AccountId);
        named.HasOne<ReleaseNote>().WithMany().HasForeignKey(n => n.ReleaseId);
    }
}

internal sealed class ReleaseSeenConfiguration : IEntityTypeConfiguration<ReleaseSeen>
{
    public void Configure(EntityTypeBuilder<ReleaseSeen> seen)
    {
        seen.ToTable("ReleasesSeen");
        seen.HasKey(s => new { s.AccountId, s.ReleaseId, s.PersonId });
        seen.HasOne<ReleaseNote>().WithMany().HasForeignKey(s => s.ReleaseId);
        seen.HasOne<Person>().WithMany().HasForeignKey(s => s.PersonId);
    }
}

internal sealed class ReleaseCallConfiguration : IEntityTypeConfiguration<ReleaseCall>
{
    public void Configure(EntityTypeBuilder<ReleaseCall> call)
    {
        call.ToTable("ReleaseCalls");
        call.HasKey(c => new { c.AccountId, c.ReleaseId });
        call.Property(c => c.Note).HasMaxLength(ReleaseCall.NoteMaxLength);
        call.Property(c => c.By).HasMaxLength(Person.NameMaxLength);
        call.HasOne<ReleaseNote>().WithMany().HasForeignKey(c => c.ReleaseId);
    }
}

internal sealed class ReleaseFeedConfiguration : IEntityTypeConfiguration<ReleaseFeed>
{
    public void Configure(EntityTypeBuilder<ReleaseFeed> feed)
    {
        feed.ToTable("ReleaseFeeds");
        feed.HasKey(f => f.AccountId);
        feed.Property(f => f.AccountId).ValueGeneratedNever();
        feed.Property(f => f.Hash).HasMaxLength(32).IsFixedLength();
        feed.HasIndex(f => f.Hash).IsUnique();
        feed.HasOne<Account>().WithMany().HasForeignKey(f => f.AccountId);
    }
}

internal static class ReleaseTables
{
    extension(PortalDb db)
    {
        public DbSet<ReleaseNote> ReleaseNotes => db.Set<ReleaseNote>();

        public DbSet<ReleaseRequest> ReleaseRequests => db.Set<ReleaseRequest>();

        public DbSet<ReleaseAccount> ReleaseAccounts => db.Set<ReleaseAccount>();

        public DbSet<ReleaseSeen> ReleasesSeen => db.Set<ReleaseSeen>();

        public DbSet<ReleaseCall> ReleaseCalls => db.Set<ReleaseCall>();

        public DbSet<ReleaseFeed> ReleaseFeeds => db.Set<ReleaseFeed>();
    }
}
