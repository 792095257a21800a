using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;

namespace ValuePortal.Platform.Jobs;

public enum JobState
{
    Waiting,
    Working,
    Done,
    Cancelled,

    /// <summary>It could not be done, or was broken off and does not begin again.</summary>
    Failed,
}

/// <summary>Heavy work that somebody asked for: it waits for its turn and is done in the background, by one node.</summary>
public sealed class Job : IOwnedByAccount
{
    private Job()
    {
    }

    /// <summary>For whom it is done; the vendor's own work has <see cref="AccountScope.NoAccount"/>. Accounts take turns.</summary>
    public Guid AccountId { get; private init; }

    public Guid Id { get; private init; }

    /// <summary>The name of a <see cref="JobKind"/>.</summary>
    public string Kind { get; private init; } = "";

    /// <summary>The row that it works on; its own id where it has none.</summary>
    public Guid Subject { get; private init; }

    /// <summary>With whose rights it is done.</summary>
    public Guid PersonId { get; private init; }

    /// <summary>Of the words in it: "en" or "zh-CN".</summary>
    public string Language { get; private init; } = "";

    public DateTimeOffset AskedAt { get; private init; }

    public JobState State { get; private set; }

    /// <summary>Steps that are done, of <see cref="Total"/>.</summary>
    public long Done { get; private set; }

    /// <summary>0 while nobody knows.</summary>
    public long Total { get; private set; }

    /// <summary>When its last try began; whoever works on it knows it by this.</summary>
    public DateTimeOffset? StartedAt { get; private set; }

    /// <summary>How often it was begun.</summary>
    public int Tries { get; private set; }

    /// <summary>When the node that does it last said that it lives.</summary>
    public DateTimeOffset? SeenAt { get; private set; }

    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>Of the file it made; 0 for none.</summary>
    public long Bytes { get; private set; }

    internal JobTicket Ticket => new(AccountId, Id, Kind, Subject, PersonId, Language);

    internal static Job Ask(Guid account, string kind, Guid? subject, Guid person, string language, DateTimeOffset now)
    {
        var id = Guid.CreateVersion7(now);
        return new() { AccountId = account, Id = id, Kind = kind, Subject = subject ?? id, PersonId = person, Language = language, AskedAt = now };
    }
}

internal sealed class JobConfiguration : IEntityTypeConfiguration<Job>
{
    public void Configure(EntityTypeBuilder<Job> job)
    {
        job.ToTable("Jobs");
        job.HasKey(j => new { j.AccountId, j.Id });
        job.Ignore(j => j.Ticket);
        job.Property(j => j.Id).ValueGeneratedNever();
        job.Property(j => j.Kind).HasMaxLength(40);
        job.Property(j => j.Language).HasMaxLength(10);
        job.Property(j => j.State).HasConversion<string>().HasMaxLength(20);
        job.HasIndex(j => j.State);
        job.HasIndex(j => new { j.AccountId, j.Subject });
    }
}

internal static class JobTables
{
    extension(PortalDb db)
    {
        public DbSet<Job> Jobs => db.Set<Job>();
    }
}
