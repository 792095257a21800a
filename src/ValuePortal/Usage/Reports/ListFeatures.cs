using System.Globalization;
using Microsoft.EntityFrameworkCore;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;
using ValuePortal.Usage.Events;

namespace ValuePortal.Usage.Reports;

/// <summary>The features an account can use, to choose one from: those the vendor listed and those the account has used.</summary>
public sealed class ListFeatures(PortalDbFactory portal)
{
    public const int Most = 500;

    /// <param name="Name">In the reader's language; the key where nobody named it.</param>
    public sealed record Row(string Key, string Name);

    /// <returns>By name, 500 at most.</returns>
    public async Task<IReadOnlyList<Row>> RunAsync(Viewer viewer, Guid account, CancellationToken ct = default)
    {
        await using var db = portal.For(viewer);
        var used = await db.UsageDays.AsNoTracking()
            .Where(row => row.AccountId == account && row.FeatureNo != UsageDay.WholeDay)
            .Select(row => row.FeatureNo).Distinct()
            .ToListAsync(ct);
        var features = await db.Features.AsNoTracking()
            .Where(feature => feature.Listed || used.Contains(feature.No))
            .OrderBy(feature => feature.Key)
            .Take(Most)
            .ToListAsync(ct);
        var chinese = CultureInfo.CurrentUICulture.Name.StartsWith("zh", StringComparison.Ordinal);
        return [.. features
            .Select(feature => new Row(feature.Key, (chinese ? feature.ChineseName ?? feature.EnglishName : feature.EnglishName) ?? feature.Key))
            .OrderBy(row => row.Name, StringComparer.CurrentCulture)];
    }
}
