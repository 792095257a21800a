using Microsoft.EntityFrameworkCore;
using ValuePortal.Accounts;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;
using ValuePortal.Usage.Events;

namespace ValuePortal.Usage.Reports;

/// <summary>
/// Distinct people active on a day, in the 7 and the 30 days that end with it, and in its calendar month. A person is whoever the
/// vendor's product gives one id; over several accounts one id is one person.
/// </summary>
public sealed class ReadActiveUsers(PortalDbFactory portal, DayRows days, ListAccountZones accounts)
{
    public const int RollingMonth = 30;

    public sealed record Input(DateOnly Day, TimeZoneInfo Zone, string? Account = null);

    public sealed record Figures(int Dau, int Wau, int Mau, int MauCalendarMonth);

    public async Task<Outcome<Figures>> RunAsync(Viewer viewer, Input input, CancellationToken ct = default)
    {
        var wanted = await accounts.RunAsync(viewer, input.Account, ct);
        if (input.Account is not null && wanted.Count == 0)
        {
            return new Refusal.NotFound("There is no such account.");
        }

        var month = new DayRange(new DateOnly(input.Day.Year, input.Day.Month, 1), Buckets.EndOf(Bucket.Month, new DateOnly(input.Day.Year, input.Day.Month, 1)));
        var windows = new[] { Ending(1), Ending(7), Ending(RollingMonth), month };
        var range = new DayRange(windows.Min(window => window.From), windows.Max(window => window.To));

        var rows = (await days.ReadAsync(viewer, wanted, range, input.Zone, ct)).ToLookup(row => row.AccountId);
        var active = wanted
            .Select(account => (account.AccountId, Sets: windows.Select(window => Union(rows[account.AccountId], window)).ToArray()))
            .Where(account => account.Sets.Any(set => set.Count > 0))
            .ToList();
        var counts = active is [var only] ? [.. only.Sets.Select(set => set.Count)] : await DistinctAsync(viewer, active, windows.Length, ct);
        return new Figures(counts[0], counts[1], counts[2], counts[3]);

        DayRange Ending(int length) => new(input.Day.AddDays(1 - length), input.Day);
    }

    private static PeopleSet Union(IEnumerable<DayRow> rows, DayRange window)
    {
        var set = new PeopleSet();
        foreach (var row in rows)
        {
            if (row.FeatureNo == UsageDay.WholeDay && row.Day >= window.From && row.Day <= window.To)
            {
                set.UnionWith(row.People);
            }
        }

        return set;
    }

    // Numbers are an account's own; over several accounts people are told apart by the ids of the vendor's product.
    private async Task<int[]> DistinctAsync(Viewer viewer, IReadOnlyList<(Guid AccountId, PeopleSet[] Sets)> active, int windows, CancellationToken ct)
    {
        var accounts = active.Select(account => account.AccountId).ToArray();
        await using var db = portal.For(viewer);
        var ids = await db.UsageUsers.AsNoTracking()
            .Where(user => accounts.Contains(user.AccountId))
            .ToDictionaryAsync(user => (user.AccountId, user.No), user => user.ExternalId, ct);
        return [.. Enumerable.Range(0, windows).Select(window => active
            .SelectMany(account => account.Sets[window].Numbers.Select(number => ids[(account.AccountId, number)]))
            .Distinct(StringComparer.Ordinal)
            .Count())];
    }
}
