using Microsoft.EntityFrameworkCore;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;
using ValuePortal.Usage.Events;

namespace ValuePortal.Usage.Features;

/// <summary>The features the viewer may know of: those of the product, and those its own accounts have used. By name.</summary>
public sealed class ListFeatures(PortalDbFactory portal)
{
    /// <param name="Name">In the reader's language; the key where the feature has no name.</param>
    public sealed record Row(string Key, string Name);

    public async Task<IReadOnlyList<Row>> RunAsync(Viewer viewer, CancellationToken ct = default)
    {
        var accounts = viewer.Scope.Accounts;
        await using var db = portal.For(viewer);
        var used = await db.UsageDays.AsNoTracking()
            .Where(row => accounts.Contains(row.AccountId) && row.FeatureNo != UsageDay.WholeDay)
            .Select(row => row.FeatureNo).Distinct().ToListAsync(ct);
        var features = await db.Features.AsNoTracking().Where(feature => feature.Listed || used.Contains(feature.No)).ToListAsync(ct);
        return [.. features
            .Select(feature => new Row(feature.Key, feature.Name))
            .OrderBy(row => row.Name, StringComparer.CurrentCulture)];
    }
}
