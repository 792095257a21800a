using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;

namespace ValuePortal.Accounts.Export;

/// <summary>How far an export of everything is.</summary>
public enum ExportState
{
    Waiting,
    Working,
    Done,
    Cancelled,
    Failed,
}

/// <summary>An export of all that the portal holds of an account: asked for by its admin, made in the background, kept for a day.</summary>
public sealed class AccountExport : IOwnedByAccount
{
    /// <summary>How long the file is there.</summary>
    public static readonly TimeSpan KeptFor = TimeSpan.FromHours(24);

    private AccountExport()
    {
    }

    public Guid AccountId { get; private init; }

    public Guid Id { get; private init; }

    /// <summary>With whose rights it is made.</summary>
    public Guid PersonId { get; private init; }

    /// <summary>Of the words in it: "en" or "zh-CN".</summary>
    public string Language { get; private init; } = "";

    public DateTimeOffset AskedAt { get; private init; }

    public ExportState State { get; private set; }

    /// <summary>Parts that are done, of <see cref="Parts"/>.</summary>
    public int Done { get; private set; }

    public int Parts { get; private set; }

    /// <summary>When the worker last said that it is at it; one that is silent for long has died.</summary>
    public DateTimeOffset? SeenAt { get; private set; }

    public DateTimeOffset? EndedAt { get; private set; }

    public long Bytes { get; private set; }

    public static AccountExport Ask(Guid account, Guid person, string language, DateTimeOffset now) =>
        new() { AccountId = account, Id = Guid.CreateVersion7(now), PersonId = person, Language = language, AskedAt = now };
}

internal sealed class AccountExportConfiguration : IEntityTypeConfiguration<AccountExport>
{
    public void Configure(EntityTypeBuilder<AccountExport> export)
    {
        export.ToTable("AccountExports");
        export.HasKey(e => new { e.AccountId, e.Id });
        export.Property(e => e.Id).ValueGeneratedNever();
        export.Property(e => e.State).HasConversion<string>().HasMaxLength(20);
        export.Property(e => e.Language).HasMaxLength(10);
        export.HasIndex(e => e.State);
        export.HasOne<Account>().WithMany().HasForeignKey(e => e.AccountId);
    }
}

internal static class ExportTables
{
    extension(PortalDb db)
    {
        public DbSet<AccountExport> AccountExports => db.Set<AccountExport>();
    }

    extension(DataFolder folder)
    {
        /// <summary>Where the file of an export lies; while it is made it has another name beside.</summary>
        public string ExportFile(Guid id) => Path.Combine(Directory.CreateDirectory(Path.Combine(folder.Path, "exports")).FullName, $"{id:N}.zip");
    }
}
