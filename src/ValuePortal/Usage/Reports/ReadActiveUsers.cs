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

        var people = windows.Select(_ => new HashSet<string>(StringComparer.Ordinal)).ToArray();
        var counts = new int[windows.Length];
        foreach (var account in wanted)
        {
            var rows = account.TimeZone == input.Zone.Id
                ? await days.OfAccountAsync(viewer, account.AccountId, range, wholeDays: true, ct)
                : await days.InZoneAsync(viewer, account.AccountId, range, input.Zone, ct);
            var sets = windows.Select(window => Union(rows, window)).ToArray();
            if (wanted.Count == 1)
            {
                counts = [.. sets.Select(set => set.Count)];
                break;
            }

            if (sets.Any(set => set.Count > 0))
            {
                var ids = await IdsAsync(viewer, account.AccountId, ct);
                for (var i = 0; i < sets.Length; i++)
                {
                    people[i].UnionWith(sets[i].Numbers.Select(number => ids[number]));
                }
            }
        }

        if (wanted.Count != 1)
        {
            counts = [.. people.Select(set => set.Count)];
        }

        return new Figures(counts[0], counts[1], counts[2], counts[3]);

        DayRange Ending(int length) => new(input.Day.AddDays(1 - length), input.Day);
    }

    private static PeopleSet Union(IReadOnlyList<DayRow> rows, DayRange window)
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

    private async Task<Dictionary<int, string>> IdsAsync(Viewer viewer, Guid account, CancellationToken ct)
    {
        await using var db = portal.For(viewer);
        return await db.UsageUsers.AsNoTracking()
            .Where(user => user.AccountId == account)
            .ToDictionaryAsync(user => user.No, user => user.ExternalId, ct);
    }
}
