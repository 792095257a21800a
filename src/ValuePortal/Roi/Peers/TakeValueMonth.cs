using Microsoft.EntityFrameworkCore;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;
using ValuePortal.Usage.Peers;

namespace ValuePortal.Roi.Peers;

/// <summary>
/// Takes the value of the last whole month for every account whose admin lets it be compared, once. The group is the one of the comparison of
/// usage; amounts are compared within one currency only.
/// </summary>
public sealed class TakeValueMonth(PortalDbFactory portal, MeasureValue measure, FindPeerGroup groups, TimeProvider clock)
{
    /// <summary>Days after the end of a month until it is taken: what was measured in it has been entered.</summary>
    public const int DelayDays = 10;

    /// <returns>The month that was taken; null when it had been before.</returns>
    public async Task<DateOnly?> RunAsync(CancellationToken ct = default)
    {
        var now = clock.GetUtcNow();
        var day = DateOnly.FromDateTime(now.UtcDateTime).AddDays(-DelayDays);
        var month = new DateOnly(day.Year, day.Month, 1).AddMonths(-1);
        await using var shared = portal.ForSystem();
        if (await shared.ValuePeerMonths.AnyAsync(row => row.Month == month, ct))
        {
            return null;
        }

        var members = await shared.ValuePeerings.AsNoTracking()
            .IgnoreQueryFilters([PortalDb.AccountFilter]).TagWith(EveryAccount.PeerBenchmark)
            .Select(row => row.AccountId)
            .ToListAsync(ct);
        await using var db = portal.ForSystem([.. members]);
        db.Add(new ValuePeerMonth { Month = month, TakenAt = now });
        var all = await MeasureAsync(members, month, ct);
        foreach (var own in all)
        {
            var group = all.Where(other => other.Group == own.Group && other.Account != own.Account).ToList();
            foreach (var kind in Enum.GetValues<ValueMeasure>())
            {
                var others = group.Where(other => other.Values.ContainsKey(kind) && (kind is ValueMeasure.HoursPerPerson || other.Currency == own.Currency));
                var value = own.Values.TryGetValue(kind, out var found) ? found.Value : (decimal?)null;
                var comparison = PeerRules.Compare(value, [.. others.Select(other => other.Values[kind])], Rounded);
                db.Add(new ValuePeerFigure
                {
                    AccountId = own.Account,
                    Month = month,
                    Measure = kind,
                    Group = own.Group,
                    Currency = own.Currency,
                    Gap = comparison.Gap,
                    Own = value is { } mine ? decimal.Round(mine, 4) : null,
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

    /// <summary>To two figures: with five others a quartile is one company's value, and must not be recognised by it.</summary>
    public static decimal Rounded(decimal value)
    {
        if (value == 0)
        {
            return 0;
        }

        var unit = 1m;
        for (; Math.Abs(value) >= unit * 100; unit *= 10)
        {
        }

        for (; Math.Abs(value) < unit * 10 && unit > 0.0001m; unit /= 10)
        {
        }

        return decimal.Round(value / unit, MidpointRounding.AwayFromZero) * unit;
    }

    private async Task<List<(Guid Account, string Group, string Currency, IReadOnlyDictionary<ValueMeasure, PeerValue> Values)>> MeasureAsync(
        List<Guid> members, DateOnly month, CancellationToken ct)
    {
        List<(Guid, string, string, IReadOnlyDictionary<ValueMeasure, PeerValue>)> all = [];
        foreach (var account in members)
        {
            var viewer = new Viewer(Guid.Empty, "peers", null, AccountScope.Only(account), SeesMoney: true);
            if (await groups.RunAsync(viewer, account, ct) is { } group && await measure.RunAsync(viewer, account, month, ct) is { } measured)
            {
                all.Add((account, group, measured.Currency, measured.Values));
            }
        }

        return all;
    }
}
