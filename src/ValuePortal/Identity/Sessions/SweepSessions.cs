using Microsoft.EntityFrameworkCore;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;

namespace ValuePortal.Identity.Sessions;

/// <summary>Drops the rows of sessions that are over.</summary>
public sealed class SweepSessions(PortalDbFactory portal, TimeProvider clock)
{
    public async Task RunAsync(CancellationToken ct = default)
    {
        var now = clock.GetUtcNow();
        var idleSince = now - BrowserSession.Idle;
        await using var db = portal.ForSystem();
        await db.Sessions.Where(session => session.EndsAt <= now || session.SeenAt <= idleSince).ExecuteDeleteAsync(ct);
    }
}
