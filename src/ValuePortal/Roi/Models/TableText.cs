using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;
using ValuePortal.Roi.Sheets;

namespace ValuePortal.Roi.Models;

/// <summary>A table of a value model as it was written: rows with values and formulas. It is read and worked out as a whole, with the others.</summary>
public sealed class TableText : IOwnedByAccount
{
    public Guid AccountId { get; init; }

    /// <summary>As formulas and people call it: "A".</summary>
    public string TableId { get; init; } = "";

    /// <summary>Its place among the tables, from 0.</summary>
    public int Position { get; set; }

    /// <summary>The table of the value document, as JSON.</summary>
    public string Content { get; set; } = "";

    /// <summary>What stood there before somebody changed it on the desk; null when nobody did since it was imported.</summary>
    public string? Before { get; private set; }

    /// <summary>Rises by one with each change; a form that was opened before is refused.</summary>
    public int Version { get; private set; } = 1;

    /// <summary>Who changed it last, by the name as it was then; null for a table from before this was kept.</summary>
    public string? ChangedBy { get; private set; }

    public DateTimeOffset? ChangedAt { get; private set; }

    public ValueDocument.Table Table => ValueDocument.ReadTable(Content);

    /// <summary>Puts another text in its place and keeps the one before.</summary>
    public void Change(string content, string by, DateTimeOffset now)
    {
        (Before, Content, ChangedBy, ChangedAt) = (Content, content, by, now);
        Version++;
    }

    /// <summary>Puts the text of an imported model in its place, which is not undone table by table.</summary>
    public void Replace(string content, string by, DateTimeOffset now)
    {
        if (content != Content)
        {
            Change(content, by, now);
            Before = null;
        }
    }
}

internal sealed class TableTextConfiguration : IEntityTypeConfiguration<TableText>
{
    public void Configure(EntityTypeBuilder<TableText> table)
    {
        table.ToTable("ValueTables");
        table.HasKey(t => new { t.AccountId, t.TableId });
        table.Property(t => t.TableId).IsIdentifier(SheetReading.IdMaxLength);
        table.Property(t => t.ChangedBy).HasMaxLength(Person.NameMaxLength);
        table.Property(t => t.Version).IsConcurrencyToken();
        table.Ignore(t => t.Table);
        table.HasOne<ValueModel>().WithMany().HasForeignKey(t => t.AccountId);
    }
}
