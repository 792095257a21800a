using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ValuePortal.Platform.Access;

namespace ValuePortal.Usage.Events;

/// <summary>A table of usage that was read. Its rows are stored as events that carry its mark, so that it can be undone as a whole.</summary>
public sealed class UsageTableImport : ISharedByAccounts
{
    public const int FileMaxLength = 260;

    public int Id { get; private init; }

    public int SourceId { get; private init; }

    /// <summary>The name of the file, without its folder.</summary>
    public string File { get; private init; } = "";

    /// <summary>Unix time in milliseconds, UTC.</summary>
    public long StartedAt { get; private init; }

    /// <summary>The first day of the rows it stored.</summary>
    public DateOnly FirstDay { get; private set; }

    public DateOnly LastDay { get; private set; }

    /// <summary>Rows that were stored; null until all of them are.</summary>
    public long? Rows { get; private set; }

    /// <summary>Unix time in milliseconds, UTC; null while it counts.</summary>
    public long? UndoneAt { get; private set; }

    /// <summary>Who started it; <see cref="Guid.Empty"/> for a command.</summary>
    public Guid PersonId { get; private init; }

    public string PersonName { get; private init; } = "";

    public long Uses { get; private set; }

    /// <summary>How many of its rows took the place of what an earlier import said.</summary>
    public long Replaced { get; private set; }

    public long Refused { get; private set; }

    /// <summary>The properties of its events.</summary>
    public string Mark => MarkOf(Id);

    public static string MarkOf(int import) => string.Create(CultureInfo.InvariantCulture, $$"""{"import":{{import}}}""");

    public static UsageTableImport Begin(int source, string file, Guid person, string personName, DateTimeOffset now) => new()
    {
        SourceId = source,
        File = file[..Math.Min(file.Length, FileMaxLength)],
        PersonId = person,
        PersonName = personName,
        StartedAt = now.ToUnixTimeMilliseconds(),
    };

    public void Finish(long rows, long uses, long replaced, long refused, DateOnly firstDay, DateOnly lastDay) =>
        (Rows, Uses, Replaced, Refused, FirstDay, LastDay) = (rows, uses, replaced, refused, firstDay, lastDay);
}

internal sealed class UsageTableImportConfiguration : IEntityTypeConfiguration<UsageTableImport>
{
    public void Configure(EntityTypeBuilder<UsageTableImport> import)
    {
        import.ToTable("UsageTableImports");
        import.Ignore(i => i.Mark);
        import.Property(i => i.File).HasMaxLength(UsageTableImport.FileMaxLength);
        import.Property(i => i.PersonName).HasMaxLength(Person.NameMaxLength);
        import.HasOne<Source>().WithMany().HasForeignKey(i => i.SourceId);
    }
}
