using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using ValuePortal.FeatureRequests;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;

namespace ValuePortal.Announcements.Roadmap;

/// <summary>Something on the roadmap that no request asked for: the vendor's own plan, in both languages.</summary>
public sealed class RoadmapItem : ISharedByAccounts
{
    public const int TitleMaxLength = 120;
    public const int WordsMaxLength = 1000;
    public const int Most = 100;

    /// <summary>Where it may stand on the roadmap.</summary>
    public static readonly IReadOnlyList<RequestStatus> Places = [RequestStatus.Planned, RequestStatus.InProgress, RequestStatus.Beta, RequestStatus.Released];

    public Guid Id { get; init; }

    public string EnglishTitle { get; set; } = "";

    /// <summary>What it will do for customers; empty where the title says it.</summary>
    public string EnglishWords { get; set; } = "";

    public string ChineseTitle { get; set; } = "";

    public string ChineseWords { get; set; } = "";

    public Guid? AreaId { get; set; }

    public RequestStatus Status { get; private set; } = RequestStatus.Planned;

    /// <summary>A <see cref="Roadmap.Quarter"/>; null where none is named.</summary>
    public int? Quarter { get; private set; }

    /// <summary>The one that was named first while customers saw it: a plan that moved says so.</summary>
    public int? FirstQuarter { get; private set; }

    /// <summary>Whether customers see it.</summary>
    public bool IsShown { get; private set; }

    public DateTimeOffset? ReleasedAt { get; private set; }

    /// <summary>Goes up by one with each change, so that of two who change it at once the later one is told.</summary>
    public int Edition { get; set; }

    public string Title => IsChinese ? ChineseTitle : EnglishTitle;

    public string Words => IsChinese ? ChineseWords : EnglishWords;

    private static bool IsChinese => CultureInfo.CurrentUICulture.Name.StartsWith("zh", StringComparison.Ordinal);

    internal void Place(RequestStatus status, int? quarter, bool isShown, DateTimeOffset now)
    {
        ReleasedAt = status is not RequestStatus.Released ? null : ReleasedAt ?? now;
        (Status, Quarter, IsShown) = (status, quarter, isShown);
        FirstQuarter ??= isShown ? quarter : null;
        Edition++;
    }
}

internal sealed class RoadmapItemConfiguration : IEntityTypeConfiguration<RoadmapItem>
{
    public void Configure(EntityTypeBuilder<RoadmapItem> item)
    {
        item.ToTable("RoadmapItems");
        item.Property(i => i.Id).ValueGeneratedNever();
        item.Ignore(i => i.Title).Ignore(i => i.Words);
        item.Property(i => i.EnglishTitle).HasMaxLength(RoadmapItem.TitleMaxLength);
        item.Property(i => i.ChineseTitle).HasMaxLength(RoadmapItem.TitleMaxLength);
        item.Property(i => i.EnglishWords).HasMaxLength(RoadmapItem.WordsMaxLength);
        item.Property(i => i.ChineseWords).HasMaxLength(RoadmapItem.WordsMaxLength);
        item.Property(i => i.Status).HasConversion<string>().HasMaxLength(20);
        item.Property(i => i.Edition).IsConcurrencyToken();
        item.HasOne<RequestArea>().WithMany().HasForeignKey(i => i.AreaId);
    }
}

internal static class RoadmapItemTables
{
    extension(PortalDb db)
    {
        public DbSet<RoadmapItem> RoadmapItems => db.Set<RoadmapItem>();
    }
}
