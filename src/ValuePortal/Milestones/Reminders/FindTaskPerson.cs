using Microsoft.EntityFrameworkCore;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;

namespace ValuePortal.Milestones.Reminders;

/// <summary>Finds somebody who does not sign in at this moment, with the rights the person has now: for mails, for the links in them, for calendars.</summary>
public sealed class FindTaskPerson(PortalDbFactory portal, ScopeOfStaff scopeOfStaff)
{
    /// <param name="Home">The person's company; <see cref="AccountScope.NoAccount"/> for the vendor's people.</param>
    /// <param name="Viewer">With all accounts the person may see.</param>
    public sealed record Found(Guid Home, Viewer Viewer, string Email, string Language);

    /// <returns>Null for somebody who is not there or is deactivated.</returns>
    public async Task<Found?> RunAsync(Guid personId, CancellationToken ct = default)
    {
        await using var db = portal.ForSystem();
        var person = await db.Users.AsNoTracking()
            .Where(row => row.Id == personId && row.DeactivatedAt == null)
            .Select(row => new { row.Id, row.Name, row.Email, row.Role, row.AccountId, row.MaySeeMoney, row.Language })
            .SingleOrDefaultAsync(ct);
        if (person is null)
        {
            return null;
        }

        var scope = person.AccountId is { } own ? AccountScope.Only(own) : await scopeOfStaff(person.Id, person.Role, ct);
        return new Found(
            person.AccountId ?? AccountScope.NoAccount, new Viewer(person.Id, person.Name, person.Role, scope, person.MaySeeMoney), person.Email!, person.Language);
    }
}
