using Microsoft.EntityFrameworkCore;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;

namespace ValuePortal.Notifications;

/// <summary>Drops what was read, or never read, long ago.</summary>
public sealed class SweepNotices(PortalDbFactory portal, TimeProvider clock)
{
    public async Task<int> RunAsync(CancellationToken ct = default)
    {
        var (read, any) = (clock.GetUtcNow() - Notice.KeptRead, clock.GetUtcNow() - Notice.KeptUnread);
        await using var db = portal.ForSystem();
        return await db.Notices.IgnoreQueryFilters([PortalDb.AccountFilter]).TagWith(EveryAccount.NoticesThatAreOld)
            .Where(row => row.MadeAt < any || (row.MadeAt < read && row.ReadAt < read))
            .ExecuteDeleteAsync(ct);
    }
}
