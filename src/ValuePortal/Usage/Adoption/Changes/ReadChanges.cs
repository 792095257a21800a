using System.Runtime.InteropServices;
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
public sealed class ReadChanges(PortalDbFactory portal, DayRows days, KeptAnswers kept)
{
    public const int Most = 6;

    /// <summary>About what they take in memory.</summary>
    private const int Bytes = 2 * 1024;

    /// <returns>Newest first, six at most; the strongest of a week first.</returns>
    public async Task<IReadOnlyList<NamedChange>> RunAsync(Viewer viewer, DayRange range, CancellationToken ct = default) =>
        viewer.AccountId is { } account ? await RunAsync(viewer, range, await kept.VersionsAsync(viewer, account, ct), ct) : [];

    /// <param name="versions">Read for the page already, before anything else.</param>
    public async Task<IReadOnlyList<NamedChange>> RunAsync(Viewer viewer, DayRange range, UsageVersions versions, CancellationToken ct = default)
    {
        if (viewer.AccountId is not { } account)
        {
            return [];
        }

        return await kept.GetAsync((account, nameof(ReadChanges), range), versions, _ => Bytes, () => ReadAsync(viewer, account, range, versions, ct));
    }

    private async Task<IReadOnlyList<NamedChange>> ReadAsync(Viewer viewer, Guid account, DayRange range, UsageVersions versions, CancellationToken ct)
    {
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
        var seen = new DayRange(first, end);
        var rows = await days.OfAccountAsync(viewer, account, seen, versions, ct);
        var weeks = WeeksOf(first, end);
        List<NamedChange> changes = [.. Weeks([.. rows.Select(day => day[0])], weeks, range), .. await FeaturesAsync(db, account, rows, seen, weeks, range, ct)];
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
        var byWeek = rows.ToLookup(row => Buckets.StartOf(Bucket.Week, row.Day));
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
        PortalDb db, Guid account, List<DayRow[]> days, DayRange seen, List<DayRange> weeks, DayRange range, CancellationToken ct)
    {
        if (weeks.Count <= ChangeRules.WeeksBefore)
        {
            return [];
        }

        var uses = FirstAndLast(days);
        var known = weeks[ChangeRules.WeeksBefore].From;
        var appeared = uses.Where(use => use.Value.From >= known && use.Value.From >= range.From && use.Value.From <= range.To).ToDictionary(use => use.Key, use => use.Value.From);
        var earlier = appeared.Count == 0 ? [] : await db.UsageDays.AsNoTracking()
            .Where(row => row.AccountId == account && row.Day < seen.From && appeared.Keys.Contains(row.FeatureNo))
            .Select(row => row.FeatureNo).Distinct()
            .ToListAsync(ct);

        // Only what was used before the last weeks and not in the silent ones can have fallen silent: few rows are left to look at.
        var lastWeeks = weeks.TakeLast(ChangeRules.WeeksBefore + ChangeRules.SilentWeeks).ToList();
        var last = new DayRange(lastWeeks[0].From, lastWeeks[^1].To);
        var silent = lastWeeks[^Math.Min(ChangeRules.SilentWeeks, lastWeeks.Count)].From;
        var until = FirstAndLast(days.TakeWhile(day => day[0].Day <= last.To));
        var quiet = until.Where(use => use.Value.To < silent).Select(use => use.Key).ToList();
        IEnumerable<DayRow[]> lately = quiet.Count == 0 ? [] : days.Where(day => day[0].Day >= last.From && day[0].Day <= last.To);
        var byFeature = lately.SelectMany(day => day).Where(row => quiet.Contains(row.FeatureNo)).ToLookup(row => row.FeatureNo);

        var named = appeared.Keys.Except(earlier).Union(quiet).ToList();
        var features = named.Count == 0 ? [] : await db.Features.AsNoTracking().Where(feature => named.Contains(feature.No)).ToListAsync(ct);
        List<NamedChange> changes = [];
        foreach (var feature in features)
        {
            if (appeared.TryGetValue(feature.No, out var first) && !earlier.Contains(feature.No))
            {
                changes.Add(new NamedChange(ChangeKind.FeatureFirstUsed, new(first, first), Feature: (feature.Key, feature.Name)));
            }

            var used = byFeature[feature.No].ToLookup(row => Buckets.StartOf(Bucket.Week, row.Day), row => row.Events);
            if (ChangeRules.FellSilent([.. lastWeeks.Select(week => used[week.From].Sum())]))
            {
                changes.Add(new NamedChange(ChangeKind.FeatureFellSilent, last, Feature: (feature.Key, feature.Name)));
            }
        }

        return changes;
    }

    /// <summary>The first and the last day of each feature, of days in their order.</summary>
    private static Dictionary<int, DayRange> FirstAndLast(IEnumerable<DayRow[]> days)
    {
        Dictionary<int, DayRange> found = [];
        foreach (var day in days)
        {
            foreach (ref readonly var row in day.AsSpan(1))
            {
                ref var range = ref CollectionsMarshal.GetValueRefOrAddDefault(found, row.FeatureNo, out var known);
                range = new DayRange(known ? range.From : row.Day, row.Day);
            }
        }

        return found;
    }
}
