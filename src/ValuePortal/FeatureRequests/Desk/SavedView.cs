using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ValuePortal.Platform.Access;

namespace ValuePortal.FeatureRequests.Desk;

/// <summary>A list of the desk that somebody of the vendor wants to open again, by name.</summary>
public sealed class SavedView : ISharedByAccounts
{
    public const int NameMaxLength = 40;
    public const int QueryMaxLength = 500;
    public const int MostOfOne = 20;

    public Guid Id { get; init; }

    public Guid PersonId { get; init; }

    public string Name { get; init; } = "";

    /// <summary>What stands behind the question mark of the desk's address.</summary>
    public string Query { get; init; } = "";
}

internal sealed class SavedViewConfiguration : IEntityTypeConfiguration<SavedView>
{
    public void Configure(EntityTypeBuilder<SavedView> view)
    {
        view.ToTable("RequestViews");
        view.Property(v => v.Id).ValueGeneratedNever();
        view.Property(v => v.Name).HasMaxLength(SavedView.NameMaxLength);
        view.Property(v => v.Query).HasMaxLength(SavedView.QueryMaxLength);
        view.HasIndex(v => v.PersonId);
        view.HasOne<Person>().WithMany().HasForeignKey(v => v.PersonId);
    }
}
