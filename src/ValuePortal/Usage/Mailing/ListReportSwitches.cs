using Microsoft.EntityFrameworkCore;
using ValuePortal.Accounts;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;

namespace ValuePortal.Usage.Mailing;

/// <summary>All reports by mail that a person gets, of every company it may see, and whether each is paused.</summary>
public sealed class ListReportSwitches(PortalDbFactory portal, NameAccounts names)
{
    private const int Most = 200;

    public sealed record Row(Guid AccountId, string AccountName, Guid Id, MailRhythm Rhythm, DayOfWeek Weekday, int Hour, bool Paused);

    public async Task<IReadOnlyList<Row>> RunAsync(Viewer viewer, CancellationToken ct = default)
    {
        await using var db = portal.For(viewer);
        var own = await db.MailedReports.AsNoTracking().Where(row => row.PersonId == viewer.PersonId)
            .OrderBy(row => row.CreatedAt).ThenBy(row => row.Id).Take(Most)
            .ToListAsync(ct);
        var known = own.Count == 0 ? new Dictionary<Guid, string>() : await names.RunAsync(AccountScope.Only([.. own.Select(row => row.AccountId)]), ct);
        return [.. own.Select(row => new Row(row.AccountId, known[row.AccountId], row.Id, row.Rhythm, row.Weekday, row.Hour, row.IsPaused))];
    }
}
