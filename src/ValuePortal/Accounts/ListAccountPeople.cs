using Microsoft.EntityFrameworkCore;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;

namespace ValuePortal.Accounts;

/// <summary>Whom staff may name as the owner of something: the people of the account, and the success managers who have it in care.</summary>
public sealed class ListAccountPeople(PortalDbFactory portal)
{
    private const int Most = 200;

    /// <param name="OfVendor">Else of the customer.</param>
    public sealed record Row(Guid PersonId, string Name, bool OfVendor);

    /// <returns>By side and name; nobody for who does not work on the account.</returns>
    public async Task<IReadOnlyList<Row>> RunAsync(Viewer viewer, Guid accountId, CancellationToken ct = default)
    {
        if (!viewer.IsStaff || viewer.NarrowTo(accountId) is not { } narrowed)
        {
            return [];
        }

        await using var db = portal.For(narrowed);
        var customers = await db.Users.AsNoTracking()
            .Where(person => person.AccountId == accountId && person.DeactivatedAt == null)
            .OrderBy(person => person.Name).ThenBy(person => person.Id).Take(Most)
            .Select(person => new Row(person.Id, person.Name, false)).ToListAsync(ct);
        var csms = await db.Care.AsNoTracking().Where(care => care.AccountId == accountId)
            .Join(db.Users.Where(person => person.DeactivatedAt == null), care => care.PersonId, person => person.Id, (care, person) => new { person.Id, person.Name })
            .OrderBy(person => person.Name).ThenBy(person => person.Id).Take(Most)
            .Select(person => new Row(person.Id, person.Name, true)).ToListAsync(ct);
        return [.. customers, .. csms];
    }
}
