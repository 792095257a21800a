using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ValuePortal.Accounts;
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
    public const int AnswerMaxLength = 4000;

    /// <summary>Whether a request is over, for the database; <see cref="RequestStatuses"/> says the same of a status in hand.</summary>
    internal static readonly Expression<Func<FeatureRequest, bool>> IsOver = request =>
        request.Status == RequestStatus.Released || request.Status == RequestStatus.AlreadyAvailable
        || request.Status == RequestStatus.NotPlanned || request.Status == RequestStatus.Duplicate;

    private FeatureRequest()
    {
    }

    public Guid Id { get; private init; }

    public Guid RaisedByAccountId { get; private init; }

    public Guid RaisedByPersonId { get; private init; }

    /// <summary>Made when the form was opened: whoever sends the same form twice has asked once.</summary>
    public Guid FormKey { get; private init; }

    /// <summary>One line, as text.</summary>
    public string Title { get; private init; } = "";

    /// <summary>What the person wants to get done. Text with line breaks ("\n"), never markup.</summary>
    public string Need { get; private init; } = "";

    public DateTimeOffset RaisedAt { get; private init; }

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
    public static FeatureRequest Raise(Guid account, Guid person, string title, string need, Guid formKey, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        RaisedByAccountId = account,
        RaisedByPersonId = person,
        FormKey = formKey,
        Title = title,
        Need = need,
        RaisedAt = now,
        VoteCount = 1,
    };

    /// <summary>Sets status and answer. Nothing new is no echo.</summary>
    /// <param name="answer">Null takes the answer back.</param>
    /// <returns>Whether something changed.</returns>
    public bool Echo(RequestStatus status, string? answer, Guid person, DateTimeOffset now)
    {
        if (status == Status && answer == Answer)
        {
            return false;
        }

        if (answer != Answer)
        {
            (Answer, AnsweredAt, AnsweredByPersonId) = (answer, answer is null ? null : now, answer is null ? null : person);
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
        request.Property(r => r.Status).HasConversion<string>().HasMaxLength(20);
        request.Property(r => r.Edition).IsConcurrencyToken();
        request.HasIndex(r => new { r.RaisedByPersonId, r.FormKey }).IsUnique();
        request.HasIndex(r => r.RaisedByAccountId);
        request.HasIndex(r => r.PublishedAt);
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
    }
}
