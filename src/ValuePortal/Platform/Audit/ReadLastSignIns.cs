using Microsoft.EntityFrameworkCore;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;

namespace ValuePortal.Platform.Audit;

/// <summary>When the people of an account signed in last, by person. Who never did is not in it.</summary>
public sealed class ReadLastSignIns(PortalDbFactory portal)
{
    public async Task<IReadOnlyDictionary<Guid, DateTimeOffset>> RunAsync(Viewer viewer, Guid account, CancellationToken ct = default)
    {
        await using var db = portal.For(viewer);
        return await db.AuditLines.AsNoTracking()
            .Where(line => line.AccountId == account && line.Action == AuditAction.SignedIn)
            .GroupBy(line => line.PersonId).Select(lines => new { Person = lines.Key, At = lines.Max(line => line.At) })
            .ToDictionaryAsync(row => row.Person, row => row.At, ct);
    }
}
