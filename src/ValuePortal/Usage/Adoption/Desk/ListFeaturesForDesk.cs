using Microsoft.EntityFrameworkCore;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;
using ValuePortal.Usage.Events;

namespace ValuePortal.Usage.Adoption.Desk;

/// <summary>The features of the vendor's product, as who describes them sees them. What only a customer's own key has named is not among them.</summary>
public sealed class ListFeaturesForDesk(PortalDbFactory portal)
{
    public const int PageSize = 50;

    public sealed record Row(
        int No, string Key, string? EnglishName, string? ChineseName, bool Core, string? GuideLink, string? EnglishWhy, string? ChineseWhy)
    {
        public DescribeFeature.Input Fields => new()
        {
            Key = Key,
            EnglishName = EnglishName,
            ChineseName = ChineseName,
            Core = Core ? "true" : null,
            GuideLink = GuideLink,
            EnglishWhy = EnglishWhy,
            ChineseWhy = ChineseWhy,
        };
    }

    /// <param name="Total">How many there are on all pages.</param>
    public sealed record Page(IReadOnlyList<Row> Rows, int Total, int Number)
    {
        public int Last => Math.Max(1, (Total + PageSize - 1) / PageSize);
    }

    /// <returns>By key; nothing for who does not describe features.</returns>
    public async Task<Page> RunAsync(Viewer viewer, int page = 1, CancellationToken ct = default)
    {
        if (viewer.Role is not (PersonRole.VendorAdmin or PersonRole.ProductManager))
        {
            return new([], 0, 1);
        }

        await using var db = portal.For(viewer);
        var listed = db.Features.AsNoTracking().Where(feature => feature.Listed);
        var total = await listed.CountAsync(ct);
        var number = Math.Clamp(page, 1, Math.Max(1, (total + PageSize - 1) / PageSize));
        return new(
            await listed.OrderBy(feature => feature.Key).Skip((number - 1) * PageSize).Take(PageSize)
                .Select(f => new Row(f.No, f.Key, f.EnglishName, f.ChineseName, f.Core, f.GuideLink, f.EnglishWhy, f.ChineseWhy))
                .ToListAsync(ct),
            total,
            number);
    }

    /// <summary>One feature; null when it is not there or not among the product's.</summary>
    public async Task<Row?> FindAsync(Viewer viewer, int no, CancellationToken ct = default)
    {
        if (viewer.Role is not (PersonRole.VendorAdmin or PersonRole.ProductManager))
        {
            return null;
        }

        await using var db = portal.For(viewer);
        return await db.Features.AsNoTracking().Where(feature => feature.Listed && feature.No == no)
            .Select(f => new Row(f.No, f.Key, f.EnglishName, f.ChineseName, f.Core, f.GuideLink, f.EnglishWhy, f.ChineseWhy))
            .SingleOrDefaultAsync(ct);
    }
}
