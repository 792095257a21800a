using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;

namespace ValuePortal.Platform.Drafts;

/// <summary>What a person typed into a form and did not send yet. One for each person and form; nobody else reads it.</summary>
public sealed class FormDraft : IOwnedByAccount
{
    public const int FormMaxLength = 200;

    /// <summary>The person's company; <see cref="AccountScope.NoAccount"/> for the vendor's people.</summary>
    public Guid AccountId { get; init; }

    public Guid PersonId { get; init; }

    /// <summary>Which form, and of what: "driver:0198…".</summary>
    public string Form { get; init; } = "";

    /// <summary>
    /// Names and values of its fields, as JSON; empty once the form was sent or the draft discarded. The empty row stands against what was still on its
    /// way from a page that was opened before.
    /// </summary>
    public string Fields { get; set; } = "";

    public DateTimeOffset KeptAt { get; set; }
}

internal sealed class FormDraftConfiguration : IEntityTypeConfiguration<FormDraft>
{
    public void Configure(EntityTypeBuilder<FormDraft> draft)
    {
        draft.ToTable("FormDrafts");
        draft.HasKey(d => new { d.AccountId, d.PersonId, d.Form });
        draft.Property(d => d.Form).IsIdentifier(FormDraft.FormMaxLength);
        draft.HasIndex(d => d.KeptAt);
        draft.HasOne<Person>().WithMany().HasForeignKey(d => d.PersonId);
    }
}

internal static class DraftTables
{
    extension(PortalDb db)
    {
        public DbSet<FormDraft> FormDrafts => db.Set<FormDraft>();
    }
}
