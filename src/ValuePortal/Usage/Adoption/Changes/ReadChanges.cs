using Microsoft.EntityFrameworkCore;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;
using ValuePortal.Usage.Events;
using ValuePortal.Usage.Features;
using ValuePortal.Usage.Reports;

namespace ValuePortal.Usage.Adoption.Changes;

/// <summary>What a sentence is about.</summary>
public enum ChangeKind
{
    EventsOfWeek,
    PeopleOfWeek,
    FeatureFirstUsed,
    FeatureFellSilent,
}

/// <summary>Something that changed, by <see cref="ChangeRules"/>.</summary>
/// <param name="Days">The days behind the sentence.</param>
/// <param name="Outside">For a week: how far it lies outside the usual range.</param>
/// <param name="Feature">For a feature: its key and its name.</param>
public sealed record NamedChange(ChangeKind Kind, DayRange Days, decimal Outside = 0, (string Key, string Name)? Feature = null);

/// <summary>
/// What changed in a range, for the one account the viewer looks at: the same data always give the same. It reads the roll-up by day of
/// the range and the twelve weeks before it.
/// </summary>
public sealed class ReadChanges(PortalDbFactory portal, DayRows days)
{
    public const int Most = 6;

    /// <returns>Newest first, six at most; the strongest of a week first.</returns>
    public async Task<IReadOnlyList<NamedChange>> RunAsync(Viewer viewer, DayRange range, CancellationToken ct = default)
    {
        if (viewer.AccountId is not { } account)
        {
            return [];
        }

        await using var db = portal.For(viewer);
        var whole = db.UsageDays.AsNoTracking().Where(row => row.AccountId == account && row.FeatureNo == UsageDay.WholeDay);
        if (await whole.MinAsync(row => (DateOnly?)row.Day, ct) is not { } dataFrom || await whole.MaxAsync(row => (DateOnly?)row.Day, ct) is not { } dataUntil)
        {
            return [];
        }

        // Whole weeks only: those that begin after the data do and are over when the data end.
        var earliest = Buckets.StartOf(Bucket.Week, dataFrom.AddDays(6));
        var reach = Buckets.StartOf(Bucket.Week, range.From).AddDays(-7 * (ChangeRules.WeeksBefore + ChangeRules.SilentWeeks));
        var first = reach > earliest ? reach : earliest;
        var end = range.To < dataUntil ? range.To : dataUntil;
        var rows = await days.OfAccountAsync(viewer, account, new DayRange(first, end), ct);
        var weeks = WeeksOf(first, end);
        List<NamedChange> changes = [.. Weeks(rows, weeks, range), .. await FeaturesAsync(db, account, rows, weeks, range, ct)];
        return [.. changes
            .OrderByDescending(change => change.Days.To).ThenByDescending(change => Math.Abs(change.Outside)).ThenBy(change => change.Feature?.Key, StringComparer.Ordinal)
            .Take(Most)];
    }

    private static List<DayRange> WeeksOf(DateOnly first, DateOnly end)
    {
        List<DayRange> weeks = [];
        for (var monday = first; monday.AddDays(6) <= end; monday = monday.AddDays(7))
        {
            weeks.Add(new DayRange(monday, monday.AddDays(6)));
        }

        return weeks;
    }

    private static IEnumerable<NamedChange> Weeks(IReadOnlyList<DayRow> rows, List<DayRange> weeks, DayRange range)
    {
        var byWeek = rows.Where(row => row.FeatureNo == UsageDay.WholeDay).ToLookup(row => Buckets.StartOf(Bucket.Week, row.Day));
        var events = weeks.ConvertAll(week => byWeek[week.From].Sum(row => row.Events));
        var people = weeks.ConvertAll(week => (long)People(byWeek[week.From]));
        for (var i = 0; i < weeks.Count; i++)
        {
            if (weeks[i].From < range.From)
            {
                continue;
            }

            if (ChangeRules.Outside(events[..i], events[i], ChangeRules.LeastEvents) is { } more)
            {
                yield return new NamedChange(ChangeKind.EventsOfWeek, weeks[i], more);
            }

            if (ChangeRules.Outside(people[..i], people[i], ChangeRules.LeastPeople) is { } others)
            {
                yield return new NamedChange(ChangeKind.PeopleOfWeek, weeks[i], others);
            }
        }
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

    private static async Task<IReadOnlyList<NamedChange>> FeaturesAsync(
        PortalDb db, Guid account, IReadOnlyList<DayRow> rows, List<DayRange> weeks, DayRange range, CancellationToken ct)
    {
        if (weeks.Count <= ChangeRules.WeeksBefore)
        {
            return [];
        }

        var firstUses = await db.UsageDays.AsNoTracking()
            .Where(row => row.AccountId == account && row.FeatureNo != UsageDay.WholeDay)
            .GroupBy(row => row.FeatureNo)
            .Select(feature => new { No = feature.Key, Day = feature.Min(row => row.Day) })
            .ToDictionaryAsync(feature => feature.No, feature => feature.Day, ct);
        var numbers = firstUses.Keys.ToList();
        var features = await db.Features.AsNoTracking().Where(feature => numbers.Contains(feature.No)).ToListAsync(ct);
        var known = weeks[ChangeRules.WeeksBefore].From;
        var lastWeeks = weeks.TakeLast(ChangeRules.WeeksBefore + ChangeRules.SilentWeeks).ToList();
        var byFeature = rows.Where(row => row.FeatureNo != UsageDay.WholeDay).ToLookup(row => row.FeatureNo);
        List<NamedChange> changes = [];
        foreach (var feature in features)
        {
            var first = firstUses[feature.No];
            if (first >= known && first >= range.From && first <= range.To)
            {
                changes.Add(new NamedChange(ChangeKind.FeatureFirstUsed, new(first, first), Feature: (feature.Key, feature.Name)));
            }

            var used = byFeature[feature.No].ToLookup(row => Buckets.StartOf(Bucket.Week, row.Day), row => row.Events);
            if (ChangeRules.FellSilent([.. lastWeeks.Select(week => used[week.From].Sum())]))
            {
                changes.Add(new NamedChange(ChangeKind.FeatureFellSilent, new(lastWeeks[0].From, lastWeeks[^1].To), Feature: (feature.Key, feature.Name)));
            }
        }

        return changes;
    }
}
