using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;
using ValuePortal.Platform.Tables;

namespace ValuePortal.Accounts.Import;

/// <summary>What the rows of a file are.</summary>
public enum DirectoryKind
{
    Accounts,
    People,
}

public enum DirectoryStage
{
    /// <summary>Its columns are being chosen.</summary>
    Uploaded,

    /// <summary>A dry run says what would become of it.</summary>
    Tried,
    Imported,
    Undone,

    /// <summary>It could not be read, or was broken off.</summary>
    Failed,
}

/// <summary>A file of accounts or people that the vendor's admin uploaded: what was chosen, and what came of it.</summary>
public sealed class DirectoryImport : ISharedByAccounts
{
    public const int FileMaxLength = 255;

    /// <summary>Bytes of a file.</summary>
    public const long MaxBytes = 5_000_000;

    public const int MostRows = 10_000;

    /// <summary>Days for which a file that was not imported can be worked on.</summary>
    public const int KeepDays = 7;

    private DirectoryImport()
    {
    }

    public Guid Id { get; private init; }

    public DirectoryKind Kind { get; private init; }

    public Guid PersonId { get; private init; }

    public string PersonName { get; private init; } = "";

    /// <summary>As whoever uploaded it calls it: shown, never used as a path.</summary>
    public string File { get; private init; } = "";

    public DateTimeOffset UploadedAt { get; private init; }

    /// <summary>A concurrency token: one of two who press a button is told.</summary>
    public DirectoryStage Stage { get; private set; }

    public string? Choices { get; private set; }

    public string? Report { get; private set; }

    public DateTimeOffset? ImportedAt { get; private set; }

    public DateTimeOffset? UndoneAt { get; private set; }

    public DirectoryChoices? ReadChoices() => Choices is null ? null : JsonSerializer.Deserialize<DirectoryChoices>(Choices);

    public DirectoryReport? ReadReport() => Report is null ? null : JsonSerializer.Deserialize<DirectoryReport>(Report);

    internal static DirectoryImport Of(Viewer viewer, DirectoryKind kind, string file, DateTimeOffset now)
    {
        var shown = Path.GetFileName(file) is { Length: > 0 } name ? name : "table.csv";
        return new()
        {
            Id = Guid.CreateVersion7(now),
            Kind = kind,
            PersonId = viewer.PersonId,
            PersonName = viewer.Name,
            File = shown[..Math.Min(shown.Length, FileMaxLength)],
            UploadedAt = now,
        };
    }

    internal void Choose(DirectoryChoices choices) => (Choices, Stage, Report) = (JsonSerializer.Serialize(choices), DirectoryStage.Uploaded, null);

    internal void Finish(DirectoryReport report, bool dryRun, DateTimeOffset now)
    {
        Report = JsonSerializer.Serialize(report);
        Stage = report.Refusal is not null ? DirectoryStage.Failed : dryRun ? DirectoryStage.Tried : DirectoryStage.Imported;
        ImportedAt = Stage is DirectoryStage.Imported ? now : ImportedAt;
    }

    internal void TakeBack(DirectoryReport report, DateTimeOffset now) => (Report, Stage, UndoneAt) = (JsonSerializer.Serialize(report), DirectoryStage.Undone, now);
}

/// <summary>What was chosen for a file.</summary>
/// <param name="Columns">The heading of each field that the file has.</param>
/// <param name="Invite">Whether people that are added get a mail with which they set a password.</param>
public sealed record DirectoryChoices(IReadOnlyDictionary<string, string> Columns, string Separator = "", string Encoding = "", string Dates = "", bool Invite = false)
{
    public string Of(string field) => Columns.GetValueOrDefault(field) ?? "";
}

/// <summary>What came of a file, or would come of it.</summary>
/// <param name="Refusal">Why the whole file was refused; null when it could be read.</param>
public sealed record DirectoryReport(int Rows, int Added, int Changed, int Same, int Refused, IReadOnlyList<CountedReason> Reasons, string? Refusal)
{
    /// <summary>What is to be said beside the counts; null for nothing.</summary>
    public string? Note { get; init; }

    /// <summary>How many rows were taken back.</summary>
    public int TakenBack { get; init; }

    /// <summary>What an undo left as it is, with the reason.</summary>
    public IReadOnlyList<Left> Kept { get; init; } = [];

    public int KeptInAll { get; init; }

    /// <param name="Row">Of the file.</param>
    public sealed record Left(int Row, Guid Target, string Why);
}

/// <summary>What one row of an import added or changed, so that it can be taken back.</summary>
public sealed class DirectoryLine : IOwnedByAccount
{
    public Guid AccountId { get; init; }

    public Guid ImportId { get; init; }

    /// <summary>As a spreadsheet numbers it.</summary>
    public int Row { get; init; }

    /// <summary>The account or the person.</summary>
    public Guid TargetId { get; init; }

    public bool Added { get; init; }

    /// <summary>Fields that were changed, as they were; JSON.</summary>
    public string Before { get; init; } = "{}";

    /// <summary>The same fields, as the row has them.</summary>
    public string After { get; init; } = "{}";

    public Dictionary<string, string?> ReadBefore() => JsonSerializer.Deserialize<Dictionary<string, string?>>(Before)!;

    public Dictionary<string, string?> ReadAfter() => JsonSerializer.Deserialize<Dictionary<string, string?>>(After)!;
}

internal sealed class DirectoryConfiguration : IEntityTypeConfiguration<DirectoryImport>, IEntityTypeConfiguration<DirectoryLine>
{
    public void Configure(EntityTypeBuilder<DirectoryImport> import)
    {
        import.ToTable("DirectoryImports");
        import.Property(i => i.Id).ValueGeneratedNever();
        import.Property(i => i.Kind).HasConversion<string>().HasMaxLength(20);
        import.Property(i => i.PersonName).HasMaxLength(Person.NameMaxLength);
        import.Property(i => i.File).HasMaxLength(DirectoryImport.FileMaxLength);
        import.Property(i => i.Stage).HasConversion<string>().HasMaxLength(20).IsConcurrencyToken();
        import.HasIndex(i => i.UploadedAt);
    }

    public void Configure(EntityTypeBuilder<DirectoryLine> line)
    {
        line.ToTable("DirectoryImportLines");
        line.HasKey(l => new { l.AccountId, l.ImportId, l.Row });
        line.HasIndex(l => l.ImportId);
        line.HasIndex(l => l.TargetId);
    }
}

internal static class DirectoryTables
{
    extension(PortalDb db)
    {
        public DbSet<DirectoryImport> DirectoryImports => db.Set<DirectoryImport>();

        public DbSet<DirectoryLine> DirectoryLines => db.Set<DirectoryLine>();
    }
}
