using Microsoft.EntityFrameworkCore;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;

namespace ValuePortal.Accounts;

/// <summary>What modules above need to count in the days of the account the viewer looks at.</summary>
public sealed class ReadAccountCalendar(PortalDbFactory portal, TimeProvider clock)
{
    /// <param name="TimeZone">IANA name.</param>
    /// <param name="GoLiveOn">Null where the vendor does not state it.</param>
    /// <param name="Today">The day it is now in the account's zone.</param>
    public sealed record Calendar(Guid AccountId, string Name, Tier Tier, string TimeZone, DateOnly? GoLiveOn, DateOnly Today);

    /// <returns>Null when the viewer looks at no account, or at several.</returns>
    public async Task<Calendar?> RunAsync(Viewer viewer, CancellationToken ct = default)
    {
        if (viewer.AccountId is not { } id)
        {
            return null;
        }

        await using var db = portal.For(viewer);
        var account = await db.Accounts.AsNoTracking()
            .Where(row => row.AccountId == id)
            .Select(row => new { row.Name, row.Tier, row.TimeZone, row.GoLiveOn })
            .SingleOrDefaultAsync(ct);
        if (account is null)
        {
            return null;
        }

        var now = TimeZoneInfo.ConvertTime(clock.GetUtcNow(), TimeZoneInfo.FindSystemTimeZoneById(account.TimeZone));
        return new Calendar(id, account.Name, account.Tier, account.TimeZone, account.GoLiveOn, DateOnly.FromDateTime(now.DateTime));
    }
}
