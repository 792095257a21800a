using Microsoft.EntityFrameworkCore;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;

namespace ValuePortal.Usage.Peers;

/// <summary>
/// Takes the figures of the last whole month for every account that takes part, once. A month that was taken is never counted anew, so
/// that a company that joins or leaves later changes nothing in it, and two looks at it cannot be told apart.
/// </summary>
public sealed class TakePeerMonth(PortalDbFactory portal, MeasureMonth measure, TimeProvider clock)
{
    /// <summary>Days after the end of a month until it is taken: every zone is past it, and late events have come.</summary>
    public const int DelayDays = 2;

    /// <returns>The month that was taken; null when it had been before.</returns>
    public async Task<DateOnly?> RunAsync(CancellationToken ct = default)
    {
        var now = clock.GetUtcNow();
        var day = DateOnly.FromDateTime(now.UtcDateTime).AddDays(-DelayDays);
        var month = new DateOnly(day.Year, day.Month, 1).AddMonths(-1);
        await using var shared = portal.ForSystem();
        if (await shared.PeerMonths.AnyAsync(row => row.Month == month, ct))
        {
            return null;
        }

        var members = await shared.PeerMemberships.AsNoTracking()
            .IgnoreQueryFilters([PortalDb.AccountFilter]).TagWith(EveryAccount.PeerBenchmark)
            .Where(row => row.Group != null && row.TakesPartSince != null)
            .Select(row => new { row.AccountId, Group = row.Group! })
            .ToListAsync(ct);
        List<(Guid Account, string Group, IReadOnlyDictionary<PeerMeasure, PeerValue> Values)> measured = [];
        foreach (var member in members)
        {
            var viewer = new Viewer(Guid.Empty, "peers", null, AccountScope.Only(member.AccountId), SeesMoney: false);
            measured.Add((member.AccountId, member.Group, await measure.RunAsync(viewer, member.AccountId, month, ct)));
        }

        await using var db = portal.ForSystem([.. members.Select(member => member.AccountId)]);
        db.Add(new PeerMonth { Month = month, TakenAt = now });
        foreach (var own in measured)
        {
            var others = measured.Where(other => other.Group == own.Group && other.Account != own.Account).ToList();
            foreach (var kind in Enum.GetValues<PeerMeasure>())
            {
                var value = own.Values.TryGetValue(kind, out var found) ? found.Value : (decimal?)null;
                var comparison = PeerRules.Compare(value, [.. others.Where(other => other.Values.ContainsKey(kind)).Select(other => other.Values[kind])]);
                db.Add(new PeerFigure
                {
                    AccountId = own.Account,
                    Month = month,
                    Measure = kind,
                    Group = own.Group,
                    Gap = comparison.Gap,
                    Own = value is { } mine ? decimal.Round(mine, 6) : null,
                    LowerQuartile = comparison.Lower,
                    Median = comparison.Median,
                    UpperQuartile = comparison.Upper,
                    Percentile = comparison.Percentile is { } place ? decimal.Round(place, 6) : null,
                });
            }
        }

        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException failure) when (failure.IsDuplicate())
        {
            // Another machine took the month in between.
            return null;
        }

        return month;
    }
}
