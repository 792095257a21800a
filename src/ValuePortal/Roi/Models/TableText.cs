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

    public ValueDocument.Table Table => ValueDocument.ReadTable(Content);
}

internal sealed class TableTextConfiguration : IEntityTypeConfiguration<TableText>
{
    public void Configure(EntityTypeBuilder<TableText> table)
    {
        table.ToTable("ValueTables");
        table.HasKey(t => new { t.AccountId, t.TableId });
        table.Property(t => t.TableId).IsIdentifier(SheetReading.IdMaxLength);
        table.Ignore(t => t.Table);
        table.HasOne<ValueModel>().WithMany().HasForeignKey(t => t.AccountId);
    }
}
