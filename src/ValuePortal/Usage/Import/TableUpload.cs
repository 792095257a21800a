using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;
using ValuePortal.Platform.Tables;
using ValuePortal.Usage.Events;

namespace ValuePortal.Usage.Import;

/// <summary>How far an uploaded table is.</summary>
public enum UploadState
{
    /// <summary>Its columns are being chosen.</summary>
    Uploaded,

    /// <summary>A dry run waits for its turn.</summary>
    TryWaiting,
    Trying,

    /// <summary>A dry run says what would become of it.</summary>
    Tried,

    /// <summary>The import waits for its turn.</summary>
    ImportWaiting,
    Importing,
    Imported,

    /// <summary>It could not be read, or the program ended meanwhile.</summary>
    Failed,
}

/// <summary>A table of usage that somebody uploaded: their file in the data folder, what was chosen, and what came of it.</summary>
public sealed class TableUpload : ISharedByAccounts
{
    /// <summary>Bytes of a file.</summary>
    public const long MaxBytes = 25_000_000;

    /// <summary>Days for which an upload can be worked on.</summary>
    public const int KeepDays = 7;

    private TableUpload()
    {
    }

    public Guid Id { get; private init; }

    /// <summary>Nobody else sees it.</summary>
    public Guid PersonId { get; private init; }

    /// <summary>As whoever uploaded it calls it: shown, never used as a path.</summary>
    public string File { get; private init; } = "";

    /// <summary>The file that says which account a row belongs to, where there is one.</summary>
    public string? SecondFile { get; private init; }

    public DateTimeOffset UploadedAt { get; private init; }

    /// <summary>A concurrency token: one of two who press a button is told.</summary>
    public UploadState State { get; private set; }

    /// <summary>The language in which refused rows are explained.</summary>
    public string Language { get; private set; } = "";

    public string? Choices { get; private set; }

    public string? Report { get; private set; }

    public bool IsAtWork => State is UploadState.TryWaiting or UploadState.Trying or UploadState.ImportWaiting or UploadState.Importing;

    public TableChoices? ReadChoices() => Choices is null ? null : JsonSerializer.Deserialize<TableChoices>(Choices);

    public TableReport? ReadReport() => Report is null ? null : JsonSerializer.Deserialize<TableReport>(Report);

    internal static TableUpload Of(Guid person, string file, string? secondFile, DateTimeOffset now) => new()
    {
        Id = Guid.CreateVersion7(now),
        PersonId = person,
        File = Shown(file)!,
        SecondFile = Shown(secondFile),
        UploadedAt = now,
    };

    internal void Choose(TableChoices choices) => (Choices, State, Report) = (JsonSerializer.Serialize(choices), UploadState.Uploaded, null);

    internal void Ask(UploadState state, string language) => (State, Language) = (state, language);

    internal void Begin() => State = State is UploadState.TryWaiting ? UploadState.Trying : UploadState.Importing;

    internal void Finish(TableReport report) => (State, Report) =
        (report.Refusal is not null ? UploadState.Failed : State is UploadState.Trying ? UploadState.Tried : UploadState.Imported, JsonSerializer.Serialize(report));

    private static string? Shown(string? name) => name is null ? null : Path.GetFileName(name) is { Length: > 0 } shown ? shown[..Math.Min(shown.Length, UsageTableImport.FileMaxLength)] : "table.csv";

    internal sealed class Configuration : IEntityTypeConfiguration<TableUpload>
    {
        public void Configure(EntityTypeBuilder<TableUpload> upload)
        {
            upload.ToTable("UsageTableUploads");
            upload.Property(u => u.Id).ValueGeneratedNever();
            upload.Property(u => u.File).HasMaxLength(UsageTableImport.FileMaxLength);
            upload.Property(u => u.SecondFile).HasMaxLength(UsageTableImport.FileMaxLength);
            upload.Property(u => u.State).HasConversion<string>().HasMaxLength(20).IsConcurrencyToken();
            upload.Property(u => u.Language).HasMaxLength(10);
            upload.HasIndex(u => new { u.PersonId, u.UploadedAt });

            // Of the former version, which kept its own queue: a node of it may still write them.
            upload.Property<DateTimeOffset>("AskedAt");
            upload.Property<long>("Done");
            upload.Property<long>("Total");
        }
    }
}

/// <summary>What was chosen for a table: its columns by their headings, and how it is written.</summary>
public sealed record TableChoices
{
    public string Source { get; init; } = "";

    public string Account { get; init; } = "";

    public string Day { get; init; } = "";

    public string Feature { get; init; } = "";

    public string Count { get; init; } = "";

    public string Row { get; init; } = "";

    public string User { get; init; } = "";

    /// <summary>The column of the table that holds what <see cref="Key"/> of the second file holds.</summary>
    public string On { get; init; } = "";

    public string Key { get; init; } = "";

    public string Separator { get; init; } = "";

    public string Encoding { get; init; } = "";

    public string Dates { get; init; } = "";

    public string DecimalSign { get; init; } = ".";

    public bool CreateAccounts { get; init; }
}

/// <summary>What came of a table, or would come of it.</summary>
/// <param name="Reasons">Why rows were refused, the most frequent reason first.</param>
/// <param name="Refusal">Why the whole file was refused; null when it could be read.</param>
public sealed record TableReport(ImportUsageTable.Result? Result, IReadOnlyList<CountedReason> Reasons, string? Refusal);

internal static class UploadTables
{
    extension(PortalDb db)
    {
        public DbSet<TableUpload> TableUploads => db.Set<TableUpload>();
    }
}
