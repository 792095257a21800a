using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ValuePortal.Accounts;
using ValuePortal.FeatureRequests.Channels;
using ValuePortal.FeatureRequests.Comments;
using ValuePortal.FeatureRequests.Desk;
using ValuePortal.FeatureRequests.Following;
using ValuePortal.FeatureRequests.Merging;
using ValuePortal.FeatureRequests.Scoring;
using ValuePortal.FeatureRequests.Similar;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;

namespace ValuePortal.FeatureRequests;

/// <summary>Something a customer needs, what the vendor says to it, and how many people want it too.</summary>
public sealed class FeatureRequest : IPrivateUntilPublished
{
    /// <summary>In letters; a Chinese character counts for two.</summary>
    public const int TitleMinLength = 10;
    public const int TitleMaxLength = 100;
    public const int NeedMaxLength = 4000;
    public const int TodayMaxLength = 2000;
    public const int AffectedMaxLength = 300;
    public const int AnswerMaxLength = 4000;
    public const int SourceReferenceMaxLength = 200;

    /// <summary>A column that the database works out of the status, so that the list lies in its order.</summary>
    internal const string Over = "IsOver";

    /// <summary>Whether a request is over, for the database; <see cref="RequestStatuses"/> says the same of a status in hand.</summary>
    internal static readonly Expression<Func<FeatureRequest, bool>> IsOver = request => EF.Property<bool>(request, Over);

    /// <summary>The opposite.</summary>
    internal static readonly Expression<Func<FeatureRequest, bool>> IsOpen = Expression.Lambda<Func<FeatureRequest, bool>>(Expression.Not(IsOver.Body), IsOver.Parameters);

    private FeatureRequest()
    {
    }

    public Guid Id { get; private init; }

    public Guid RaisedByAccountId { get; private init; }

    public Guid RaisedByPersonId { get; private init; }

    /// <summary>Made when the form was opened: whoever sends the same form twice has asked once.</summary>
    public Guid FormKey { get; private init; }

    /// <summary>One line, as text.</summary>
    public string Title { get; private set; } = "";

    /// <summary>What the person wants to get done. Text with line breaks ("\n"), never markup.</summary>
    public string Need { get; private set; } = "";

    /// <summary>How it is done until now, in the same way; null where nobody said.</summary>
    public string? Today { get; private set; }

    /// <summary>Who is affected, on one line; null where nobody said.</summary>
    public string? Affected { get; private set; }

    public HowOften? HowOften { get; private set; }

    /// <summary>The part of the product it is about: one of <see cref="RequestArea"/>.</summary>
    public Guid? AreaId { get; private set; }

    public DateTimeOffset RaisedAt { get; private init; }

    public RequestSource Source { get; private init; }

    /// <summary>The number of the ticket or the call, where the vendor noted one.</summary>
    public string? SourceReference { get; private init; }

    /// <summary>Who of the vendor entered it in the person's name; null for a customer's own.</summary>
    public Guid? EnteredByPersonId { get; private init; }

    /// <summary>The file it came with; null for all others.</summary>
    public Guid? ImportId { get; private init; }

    /// <summary>What the other board called it: the same is not taken in twice.</summary>
    public string? ImportedKey { get; private init; }

    /// <summary>Votes the other board counted. They name nobody, and are told apart from people's votes here.</summary>
    public int ImportedVotes { get; private init; }

    /// <summary>The day of the account's calendar by which the vendor owes the first answer; null where it promised none.</summary>
    public DateOnly? AnswerDueOn { get; private init; }

    /// <summary>The day of the account's calendar on which the vendor first answered in words.</summary>
    public DateOnly? FirstAnsweredOn { get; private set; }

    /// <summary>Who of the vendor looks after it.</summary>
    public Guid? OwnerPersonId { get; private set; }

    /// <summary>The request that says the same; null while it stands by itself.</summary>
    public Guid? MergedIntoId { get; private set; }

    public RequestStatus Status { get; private set; }

    /// <summary>What the vendor says to it; null until it said something in words.</summary>
    public string? Answer { get; private set; }

    public DateTimeOffset? AnsweredAt { get; private set; }

    public Guid? AnsweredByPersonId { get; private set; }

    /// <summary>When the vendor last changed the status or the answer; null until the first time.</summary>
    public DateTimeOffset? EchoedAt { get; private set; }

