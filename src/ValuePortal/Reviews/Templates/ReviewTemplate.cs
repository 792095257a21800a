using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ValuePortal.Accounts;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;

namespace ValuePortal.Reviews.Templates;

/// <summary>What a new review of an account of a tier shows, and what it compares with. Each change is a version of its own; drafts keep what they began with.</summary>
public sealed class ReviewTemplate : ISharedByAccounts
{
    public Tier Tier { get; init; }

    /// <summary>From 1; the latest counts.</summary>
    public int Version { get; init; }

    /// <summary><see cref="ReviewSections.Write"/>.</summary>
    public string Sections { get; init; } = "";

    public ReviewComparison Comparison { get; init; }

    public DateTimeOffset SavedAt { get; init; }

    /// <summary>By the name as it was then.</summary>
    public string SavedBy { get; init; } = "";
}

internal sealed class ReviewTemplateConfiguration : IEntityTypeConfiguration<ReviewTemplate>
{
    public void Configure(EntityTypeBuilder<ReviewTemplate> template)
    {
        template.ToTable("ReviewTemplates");
        template.HasKey(t => new { t.Tier, t.Version });
        template.Property(t => t.Tier).HasConversion<string>().HasMaxLength(20);
        template.Property(t => t.Version).ValueGeneratedNever();
        template.Property(t => t.Sections).HasMaxLength(Review.SectionsMaxLength);
        template.Property(t => t.Comparison).HasConversion<string>().HasMaxLength(10);
        template.Property(t => t.SavedBy).HasMaxLength(Person.NameMaxLength);
    }
}

internal static class TemplateTables
{
    extension(PortalDb db)
    {
        public DbSet<ReviewTemplate> ReviewTemplates => db.Set<ReviewTemplate>();
    }
}
