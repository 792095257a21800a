using Microsoft.EntityFrameworkCore;
using ValuePortal.Platform.Data;

namespace ValuePortal.FeatureRequests;

/// <summary>The parts of the product that requests are about, in the vendor's order.</summary>
public sealed class ListAreas(PortalDbFactory portal)
{
    /// <param name="Name">In the reader's language.</param>
    /// <param name="MayBeChosen">False for one that was retired.</param>
    public sealed record Row(Guid Id, string Name, string EnglishName, string ChineseName, string? FeatureKey, bool MayBeChosen);

    public async Task<IReadOnlyList<Row>> RunAsync(CancellationToken ct = default)
    {
        await using var db = portal.ForSystem();
        var areas = await db.RequestAreas.AsNoTracking().OrderBy(area => area.Position).ThenBy(area => area.Id).ToListAsync(ct);
        return [.. areas.Select(area => new Row(area.Id, area.Name, area.EnglishName, area.ChineseName, area.FeatureKey, area.RetiredAt is null))];
    }
}
