using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;

namespace ValuePortal.Usage.Engagement;

/// <summary>Whether a company's admin may see who of its people uses the product and how much. Without a row it may.</summary>
public sealed class PeopleList : IOwnedByAccount
{
    public Guid AccountId { get; private init; }

    public bool Shown { get; private set; }

    public DateTimeOffset ChangedAt { get; private set; }

    public Guid ChangedByPersonId { get; private set; }

    /// <summary>The name as it was then.</summary>
    public string ChangedBy { get; private set; } = "";

    public static PeopleList Of(Guid account) => new() { AccountId = account, Shown = true };

    public void Switch(bool shown, Viewer by, DateTimeOffset now) =>
        (Shown, ChangedAt, ChangedByPersonId, ChangedBy) = (shown, now, by.PersonId, by.Name);
}

internal sealed class PeopleListConfiguration : IEntityTypeConfiguration<PeopleList>
{
    public void Configure(EntityTypeBuilder<PeopleList> list)
    {
        list.ToTable("UsagePeopleLists");
        list.HasKey(l => l.AccountId);
        list.Property(l => l.AccountId).ValueGeneratedNever();
        list.Property(l => l.ChangedBy).HasMaxLength(Person.EmailMaxLength);
    }
}

internal static class PeopleListTables
{
    extension(PortalDb db)
    {
        public DbSet<PeopleList> PeopleLists => db.Set<PeopleList>();
    }
}
