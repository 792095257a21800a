using Microsoft.EntityFrameworkCore;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;
using ValuePortal.Usage.Events;

namespace ValuePortal.Usage.Features;

/// <summary>Gives features the names that people know them by. Those that no event has named yet are added.</summary>
public sealed class NameFeatures(PortalDbFactory portal)
{
    /// <param name="Core">Counts for adoption.</param>
    /// <param name="EnglishWhy">Why it would help somebody who does not use it yet; null leaves what is there.</param>
    /// <param name="ChineseWhy">The same in Chinese.</param>
    /// <param name="GuideLink">Where to learn it; null leaves what is there.</param>
    public sealed record Input(
        string Key, string EnglishName, string ChineseName, bool Core = false, string? EnglishWhy = null, string? ChineseWhy = null, string? GuideLink = null);

    /// <returns>How many features were named; refused to all but the vendor's admin.</returns>
    public async Task<Outcome<int>> RunAsync(Viewer viewer, IReadOnlyList<Input> names, CancellationToken ct = default)
    {
        if (viewer.Role is not PersonRole.VendorAdmin)
        {
            return new Refusal.NotAllowed("Only the vendor's admin names features.");
        }

        await using var db = portal.For(viewer);
        var known = await db.Features.ToListAsync(ct);
        var last = known.Count == 0 ? 0 : known.Max(feature => feature.No);
        foreach (var name in names)
        {
            var feature = known.Find(feature => feature.Key == name.Key);
            if (feature is null)
            {
                feature = Feature.Add(++last, name.Key);
                db.Add(feature);
            }

            (feature.EnglishName, feature.ChineseName, feature.Core, feature.Listed) = (name.EnglishName, name.ChineseName, name.Core, true);
            feature.EnglishWhy = name.EnglishWhy ?? feature.EnglishWhy;
            feature.ChineseWhy = name.ChineseWhy ?? feature.ChineseWhy;
            feature.GuideLink = name.GuideLink ?? feature.GuideLink;
        }

        await db.SaveFeaturesAsync(ct);
        return names.Count;
    }
}
