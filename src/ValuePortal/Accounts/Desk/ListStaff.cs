using Microsoft.EntityFrameworkCore;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;

namespace ValuePortal.Accounts.Desk;

/// <summary>The vendor's own people, by name, 500 at most.</summary>
public sealed class ListStaff(PortalDbFactory portal)
{
    public async Task<IReadOnlyList<PersonRow>> RunAsync(Viewer viewer, CancellationToken ct = default)
    {
        if (viewer.Role is not PersonRole.VendorAdmin)
        {
            return [];
        }

        await using var db = portal.ForSystem();
        return await db.Users.AsNoTracking().Where(person => person.AccountId == null)
            .OrderBy(person => person.Name).ThenBy(person => person.Id).Take(500).Select(PersonRow.Of).ToListAsync(ct);
    }
}
