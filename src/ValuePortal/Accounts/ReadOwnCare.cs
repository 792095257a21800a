using Microsoft.EntityFrameworkCore;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;

namespace ValuePortal.Accounts;

/// <summary>Which accounts a person has in care, for the person's own file.</summary>
public sealed class ReadOwnCare(PortalDbFactory portal)
{
    private const int Most = 5000;

    public async Task<object> RunAsync(Viewer viewer, CancellationToken ct = default)
    {
        await using var db = portal.For(viewer);
        return await db.Care.AsNoTracking().Where(c => c.PersonId == viewer.PersonId).OrderBy(c => c.Since).ThenBy(c => c.AccountId)
            .Select(c => new { c.AccountId, c.Since }).Take(Most).ToListAsync(ct);
    }
}
