using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;

namespace ValuePortal.FeatureRequests;

/// <summary>A part of the vendor's product that requests are about: one of the vendor's own list, perhaps tied to a feature.</summary>
public sealed class RequestArea : ISharedByAccounts
{
    public const int NameMaxLength = 60;
    public const int Most = 40;

    public Guid Id { get; init; }

    public string EnglishName { get; set; } = "";

    public string ChineseName { get; set; } = "";

    /// <summary>The feature whose usage belongs to it; null where there is none.</summary>
    public string? FeatureKey { get; set; }

    /// <summary>Smaller stands first.</summary>
    public int Position { get; set; }

    /// <summary>Since when nobody may choose it any more; requests about it keep it.</summary>
    public DateTimeOffset? RetiredAt { get; set; }

    /// <summary>The name in the reader's language.</summary>
    public string Name => CultureInfo.CurrentUICulture.Name.StartsWith("zh", StringComparison.Ordinal) ? ChineseName : EnglishName;
}

internal sealed class RequestAreaConfiguration : IEntityTypeConfiguration<RequestArea>
{
    public void Configure(EntityTypeBuilder<RequestArea> area)
    {
        area.ToTable("RequestAreas");
        area.Property(a => a.Id).ValueGeneratedNever();
        area.Ignore(a => a.Name);
        area.Property(a => a.EnglishName).HasMaxLength(RequestArea.NameMaxLength);
        area.Property(a => a.ChineseName).HasMaxLength(RequestArea.NameMaxLength);
        area.Property(a => a.FeatureKey!).IsIdentifier(200);
    }
}
