using Microsoft.EntityFrameworkCore;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;

namespace ValuePortal.Platform.Audit;

/// <summary>A person's own lines of the audit log, newest first, for the person's own file.</summary>
public sealed class ReadOwnLines(PortalDbFactory portal)
{
    private const int Most = 5000;

    public async Task<object> RunAsync(Viewer viewer, CancellationToken ct = default)
    {
        // The vendor's people also have lines that belong to no account.
        await using var db = portal.ForSystem([.. viewer.Scope.Accounts, AccountScope.NoAccount]);
        return await db.Set<AuditEntry>().AsNoTracking().Where(e => e.PersonId == viewer.PersonId).OrderByDescending(e => e.At).ThenBy(e => e.Id)
            .Select(e => new { e.At, e.Action, e.Detail, e.Address }).Take(Most).ToListAsync(ct);
    }
}
