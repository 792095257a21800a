using Microsoft.EntityFrameworkCore;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;
using ValuePortal.Usage.Events;
using ValuePortal.Usage.Features;
using ValuePortal.Usage.Reports;

namespace ValuePortal.Usage.Adoption;

/// <summary>Reads how much of the product the one account the viewer looks at uses. It reads the roll-up by day only.</summary>
public sealed class ReadAdoption(PortalDbFactory portal, ReadUsageReport read)
{
    public async Task<Outcome<AdoptionReport>> RunAsync(Viewer viewer, ReadUsageReport.Input input, CancellationToken ct = default)
    {
        if (!(await read.RunAsync(viewer, input, ct)).Is(out var usage, out var refused))
        {
            return refused;
        }

        var features = await FeaturesAsync(viewer, usage, ct);
        var coreIsMarked = features.Any(feature => feature is { Listed: true, Core: true });
        var counted = features.Where(feature => feature.Listed && (feature.Core || !coreIsMarked)).Select(feature => feature.Key).ToHashSet(StringComparer.Ordinal);
        Breadth? then = null;
        if (usage.ComparedWith is { } earlier && (await read.RunAsync(viewer, new(earlier.From, earlier.To, Comparison.None), ct)).Is(out var before, out _))
        {
            then = Breadth.Of(counted, before.Features, before.Now.ActiveUsers);
        }

        return new AdoptionReport(
            usage, coreIsMarked, Breadth.Of(counted, usage.Features, usage.Now.ActiveUsers), then, Rows(features, usage));
    }

    // The report names those used in the range and those never used; a feature used before the range only is in neither list.
    private async Task<List<Feature>> FeaturesAsync(Viewer viewer, UsageReport usage, CancellationToken ct)
    {
        var account = viewer.AccountId;
        await using var db = portal.For(viewer);
        var own = await db.UsageDays.AsNoTracking()
            .Where(row => row.AccountId == account && row.FeatureNo != UsageDay.WholeDay && row.Day <= usage.Range.To)
            .Select(row => row.FeatureNo).Distinct().ToListAsync(ct);
        return await db.Features.AsNoTracking().Where(feature => feature.Listed || own.Contains(feature.No)).ToListAsync(ct);
    }

    private static IReadOnlyList<FeatureAdoption> Rows(List<Feature> features, UsageReport usage)
    {
        var uses = usage.Features.ToDictionary(feature => feature.Key, StringComparer.Ordinal);
        var never = usage.NeverUsed.Select(feature => feature.Key).ToHashSet(StringComparer.Ordinal);
        var active = usage.Now.ActiveUsers;
        return
        [
            .. features.Select(feature =>
            {
                var use = uses.GetValueOrDefault(feature.Key);
                var (events, users) = (use?.Events ?? 0, use?.Users ?? 0);
                return new FeatureAdoption(
                    feature.Key, feature.Name, feature.Core, events, users,
                    active == 0 ? null : (decimal)users / active,
                    users == 0 ? null : (decimal)events / users,
                    use?.LastUsedOn, never.Contains(feature.Key), feature.Why, feature.GuideLink);
            }).OrderByDescending(feature => feature.Events).ThenBy(feature => feature.Key, StringComparer.Ordinal),
        ];
    }
}
