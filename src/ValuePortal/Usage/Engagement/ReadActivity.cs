using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ValuePortal.Accounts;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;
using ValuePortal.Usage.Events;
using ValuePortal.Usage.Reports;

namespace ValuePortal.Usage.Engagement;

/// <summary>What the reports on people begin with: whose data, how far they reach, which range is wanted. It reads the roll-up by day only.</summary>
public sealed class ReadActivity(PortalDbFactory portal, ReadAccountCalendar calendar, ReadMetric metric, IStringLocalizer<UsageWords> words)
{
    private static readonly DateOnly s_earliest = new(2000, 1, 1);
    private static readonly DateOnly s_latest = new(2100, 12, 31);

    /// <param name="Data">First and last day with data; null for an account without any.</param>
    /// <param name="Today">The day it is in the account's zone: not over yet.</param>
    public sealed record Reach(Guid AccountId, string AccountName, string TimeZone, DateOnly Today, DayRange? Data)
    {
        public bool Knows(DateOnly day) => Data is { } data && day >= data.From && day <= data.To;
    }

    public async Task<Outcome<Reach>> ReachAsync(Viewer viewer, CancellationToken ct = default) =>
        viewer.AccountId is { } id && await calendar.RunAsync(viewer, ct) is { } account
            ? new Reach(id, account.Name, account.TimeZone, account.Today, await metric.ExtentAsync(viewer, id, ct))
            : new Refusal.NotFound(words["NoAccount"]);

    /// <summary>The range asked for, or the usual one; a refusal when it is turned round or out of the calendar.</summary>
    public Outcome<DayRange> Range(DateOnly? from, DateOnly? to, DayRange usual)
    {
        var range = new DayRange(from ?? usual.From, to ?? usual.To);
        return range.From > range.To ? Invalid(words["RangeTurnedRound"])
            : range.From < s_earliest || range.To > s_latest ? Invalid(words["RangeOutOfCalendar"])
            : range;
    }

    /// <summary>Who was active on which day of a range.</summary>
    public async Task<ActiveDays> DaysAsync(Viewer viewer, Guid account, DayRange range, CancellationToken ct = default)
    {
        await using var db = portal.For(viewer);
        var rows = await db.UsageDays.AsNoTracking()
            .Where(row => row.AccountId == account && row.FeatureNo == UsageDay.WholeDay && row.Day >= range.From && row.Day <= range.To)
            .OrderBy(row => row.Day)
            .Select(row => new { row.Day, row.People })
            .ToListAsync(ct);
        return new ActiveDays(rows.Select(row => (row.Day, row.People)));
    }

    private static Refusal.Invalid Invalid(string message) => new(message, new Dictionary<string, string[]> { ["from"] = [message] });
}
