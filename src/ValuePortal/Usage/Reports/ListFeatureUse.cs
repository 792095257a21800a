using Microsoft.EntityFrameworkCore;
using ValuePortal.Accounts;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;
using ValuePortal.Usage.Events;
using ValuePortal.Usage.Features;

namespace ValuePortal.Usage.Reports;

/// <summary>Features of the product by key, from one onwards, each with its use by account in a range: what programs read page by page.</summary>
public sealed class ListFeatureUse(PortalDbFactory portal, DayRows days, ListAccountZones accounts)
{
    /// <param name="Range">Null: the features alone, without their use.</param>
    /// <param name="Account">External id; null for all in scope.</param>
    /// <param name="After">The key before the first; null for the beginning.</param>
    /// <param name="Most">How many features at most.</param>
    public sealed record Input(DayRange? Range, TimeZoneInfo Zone, string? Account, string? After, int Most);

    /// <summary>A feature; <paramref name="Accounts"/> holds those that used it in the range, and is null when no range was asked for.</summary>
    public sealed record Row(string Key, string? NameEn, string? NameZh, bool Core, IReadOnlyList<Use>? Accounts);

    public sealed record Use(string Account, long Events, int Users);

    public async Task<Outcome<IReadOnlyList<Row>>> RunAsync(Viewer viewer, Input input, CancellationToken ct = default)
    {
        var wanted = await accounts.RunAsync(viewer, input.Account, ct);
        if (input.Account is not null && wanted.Count == 0)
        {
            return new Refusal.NotFound("There is no such account.");
        }

        var features = await FeaturesAsync(viewer, input, ct);
        var uses = input.Range is { } range
            ? (await days.ReadAsync(viewer, wanted, range, input.Zone, ct)).Where(row => row.FeatureNo != UsageDay.WholeDay).ToLookup(row => row.FeatureNo)
            : null;
        return (Row[])[.. features.Select(feature => new Row(
            feature.Key, feature.EnglishName, feature.ChineseName, feature.Core, uses is null ? null : UsesOf(uses[feature.No], wanted)))];
    }

    /// <summary>Those of the product, and those that the viewer's own accounts have used, as on the pages.</summary>
    private async Task<IReadOnlyList<Feature>> FeaturesAsync(Viewer viewer, Input input, CancellationToken ct)
    {
        await using var db = portal.For(viewer);
        var used = db.UsageDays.Where(row => row.FeatureNo != UsageDay.WholeDay).Select(row => row.FeatureNo);
        return await db.Features.AsNoTracking()
            .Where(feature => feature.Listed || used.Contains(feature.No))
#pragma warning disable CA1309 // It becomes SQL, where identifiers are compared byte by byte.
            .Where(feature => input.After == null || string.Compare(feature.Key, input.After) > 0)
#pragma warning restore CA1309
            .OrderBy(feature => feature.Key)
            .Take(input.Most)
            .ToListAsync(ct);
    }

    private static IReadOnlyList<Use> UsesOf(IEnumerable<DayRow> rows, IReadOnlyList<ListAccountZones.Row> accounts)
    {
        var byAccount = rows.ToLookup(row => row.AccountId);
        return [.. accounts.Where(account => byAccount.Contains(account.AccountId)).Select(account =>
        {
            var people = new PeopleSet();
            foreach (var row in byAccount[account.AccountId])
            {
                people.UnionWith(row.People);
            }

            return new Use(account.ExternalId, byAccount[account.AccountId].Sum(row => row.Events), people.Count);
        })];
    }
}