    /// <summary>Since when all customers see it; null while only the company that raised it does.</summary>
    public DateTimeOffset? PublishedAt { get; private set; }

    /// <summary>How many people's votes stand. Changed by the votes only, each in its own transaction.</summary>
    public int VoteCount { get; private init; }

    /// <summary>Goes up by one with each change by staff, so that of two who change it at once the later one is told.</summary>
    public int Edition { get; private set; }

    /// <summary>A new request, seen by its own company only, with the vote of the person who raised it.</summary>
    internal static FeatureRequest Raise(Guid account, Guid person, RequestWording wording, Guid formKey, DateOnly? answerDueOn, DateTimeOffset now, RequestOrigin? origin = null) => new()
    {
        Id = Guid.CreateVersion7(now),
        RaisedByAccountId = account,
        RaisedByPersonId = person,
        FormKey = formKey,
        Title = wording.Title,
        Need = wording.Need,
        Today = wording.Today,
        Affected = wording.Affected,
        HowOften = wording.HowOften,
        AreaId = wording.AreaId,
        RaisedAt = origin?.RaisedAt ?? now,
        AnswerDueOn = answerDueOn,
        Source = origin?.Source ?? RequestSource.Portal,
        SourceReference = origin?.Reference,
        EnteredByPersonId = origin?.EnteredBy,
        ImportId = origin?.Import?.Id,
        ImportedKey = origin?.Import?.Key,
        ImportedVotes = origin?.Import?.Votes ?? 0,
        Status = origin?.Import?.Status ?? RequestStatus.New,
        Answer = origin?.Import?.Answer,
        AnsweredAt = origin?.Import?.Answer is null ? null : origin.Import.AnsweredAt ?? now,
        PublishedAt = origin?.PublishedAt,
        VoteCount = origin?.Import is null ? 1 : 0,
    };

    /// <summary>Other words, by staff. The people's votes stay: it must still say the same.</summary>
    /// <returns>Whether something changed.</returns>
    internal bool Reword(RequestWording wording)
    {
        if (wording == new RequestWording(Title, Need, Today, Affected, HowOften, AreaId))
        {
            return false;
        }

        (Title, Need, Today, Affected, HowOften, AreaId) = (wording.Title, wording.Need, wording.Today, wording.Affected, wording.HowOften, wording.AreaId);
        Edition++;
        return true;
    }

    /// <returns>Whether something changed.</returns>
    internal bool Assign(Guid? owner)
    {
        if (owner == OwnerPersonId)
        {
            return false;
        }

        OwnerPersonId = owner;
        Edition++;
        return true;
    }

    /// <summary>Makes it a duplicate of another, with the answer that says so.</summary>
    internal void MergeInto(Guid target, string answer, Guid person, DateOnly today, DateTimeOffset now)
    {
        MergedIntoId = target;
        Echo(RequestStatus.Duplicate, answer, person, today, now);
    }

    /// <summary>Lets it stand by itself again, as it was.</summary>
    internal void Part(RequestStatus status, string? answer, Guid person, DateOnly today, DateTimeOffset now)
    {
        MergedIntoId = null;
        if (!Echo(status, answer, person, today, now))
        {
            Edition++;
        }
    }

    /// <summary>Sets status and answer. Nothing new is no echo.</summary>
    /// <param name="answer">Null takes the answer back.</param>
    /// <param name="today">In the calendar of the account that raised it.</param>
    /// <returns>Whether something changed.</returns>
    public bool Echo(RequestStatus status, string? answer, Guid person, DateOnly today, DateTimeOffset now)
    {
        if (status == Status && answer == Answer)
        {
            return false;
        }

        if (answer != Answer)
        {
            (Answer, AnsweredAt, AnsweredByPersonId) = (answer, answer is null ? null : now, answer is null ? null : person);
            FirstAnsweredOn ??= answer is null ? null : today;
        }

        (Status, EchoedAt) = (status, now);
        Edition++;
        return true;
    }

    /// <returns>Whether something changed.</returns>
    public bool Show(bool toAll, DateTimeOffset now)
    {
        if (toAll == PublishedAt is not null)
        {
            return false;
        }

        PublishedAt = toAll ? now : null;
        Edition++;
        return true;
    }
}

