using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ValuePortal.Accounts;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;
using ValuePortal.Platform.Text;
using ValuePortal.Usage.Events;
using ValuePortal.Usage.Reports;

namespace ValuePortal.Usage.Adoption.Seats;

/// <summary>
/// Seats bought beside the people who use them, for the one account the viewer looks at. It reads one row a day of the roll-up, so
/// that its cost grows with days and not with events.
/// </summary>
public sealed class ReadSeatUse(PortalDbFactory portal, ListSeats seats, ReadAccountCalendar calendar, IStringLocalizer<UsageWords> words)
{
    /// <summary>Who was active in so many days uses a seat.</summary>
    public const int Days = 30;

    /// <summary>Engagement looks at four whole weeks.</summary>
    public const int EngagementDays = 28;

    /// <summary>Ends of months that are shown.</summary>
    public const int MostMonths = 13;

    public async Task<Outcome<SeatReport>> RunAsync(Viewer viewer, CancellationToken ct = default)
    {
        if (await calendar.RunAsync(viewer, ct) is not { } account)
        {
            return new Refusal.NotFound(words["NoAccount"]);
        }

        var stated = await seats.RunAsync(viewer, ct);
        var days = await DaysAsync(viewer, account.AccountId, ct);
        DateOnly? contractFrom = stated.Count == 0 ? null : stated[0].ValidFrom;
        if (days.Count == 0)
        {
            return new SeatReport(account.Name, account.TimeZone, null, null, null, contractFrom, SeatLight.None, SeatLight.None, [], null);
        }

        var (from, until) = (days[0].Day, days[^1].Day);
        var months = Count(Ends(from, until), days, stated);
        var now = months[^1];
        var report = new SeatReport(
            account.Name, account.TimeZone, from, until, now, contractFrom, SeatLight.None, SeatLight.None, months, MoneyOf(stated, now));
        return report with
        {
            UtilisationLight = now.Utilisation is { } activated && report.ContractMonths is { } age ? SeatLights.OfUtilisation(activated, age) : SeatLight.None,
            EngagementLight = now.Engagement is { } active ? SeatLights.OfEngagement(active) : SeatLight.None,
        };
    }

    private async Task<List<(DateOnly Day, byte[] People)>> DaysAsync(Viewer viewer, Guid account, CancellationToken ct)
    {
        await using var db = portal.For(viewer);
        var rows = await db.UsageDays.AsNoTracking()
            .Where(row => row.AccountId == account && row.FeatureNo == UsageDay.WholeDay)
            .OrderBy(row => row.Day)
            .Select(row => new { row.Day, row.People })
            .ToListAsync(ct);
        return [.. rows.Select(row => (row.Day, row.People))];
    }

    /// <summary>The last days of the latest months that are over, and the last day with data.</summary>
    private static List<DateOnly> Ends(DateOnly from, DateOnly until)
    {
        List<DateOnly> ends = [];
        for (var end = Buckets.EndOf(Bucket.Month, Buckets.StartOf(Bucket.Month, from)); end < until; end = Buckets.EndOf(Bucket.Month, end.AddDays(1)))
        {
            ends.Add(end);
        }

        return [.. ends.TakeLast(MostMonths - 1), until];
    }

    private static List<SeatsOnDay> Count(List<DateOnly> ends, List<(DateOnly Day, byte[] People)> days, IReadOnlyList<ListSeats.Row> stated)
    {
        List<SeatsOnDay> counted = [];
        var ever = new PeopleSet();
        var next = 0;
        foreach (var end in ends)
        {
            for (; next < days.Count && days[next].Day <= end; next++)
            {
                ever.UnionWith(days[next].People);
            }

            counted.Add(new SeatsOnDay(
                end, stated.LastOrDefault(row => row.ValidFrom <= end)?.Seats, ActiveIn(Days, end, days), ever.Count, ActiveIn(EngagementDays, end, days)));
        }

        return counted;
    }

    private static int ActiveIn(int length, DateOnly end, List<(DateOnly Day, byte[] People)> days)
    {
        var people = new PeopleSet();
        foreach (var (_, bits) in days.Where(day => day.Day > end.AddDays(-length) && day.Day <= end))
        {
            people.UnionWith(bits);
        }

        return people.Count;
    }

    private static UnusedMoney? MoneyOf(IReadOnlyList<ListSeats.Row> stated, SeatsOnDay now) =>
        now.Unused is { } unused && stated.LastOrDefault(row => row.ValidFrom <= now.Day) is { YearlyPrice: { } price, Currency: { } currency }
            ? new UnusedMoney(price, Money.Round(unused * price, currency), currency)
            : null;
}
