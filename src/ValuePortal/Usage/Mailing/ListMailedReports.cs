using Microsoft.EntityFrameworkCore;
using ValuePortal.Accounts;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;
using ValuePortal.Platform.Mail;
using ValuePortal.Usage.Reports;

namespace ValuePortal.Usage.Mailing;

/// <summary>The viewer's own reports by mail, oldest first, and where they go.</summary>
public sealed class ListMailedReports(PortalDbFactory portal, ListAccountZones accounts, ReadMailStates mailStates)
{
    /// <param name="Next">When the next one goes out, in the reader's zone; null while it is paused.</param>
    /// <param name="Sent">When one was last sent, in the reader's zone.</param>
    /// <param name="Skipped">The last period that was left out because nothing happened in it, when that was after the last mail.</param>
    /// <param name="LastMail">What became of the last mail; null before the first, and when that is long ago.</param>
    public sealed record Row(
        Guid Id, MailRhythm Rhythm, DayOfWeek Weekday, int Hour, string TimeZone, bool EvenWhenEmpty,
        DateTimeOffset? Next, DateTimeOffset? Sent, DayRange? Skipped, MailState? LastMail);

    public sealed record Result(string AccountName, string AccountZone, string Email, IReadOnlyList<Row> Rows);

    /// <returns>Null for whoever looks at no account or at several.</returns>
    public async Task<Result?> RunAsync(Viewer viewer, CancellationToken ct = default)
    {
        if (viewer.AccountId is not { } account || await accounts.RunAsync(viewer, ct: ct) is not [var zone])
        {
            return null;
        }

        await using var db = portal.For(viewer);
        var email = await db.Users.AsNoTracking().Where(person => person.Id == viewer.PersonId).Select(person => person.Email).SingleOrDefaultAsync(ct);
        var own = await db.MailedReports.AsNoTracking()
            .Where(row => row.AccountId == account && row.PersonId == viewer.PersonId)
            .OrderBy(row => row.CreatedAt).ThenBy(row => row.Id).Take(MailedReport.MostOfOnePerson)
            .ToListAsync(ct);
        var mails = await mailStates.RunAsync(viewer, [.. own.Select(row => row.MailId).OfType<Guid>()], ct);
        return new Result(zone.Name, zone.TimeZone, email ?? "", [.. own.Select(row => RowOf(row, zone.TimeZone, mails))]);
    }

    private static Row RowOf(MailedReport report, string accountZone, IReadOnlyDictionary<Guid, MailState> mails)
    {
        var times = report.TimesIn(TimeZoneInfo.FindSystemTimeZoneById(accountZone));
        var skipped = report.SkippedPeriod is { } start && (report.SentAt is null || times.MomentOf(start) > report.SentAt) ? times.PeriodOf(start) : (DayRange?)null;
        return new Row(
            report.Id, report.Rhythm, report.Weekday, report.Hour, report.TimeZone, report.EvenWhenEmpty,
            report.IsPaused ? null : TimeZoneInfo.ConvertTime(times.MomentOf(report.NextPeriod), times.Zone),
            report.SentAt is { } sent ? TimeZoneInfo.ConvertTime(sent, times.Zone) : null,
            skipped,
            report.MailId is { } mail && mails.TryGetValue(mail, out var state) ? state : null);
    }
}
