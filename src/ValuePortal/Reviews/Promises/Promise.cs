using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ValuePortal.Accounts;
using ValuePortal.Milestones.Plans;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;

namespace ValuePortal.Reviews.Promises;

public enum PromiseState
{
    Open,
    Kept,
    Missed,

    /// <summary>Both sides let go of it.</summary>
    Dropped,
}

/// <summary>What one side promised the other in a review or a meeting, and what became of it. It is kept for ever.</summary>
public sealed class Promise : IOwnedByAccount
{
    public const int TextMaxLength = 300;
    public const int OwnerMaxLength = 100;
    public const int NoteMaxLength = 500;

    private Promise()
    {
    }

    public Guid AccountId { get; private init; }

    public Guid Id { get; private init; }

    /// <summary>One line without amounts of money: everybody of both sides reads it.</summary>
    public string Text { get; private init; } = "";

    public Side Side { get; private init; }

    /// <summary>Who keeps it, where it is one of the portal's people.</summary>
    public Guid? OwnerPersonId { get; private init; }

    /// <summary>Who keeps it; null while nobody has been named.</summary>
    public string? Owner { get; private set; }

    /// <summary>A day of the account's time zone.</summary>
    public DateOnly DueOn { get; private init; }

    /// <summary>The review of whose next steps it is one.</summary>
    public Guid? ReviewId { get; private init; }

    /// <summary>The meeting in which it was made. Meetings stand above reviews, so nothing ties it to their table.</summary>
    public Guid? MeetingId { get; private init; }

    /// <summary>Since when the customer sees it; null while it is a next step of a draft.</summary>
    public DateTimeOffset? MadeAt { get; private set; }

    public PromiseState State { get; private set; }

    /// <summary>When it was marked last.</summary>
    public DateTimeOffset? MarkedAt { get; private set; }

    /// <summary>Goes up with each mark, so that of two at once one is told.</summary>
    public int Version { get; private set; }

    internal static Promise Make(Guid account, string text, Side side, Guid? ownerPerson, string? owner, DateOnly dueOn, Guid? review, Guid? meeting, bool isOfDraft, DateTimeOffset now) => new()
    {
        AccountId = account,
        Id = Guid.CreateVersion7(now),
        Text = text,
        Side = side,
        OwnerPersonId = ownerPerson,
        Owner = owner,
        DueOn = dueOn,
        ReviewId = review,
        MeetingId = meeting,
        MadeAt = isOfDraft ? null : now,
    };

    internal void Publish(DateTimeOffset now) => MadeAt ??= now;

    internal void Mark(PromiseState state, DateTimeOffset now)
    {
        Version++;
        (State, MarkedAt) = (state, now);
    }
}

/// <summary>One mark of a promise. Nothing is ever changed or taken away.</summary>
public sealed class PromiseMark : IOwnedByAccount
{
    public Guid AccountId { get; init; }

    public Guid Id { get; init; }

    public Guid PromiseId { get; init; }

    public PromiseState State { get; init; }

    /// <summary>Empty when nothing is said. One line without amounts of money.</summary>
    public string Note { get; init; } = "";

    /// <summary>Whose person marked it.</summary>
    public Side Side { get; init; }

    public Guid PersonId { get; init; }

    /// <summary>By the name as it was then.</summary>
    public string By { get; private set; } = "";

    public DateTimeOffset At { get; init; }

    internal static PromiseMark Of(Promise promise, PromiseState state, string note, Viewer viewer, DateTimeOffset now) => new()
    {
        AccountId = promise.AccountId,
        Id = Guid.CreateVersion7(now),
        PromiseId = promise.Id,
        State = state,
        Note = note,
        Side = viewer.IsStaff ? Side.Vendor : Side.Customer,
        PersonId = viewer.PersonId,
        By = viewer.Name,
        At = now,
    };
}

internal sealed class PromiseConfiguration : IEntityTypeConfiguration<Promise>
{
    public void Configure(EntityTypeBuilder<Promise> promise)
    {
        promise.ToTable("Promises");
        promise.HasKey(p => new { p.AccountId, p.Id });
        promise.Property(p => p.Text).HasMaxLength(Promise.TextMaxLength);
        promise.Property(p => p.Owner).HasMaxLength(Promise.OwnerMaxLength);
        promise.Property(p => p.Side).HasConversion<string>().HasMaxLength(20);
        promise.Property(p => p.State).HasConversion<string>().HasMaxLength(20);
        promise.Property(p => p.Version).IsConcurrencyToken();
        promise.HasOne<Account>().WithMany().HasForeignKey(p => p.AccountId);
        promise.HasOne<Review>().WithMany().HasForeignKey(p => new { p.AccountId, p.ReviewId });
    }
}

internal sealed class PromiseMarkConfiguration : IEntityTypeConfiguration<PromiseMark>
{
    public void Configure(EntityTypeBuilder<PromiseMark> mark)
    {
        mark.ToTable("PromiseMarks");
        mark.HasKey(m => new { m.AccountId, m.PromiseId, m.Id });
        mark.Property(m => m.State).HasConversion<string>().HasMaxLength(20);
        mark.Property(m => m.Side).HasConversion<string>().HasMaxLength(20);
        mark.Property(m => m.Note).HasMaxLength(Promise.NoteMaxLength);
        mark.Property(m => m.By).HasMaxLength(Person.NameMaxLength);
        mark.HasOne<Promise>().WithMany().HasForeignKey(m => new { m.AccountId, m.PromiseId });
    }
}

internal static class PromiseTables
{
    extension(PortalDb db)
    {
        public DbSet<Promise> Promises => db.Set<Promise>();

        public DbSet<PromiseMark> PromiseMarks => db.Set<PromiseMark>();
    }
}
