using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;
using ValuePortal.Usage.Events;

namespace ValuePortal.Usage.Features;

/// <summary>A feature of the vendor's product. Filled from events, and editable.</summary>
public sealed class Feature : ISharedByAccounts
{
    public const int NameMaxLength = 200;
    public const int WhyMaxLength = 400;
    public const int GuideLinkMaxLength = 2000;

    public int No { get; private init; }

    /// <summary>The feature as events name it.</summary>
    public string Key { get; private init; } = "";

    public string? EnglishName { get; set; }

    public string? ChineseName { get; set; }

    /// <summary>Counts for adoption.</summary>
    public bool Core { get; set; }

    /// <summary>Why it would help somebody who does not use it yet.</summary>
    public string? EnglishWhy { get; set; }

    public string? ChineseWhy { get; set; }

    /// <summary>Where to learn it.</summary>
    public string? GuideLink { get; set; }

    /// <summary>
    /// Named by a source of the vendor. What only a customer's own key has named stays out of other customers' sight.
    /// </summary>
    public bool Listed { get; set; }

    /// <summary>The name in the reader's language; the key where nobody named it.</summary>
    public string Name => InLanguage(EnglishName, ChineseName) ?? Key;

    /// <summary>Why it would help, in the reader's language; null where nobody wrote it.</summary>
    public string? Why => InLanguage(EnglishWhy, ChineseWhy);

    /// <summary>Whether this can stand in a page as a link to a guide: an address of the web.</summary>
    public static bool IsGuideLink(string link) =>
        link.Length <= GuideLinkMaxLength && Uri.TryCreate(link, UriKind.Absolute, out var address) && (address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp);

    /// <summary>A feature that the vendor names before an event does.</summary>
    internal static Feature Add(int no, string key) => new() { No = no, Key = key, Listed = true };

    private static string? InLanguage(string? english, string? chinese) =>
        CultureInfo.CurrentUICulture.Name.StartsWith("zh", StringComparison.Ordinal) ? chinese ?? english : english;
}

internal sealed class FeatureConfiguration : IEntityTypeConfiguration<Feature>
{
    public void Configure(EntityTypeBuilder<Feature> feature)
    {
        feature.ToTable("Features");
        feature.HasKey(f => f.No);
        feature.Ignore(f => f.Name);
        feature.Ignore(f => f.Why);
        feature.Property(f => f.No).ValueGeneratedNever();
        feature.Property(f => f.Key).IsIdentifier(UsageEvent.IdMaxLength);
        feature.HasIndex(f => f.Key).IsUnique();
        feature.Property(f => f.EnglishName).HasMaxLength(Feature.NameMaxLength);
        feature.Property(f => f.ChineseName).HasMaxLength(Feature.NameMaxLength);
        feature.Property(f => f.EnglishWhy).HasMaxLength(Feature.WhyMaxLength);
        feature.Property(f => f.ChineseWhy).HasMaxLength(Feature.WhyMaxLength);
        feature.Property(f => f.GuideLink).HasMaxLength(Feature.GuideLinkMaxLength);
    }
}
