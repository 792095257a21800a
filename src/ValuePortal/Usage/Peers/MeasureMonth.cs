using Microsoft.EntityFrameworkCore;
using ValuePortal.Accounts;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;
using ValuePortal.Usage.Events;
using ValuePortal.Usage.Reports;

namespace ValuePortal.Usage.Peers;

/// <summary>The values of one account in one month, by the roll-up by day.</summary>
public sealed class MeasureMonth(PortalDbFactory portal, DayRows days, ReadSeats seats)
{
    private const int RollingMonth = 30;

    /// <returns>A measure that the account has no value for is not among them.</returns>
    public async Task<IReadOnlyDictionary<PeerMeasure, PeerValue>> RunAsync(Viewer viewer, Guid account, DateOnly month, CancellationToken ct = default)
    {
        var range = new DayRange(month, Buckets.EndOf(Bucket.Month, month));
        var rows = await days.OfAccountAsync(viewer, account, range with { From = month.AddDays(1 - RollingMonth) }, ct);
        var whole = rows.Where(row => row.FeatureNo == UsageDay.WholeDay).ToList();
        var inMonth = whole.Where(row => row.Day >= month).ToList();
        var active = People(inMonth);
        Dictionary<PeerMeasure, PeerValue> values = [];
        if (active == 0)
        {
            return values;
        }

        if (await seats.RunAsync(viewer, range.To, ct) is > 0 and { } bought)
        {
            values[PeerMeasure.SeatsUsed] = new((decimal)active / bought, bought);
        }

        values[PeerMeasure.Stickiness] = new(Stickiness(whole, range), active);
        var counted = await CountedAsync(viewer, ct);
        if (counted.Count > 0)
        {
            var used = rows.Where(row => row.Day >= month && counted.Contains(row.FeatureNo)).Select(row => row.FeatureNo).Distinct().Count();
            values[PeerMeasure.Breadth] = new((decimal)used / counted.Count, inMonth.Sum(row => row.Events));
        }

        return values;
    }

    private async Task<List<int>> CountedAsync(Viewer viewer, CancellationToken ct)
    {
        await using var db = portal.For(viewer);
        var coreIsMarked = await db.Features.AsNoTracking().AnyAsync(feature => feature.Listed && feature.Core, ct);
        return await db.Features.AsNoTracking().Where(feature => feature.Listed && (feature.Core || !coreIsMarked)).Select(feature => feature.No).ToListAsync(ct);
    }

    /// <summary>People of the day ÷ people of the 30 days that end with it; the mean over the days on which anybody was there in these 30.</summary>
    private static decimal Stickiness(List<DayRow> whole, DayRange range)
    {
        List<decimal> shares = [];
        for (var day = range.From; day <= range.To; day = day.AddDays(1))
        {
            var month = People(whole.Where(row => row.Day > day.AddDays(-RollingMonth) && row.Day <= day));
            if (month > 0)
            {
                shares.Add((decimal)People(whole.Where(row => row.Day == day)) / month);
            }
        }

        return shares.Count == 0 ? 0 : shares.Average();
    }

    private static int People(IEnumerable<DayRow> rows)
    {
        var people = new PeopleSet();
        foreach (var row in rows)
        {
            people.UnionWith(row.People);
        }

        return people.Count;
    }
}
