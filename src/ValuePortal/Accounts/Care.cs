using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ValuePortal.Platform.Access;

namespace ValuePortal.Accounts;

/// <summary>A customer success manager has an account in care.</summary>
public sealed class Care : IOwnedByAccount
{
    public Guid AccountId { get; init; }

    public Guid PersonId { get; init; }

    public DateTimeOffset Since { get; init; }
}

internal sealed class CareConfiguration : IEntityTypeConfiguration<Care>
{
    public void Configure(EntityTypeBuilder<Care> care)
    {
        care.ToTable("Care");
        care.HasKey(c => new { c.AccountId, c.PersonId });
        care.HasIndex(c => c.PersonId);
        care.HasOne<Account>().WithMany().HasForeignKey(c => c.AccountId);
        care.HasOne<Person>().WithMany().HasForeignKey(c => c.PersonId);
    }
}
