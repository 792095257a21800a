using Microsoft.EntityFrameworkCore;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;

namespace ValuePortal.Usage.Mailing;

/// <summary>Which reports a person gets by mail, for the person's own file.</summary>
public sealed class ReadOwnReports(PortalDbFactory portal)
{
    private const int Most = 5000;

    public async Task<object> RunAsync(Viewer viewer, CancellationToken ct = default)
    {
        await using var db = portal.For(viewer);
        return await db.MailedReports.AsNoTracking().Where(r => r.PersonId == viewer.PersonId).OrderBy(r => r.CreatedAt).ThenBy(r => r.Id)
            .Select(r => new { r.AccountId, r.Rhythm, r.Weekday, r.Hour, r.TimeZone, r.CreatedAt, r.SentAt }).Take(Most).ToListAsync(ct);
    }
}
