using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ValuePortal.Accounts;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;

namespace ValuePortal.Roi.Models;

/// <summary>What can be undone.</summary>
public enum UndoKind
{
    DriverChanged,
    DriverRemoved,
    InvestmentRemoved,
    TableRemoved,
}

/// <summary>
/// What stood in the model before the last change of one of its parts: of each driver its last change, and of what was removed the last one of each kind.
/// Changes of tables are kept with the table.
/// </summary>
public sealed class Undoable : IOwnedByAccount
{
    public Guid AccountId { get; init; }

    /// <summary>The driver or the investment; for a table an id of its own.</summary>
    public Guid Id { get; init; }

    public UndoKind Kind { get; set; }

    /// <summary>As JSON.</summary>
    public string Content { get; set; } = "";

    /// <summary>The version that the change left behind; it is undone only while that one stands. 0 for what was removed.</summary>
    public int Version { get; set; }

    /// <summary>Who changed it, by the name as it was then.</summary>
    public string By { get; set; } = "";

    public DateTimeOffset At { get; set; }
}

internal sealed class UndoableConfiguration : IEntityTypeConfiguration<Undoable>
{
    public void Configure(EntityTypeBuilder<Undoable> undoable)
    {
        undoable.ToTable("ValueUndoables");
        undoable.HasKey(u => new { u.AccountId, u.Id });
        undoable.Property(u => u.Kind).HasConversion<string>().HasMaxLength(20);
        undoable.Property(u => u.By).HasMaxLength(Person.NameMaxLength);
        undoable.Property(u => u.At).IsConcurrencyToken();
        undoable.HasOne<Account>().WithMany().HasForeignKey(u => u.AccountId);
    }
}

internal static class UndoTables
{
    extension(PortalDb db)
    {
        public DbSet<Undoable> Undoables => db.Set<Undoable>();
    }
}
