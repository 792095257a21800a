using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ValuePortal.Accounts;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;

namespace ValuePortal.Usage.Adoption.Annotations;

/// <summary>What happened on the day of an annotation.</summary>
public enum AnnotationKind
{
    Release,
    Milestone,
    Incident,
    GoLive,
    Other,
}

/// <summary>A day on the time line and what happened on it, in words.</summary>
public abstract class AnnotatedDay
{
    public const int TextMaxLength = 160;
    public const int LinkMaxLength = 500;
    public const int MarkMaxLength = 100;

    public Guid Id { get; init; }

    public DateOnly Day { get; set; }

    public AnnotationKind Kind { get; set; }

    /// <summary>For readers of any language that has none of its own.</summary>
    public string Text { get; set; } = "";

    public string? ChineseText { get; set; }

    /// <summary>Where to read more: an address of the web, or one of the portal that begins with a slash.</summary>
    public string? Link { get; set; }

    /// <summary>By what the module that wrote it finds it again ("milestone:…"); null for one that people wrote.</summary>
    public string? Mark { get; init; }

    /// <summary>The text in the reader's language.</summary>
    public string Words => CultureInfo.CurrentUICulture.Name.StartsWith("zh", StringComparison.Ordinal) ? ChineseText ?? Text : Text;

    /// <summary>Whether this can stand in a page as a link.</summary>
    public static bool IsLink(string link) => link.Length <= LinkMaxLength && (link is ['/'] or ['/', not ('/' or '\\'), ..]
        || (Uri.TryCreate(link, UriKind.Absolute, out var address) && (address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp)));
}

/// <summary>An annotation on one account's time line.</summary>
public sealed class Annotation : AnnotatedDay, IOwnedByAccount
{
    public Guid AccountId { get; init; }
}

/// <summary>An annotation on every account's time line: what concerns all customers of the vendor.</summary>
public sealed class SharedAnnotation : AnnotatedDay, ISharedByAccounts;

internal sealed class AnnotationConfiguration : IEntityTypeConfiguration<Annotation>
{
    public void Configure(EntityTypeBuilder<Annotation> annotation)
    {
        annotation.ToTable("UsageAnnotations");
        annotation.HasKey(a => new { a.AccountId, a.Id });
        annotation.HasIndex(a => new { a.AccountId, a.Day });
        annotation.HasIndex(a => new { a.AccountId, a.Mark }).IsUnique();
        annotation.HasOne<Account>().WithMany().HasForeignKey(a => a.AccountId);
        AnnotationTables.Words(annotation);
    }
}

internal sealed class SharedAnnotationConfiguration : IEntityTypeConfiguration<SharedAnnotation>
{
    public void Configure(EntityTypeBuilder<SharedAnnotation> annotation)
    {
        annotation.ToTable("UsageAnnotationsForAll");
        annotation.HasKey(a => a.Id);
        annotation.HasIndex(a => a.Day);
        annotation.HasIndex(a => a.Mark).IsUnique();
        AnnotationTables.Words(annotation);
    }
}

internal static class AnnotationTables
{
    extension(PortalDb db)
    {
        public DbSet<Annotation> Annotations => db.Set<Annotation>();

        public DbSet<SharedAnnotation> SharedAnnotations => db.Set<SharedAnnotation>();
    }

    internal static void Words<T>(EntityTypeBuilder<T> annotation)
        where T : AnnotatedDay
    {
        annotation.Ignore(a => a.Words);
        annotation.Property(a => a.Id).ValueGeneratedNever();
        annotation.Property(a => a.Kind).HasConversion<string>().HasMaxLength(20);
        annotation.Property(a => a.Text).HasMaxLength(AnnotatedDay.TextMaxLength);
        annotation.Property(a => a.ChineseText).HasMaxLength(AnnotatedDay.TextMaxLength);
        annotation.Property(a => a.Link).HasMaxLength(AnnotatedDay.LinkMaxLength);
        annotation.Property(a => a.Mark).HasMaxLength(AnnotatedDay.MarkMaxLength).HasAnnotation(Identifier.Annotation, true);
    }
}