internal sealed class FeatureRequestConfiguration : IEntityTypeConfiguration<FeatureRequest>
{
    public void Configure(EntityTypeBuilder<FeatureRequest> request)
    {
        request.ToTable("FeatureRequests");
        request.Property(r => r.Id).ValueGeneratedNever();
        request.Property(r => r.Title).HasMaxLength(FeatureRequest.TitleMaxLength);
        request.Property(r => r.Need).HasMaxLength(FeatureRequest.NeedMaxLength);
        request.Property(r => r.Answer).HasMaxLength(FeatureRequest.AnswerMaxLength);
        request.Property(r => r.Today).HasMaxLength(FeatureRequest.TodayMaxLength);
        request.Property(r => r.Affected).HasMaxLength(FeatureRequest.AffectedMaxLength);
        request.Property(r => r.HowOften).HasConversion<string>().HasMaxLength(20);
        request.Property(r => r.Source).HasConversion<string>().HasMaxLength(20).HasDefaultValue(RequestSource.Portal);
        request.Property(r => r.SourceReference).HasMaxLength(FeatureRequest.SourceReferenceMaxLength);
        request.Property(r => r.ImportedKey!).IsIdentifier(FeatureRequest.SourceReferenceMaxLength);
        request.Property(r => r.Status).HasConversion<string>().HasMaxLength(20);
        request.Property(r => r.Edition).IsConcurrencyToken();
        request.HasIndex(r => new { r.RaisedByPersonId, r.FormKey }).IsUnique();
        var last = string.Join(", ", Enum.GetValues<RequestStatus>().Where(status => status.IsLast).Select(status => $"'{status}'"));
        request.Property<bool>(FeatureRequest.Over).HasComputedColumnSql($"CAST(CASE WHEN Status IN ({last}) THEN 1 ELSE 0 END AS bit)", stored: false);

        // The list in its two orders. The first one holds all that the list asks about a row: a page far down, and how many there are, are read
        // without the rows. An index on what is or is not published or merged would lead the database away from it.
        request.HasIndex(
            FeatureRequest.Over, nameof(FeatureRequest.VoteCount), nameof(FeatureRequest.RaisedAt), nameof(FeatureRequest.Id), nameof(FeatureRequest.RaisedByAccountId),
            nameof(FeatureRequest.PublishedAt), nameof(FeatureRequest.MergedIntoId), nameof(FeatureRequest.Status), nameof(FeatureRequest.AreaId))
            .IsDescending(false, true, true, false, false, false, false, false, false)
            .HasDatabaseName("IX_FeatureRequests_List");
        request.HasIndex(r => new { r.RaisedAt, r.Id }).IsDescending(true, false);
        request.HasIndex(r => r.RaisedByAccountId);
        request.HasIndex(r => r.MergedIntoId).HasFilter("MergedIntoId IS NOT NULL");
        request.HasIndex(r => r.ImportId);
        request.HasOne<Account>().WithMany().HasForeignKey(r => r.RaisedByAccountId);
        request.HasOne<Person>().WithMany().HasForeignKey(r => r.RaisedByPersonId);
        request.HasOne<Person>().WithMany().HasForeignKey(r => r.AnsweredByPersonId);
    }
}

internal static class RequestTables
{
    extension(PortalDb db)
    {
        public DbSet<FeatureRequest> FeatureRequests => db.Set<FeatureRequest>();

        public DbSet<Vote> Votes => db.Set<Vote>();

        public DbSet<FollowChoice> Followers => db.Set<FollowChoice>();

        public DbSet<RequestComment> RequestComments => db.Set<RequestComment>();

        public DbSet<RequestNote> RequestNotes => db.Set<RequestNote>();

        public DbSet<RequestMerge> RequestMerges => db.Set<RequestMerge>();

        public DbSet<RequestAssessment> RequestAssessments => db.Set<RequestAssessment>();

        public DbSet<RequestGram> RequestGrams => db.Set<RequestGram>();

        public DbSet<RequestArea> RequestAreas => db.Set<RequestArea>();

        public DbSet<RequestSettings> RequestSettings => db.Set<RequestSettings>();

        public DbSet<SavedView> SavedViews => db.Set<SavedView>();

        public DbSet<RequestImport> RequestImports => db.Set<RequestImport>();

        public DbSet<RequestUpload> RequestUploads => db.Set<RequestUpload>();

        public DbSet<RequestFile> RequestFiles => db.Set<RequestFile>();
    }
}
