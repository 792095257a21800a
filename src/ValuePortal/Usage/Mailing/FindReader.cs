using Microsoft.EntityFrameworkCore;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;

namespace ValuePortal.Usage.Mailing;

/// <summary>For whom a report is made, with the rights the person has now.</summary>
public sealed class FindReader(PortalDbFactory portal)
{
    /// <returns>Null when the person is deactivated, or is not of this account.</returns>
    public async Task<Reader?> RunAsync(Guid account, Guid personId, CancellationToken ct = default)
    {
        await using var db = portal.ForSystem(account);
        var person = await db.Users.AsNoTracking()
            .Where(row => row.Id == personId && row.AccountId == account && row.DeactivatedAt == null)
            .Select(row => new { row.Id, row.Name, row.Email, row.Role, row.MaySeeMoney, row.Language })
            .SingleOrDefaultAsync(ct);
        return person is null
            ? null
            : new Reader(new Viewer(person.Id, person.Name, person.Role, AccountScope.Only(account), person.MaySeeMoney), person.Email!, person.Language);
    }
}
