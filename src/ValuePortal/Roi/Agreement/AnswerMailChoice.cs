using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ValuePortal.Accounts;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;

namespace ValuePortal.Roi.Agreement;

/// <summary>That a person wants no mail when an objection is answered. Who has no row gets it.</summary>
public sealed class AnswerMailChoice : IOwnedByAccount
{
    public Guid AccountId { get; init; }

    public Guid PersonId { get; init; }
}

internal sealed class AnswerMailChoiceConfiguration : IEntityTypeConfiguration<AnswerMailChoice>
{
    public void Configure(EntityTypeBuilder<AnswerMailChoice> choice)
    {
        choice.ToTable("ValueAnswerMailsOff");
        choice.HasKey(c => new { c.AccountId, c.PersonId });
        choice.HasOne<Account>().WithMany().HasForeignKey(c => c.AccountId);
        choice.HasOne<Person>().WithMany().HasForeignKey(c => c.PersonId);
    }
}

internal static class AnswerMailTables
{
    extension(PortalDb db)
    {
        public DbSet<AnswerMailChoice> AnswerMailsOff => db.Set<AnswerMailChoice>();
    }
}
