using Microsoft.EntityFrameworkCore;
using ValuePortal.Accounts;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;
using ValuePortal.Usage.Events;

namespace ValuePortal.Usage.Reports;

/// <summary>What one account did on one day, in all (feature 0) or with one feature.</summary>
public readonly record struct DayRow(Guid AccountId, DateOnly Day, int FeatureNo, long Events, byte[] People);

/// <summary>
/// Reads roll-ups by day of a time zone: the day roll-up where the zone is the account's own, else days made of quarters of an hour.
/// </summary>
public sealed class DayRows(PortalDbFactory portal, KeptAnswers kept)
{
    private const int FewDays = 8;
    private const int MostDays = 800;

    /// <summary>About what a row takes in memory beside its people.</summary>
    private const int BytesOfRow = 72;

    /// <summary>
    /// The rows of accounts in a range of the days of a zone, by account, day and feature: accounts whose own zone it is from the day
    /// roll-up, the others from quarters.
    /// </summary>
    public async Task<IReadOnlyList<DayRow>> ReadAsync(
        Viewer viewer, IReadOnlyList<ListAccountZones.Row> accounts, DayRange range, TimeZoneInfo zone, CancellationToken ct = default)
    {
        var own = accounts.Where(account => account.TimeZone == zone.Id).Select(account => account.AccountId).ToArray();
        List<DayRow> rows = own.Length == 0 ? [] : [.. await OwnDaysAsync(viewer, own, range, ct)];
        foreach (var account in accounts.Where(account => account.TimeZone != zone.Id))
        {
            rows.AddRange(await InZoneAsync(viewer, account.AccountId, range, zone, ct));
        }

        return rows;
    }

    /// <summary>The rows of one account in a range of its own days.</summary>
    public async Task<List<DayRow>> OfAccountAsync(Viewer viewer, Guid account, DayRange range, CancellationToken ct = default)
    {
        // The account is not read back: with thousands of rows its text would be most of the work.
        await using var db = portal.For(viewer);
        return await db.UsageDays.AsNoTracking()
            .Where(row => row.AccountId == account && row.Day >= range.From && row.Day <= range.To)
            .OrderBy(row => row.Day).ThenBy(row => row.FeatureNo)
            .Select(row => new DayRow(account, row.Day, row.FeatureNo, row.Events, row.People))
            .ToListAsync(ct);
    }

    /// <summary>
    /// The same rows, of which only those of days that changed since somebody last asked are read: a day holds as long as its number of
    /// events is the same and nothing but adding was done to the account's days.
    /// </summary>
    /// <param name="versions">Read before anything else.</param>
    /// <returns>Day by day; of each day the row of the whole day first. They are others' too, and not to be changed.</returns>
    public async Task<List<DayRow[]>> OfAccountAsync(Viewer viewer, Guid account, DayRange range, UsageVersions versions, CancellationToken ct)
    {
        await using var db = portal.For(viewer);
        var whole = await db.UsageDays.AsNoTracking()
            .Where(row => row.AccountId == account && row.FeatureNo == UsageDay.WholeDay && row.Day >= range.From && row.Day <= range.To)
            .OrderBy(row => row.Day)
            .Select(row => new { row.Day, row.Events })
            .ToListAsync(ct);
        var question = (account, nameof(DayRows));
        var known = kept.Find<KeptDays>(question) is { } days && days.Restated == versions.Restated ? days.ByDay : [];
        var changed = whole.Where(day => !known.TryGetValue(day.Day, out var rows) || rows[0].Events != day.Events).Select(day => day.Day).ToArray();
        if (changed.Length > 0)
        {
            var read = changed.Length > FewDays
                ? await OfAccountAsync(viewer, account, new DayRange(changed[0], changed[^1]), ct)
                : await db.UsageDays.AsNoTracking()
                    .Where(row => row.AccountId == account && changed.Contains(row.Day))
                    .OrderBy(row => row.Day).ThenBy(row => row.FeatureNo)
                    .Select(row => new DayRow(account, row.Day, row.FeatureNo, row.Events, row.People))
                    .ToListAsync(ct);

            // What is kept is not changed: others may be reading it. With very many days only those asked for are kept.
            known = new(known.Count > MostDays ? known.Where(day => day.Key >= range.From && day.Key <= range.To) : known);
            foreach (var day in read.GroupBy(row => row.Day))
            {
                known[day.Key] = [.. day];
            }

            kept.Keep(question, new KeptDays(versions.Restated, known), known.Values.Sum(BytesOf));
        }

        return [.. whole.Select(day => known.GetValueOrDefault(day.Day)).OfType<DayRow[]>()];
    }

    private static long BytesOf(DayRow[] rows)
    {
        var bytes = 0L;
        foreach (ref readonly var row in rows.AsSpan())
        {
            bytes += BytesOfRow + row.People.Length;
        }

        return bytes;
    }

    private async Task<List<DayRow>> OwnDaysAsync(Viewer viewer, Guid[] accounts, DayRange range, CancellationToken ct)
    {
        await using var db = portal.For(viewer);
        return await db.UsageDays.AsNoTracking()
            .Where(row => accounts.Contains(row.AccountId) && row.Day >= range.From && row.Day <= range.To)
            .OrderBy(row => row.AccountId).ThenBy(row => row.Day).ThenBy(row => row.FeatureNo)
            .Select(row => new DayRow(row.AccountId, row.Day, row.FeatureNo, row.Events, row.People))
            .ToListAsync(ct);
    }

    private async Task<IReadOnlyList<DayRow>> InZoneAsync(Viewer viewer, Guid account, DayRange range, TimeZoneInfo zone, CancellationToken ct)
    {
        // Two days more at either end: which local day a quarter lies in is decided quarter by quarter.
        var from = QuarterOf(range.From.AddDays(-2));
        var until = QuarterOf(range.To.AddDays(3));
        await using var db = portal.For(viewer);
        var quarters = await db.UsageQuarters.AsNoTracking()
            .Where(row => row.AccountId == account && row.Quarter >= from && row.Quarter < until)
            .Select(row => new { row.Quarter, row.Counts })
            .ToListAsync(ct);

        Dictionary<(DateOnly Day, int Feature), (long Events, PeopleSet People)> days = [];
        foreach (var quarter in quarters)
        {
            var day = UsageQuarter.DayOf(quarter.Quarter, zone);
            if (day < range.From || day > range.To)
            {
                continue;
            }

            foreach (var count in QuarterCounts.Read(quarter.Counts))
            {
                Add(days, (day, UsageDay.WholeDay), count.Events, count.UserNo);
                if (count.FeatureNo != 0)
                {
                    Add(days, (day, count.FeatureNo), count.Events, count.UserNo);
                }
            }
        }

        return [.. days
            .OrderBy(entry => entry.Key.Day).ThenBy(entry => entry.Key.Feature)
            .Select(entry => new DayRow(account, entry.Key.Day, entry.Key.Feature, entry.Value.Events, entry.Value.People.ToBytes()))];
    }

    private static void Add(Dictionary<(DateOnly Day, int Feature), (long Events, PeopleSet People)> days, (DateOnly Day, int Feature) key, long events, int user)
    {
        var (known, people) = days.TryGetValue(key, out var entry) ? entry : (0, new PeopleSet());
        people.Add(user);
        days[key] = (known + events, people);
    }

    private sealed record KeptDays(long Restated, Dictionary<DateOnly, DayRow[]> ByDay);

    private static int QuarterOf(DateOnly day) => (day.DayNumber - DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber) * (24 * 60 / UsageQuarter.Minutes);
}
