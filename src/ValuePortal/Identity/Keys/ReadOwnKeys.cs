using Microsoft.EntityFrameworkCore;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;

namespace ValuePortal.Identity.Keys;

/// <summary>Which keys a person made for the own company, for the person's own file.</summary>
public sealed class ReadOwnKeys(PortalDbFactory portal)
{
    private const int Most = 5000;

    public async Task<object> RunAsync(Viewer viewer, CancellationToken ct = default)
    {
        await using var db = portal.ForSystem();
        return await db.Keys.AsNoTracking().Where(key => key.CustomerId == viewer.PersonId).OrderBy(key => key.CreatedAt).ThenBy(key => key.Id)
            .Select(key => new { key.Name, key.Scope, key.Prefix, key.CreatedAt, key.RevokedAt, key.ExpiresAt }).Take(Most).ToListAsync(ct);
    }
}
