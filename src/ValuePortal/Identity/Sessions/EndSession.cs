using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ValuePortal.Identity.Profiles;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Audit;
using ValuePortal.Platform.Data;

namespace ValuePortal.Identity.Sessions;

/// <summary>Ends one of the viewer's own sessions; its next request is a stranger's.</summary>
public sealed class EndSession(PortalDbFactory portal, AuditLog audit, IStringLocalizer<ProfileWords> text)
{
    public async Task<Outcome<Guid>> RunAsync(Viewer viewer, Guid id, CancellationToken ct = default)
    {
        await using var db = portal.ForSystem();
        if (await db.Sessions.Where(session => session.Id == id && session.PersonId == viewer.PersonId).ExecuteDeleteAsync(ct) == 0)
        {
            return new Refusal.NotFound(text["NoSuchSession"]);
        }

        await audit.WriteAsync(viewer, AuditAction.SessionEnded, $"{id}", viewer.IsStaff ? AccountScope.NoAccount : null, ct);
        return id;
    }
}
