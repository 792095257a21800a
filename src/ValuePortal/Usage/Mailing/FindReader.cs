using Microsoft.EntityFrameworkCore;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;

namespace ValuePortal.Usage.Mailing;

/// <summary>For whom a report is made, with the rights the person has now.</summary>
public sealed class FindReader(PortalDbFactory portal, ScopeOfStaff scopeOfStaff)
{
    /// <returns>Null when the person is deactivated, or neither of this account nor somebody of the vendor who works for it.</returns>
    public async Task<Reader?> RunAsync(Guid account, Guid personId, CancellationToken ct = default)
    {
        await using var db = portal.ForSystem(account);
        var person = await db.Users.AsNoTracking()
            .Where(row => row.Id == personId && (row.AccountId == account || row.AccountId == null) && row.DeactivatedAt == null)
            .Select(row => new { row.Id, row.Name, row.Email, row.Role, row.MaySeeMoney, row.Language })
            .SingleOrDefaultAsync(ct);
        if (person is null)
        {
            return null;
        }

        var scope = person.Role.IsStaff ? await scopeOfStaff(person.Id, person.Role, ct) : AccountScope.Only(account);
        return new Viewer(person.Id, person.Name, person.Role, scope, person.MaySeeMoney).NarrowTo(account) is { } viewer
            ? new Reader(viewer, person.Email!, person.Language)
            : null;
    }
}
