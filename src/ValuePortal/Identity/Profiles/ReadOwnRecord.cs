using Microsoft.EntityFrameworkCore;
using ValuePortal.Identity.Sessions;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;

namespace ValuePortal.Identity.Profiles;

/// <summary>What is stored about a person as such: the record, and where it is signed in.</summary>
public sealed class ReadOwnRecord(PortalDbFactory portal)
{
    private const int Most = 500;

    public async Task<object> RunAsync(Viewer viewer, CancellationToken ct = default)
    {
        await using var db = portal.ForSystem();
        return new
        {
            Person = await db.Users.AsNoTracking().Where(p => p.Id == viewer.PersonId)
                .Select(p => new { p.Id, p.Name, p.Email, p.Role, p.AccountId, p.MaySeeMoney, p.Language, p.TimeZone, p.ExternalUserId, p.CreatedAt, p.LockoutEnd, p.AccessFailedCount })
                .SingleAsync(ct),
            Sessions = await db.Sessions.AsNoTracking().Where(s => s.PersonId == viewer.PersonId).OrderBy(s => s.BegunAt).ThenBy(s => s.Id)
                .Select(s => new { s.BegunAt, s.SeenAt, s.EndsAt, s.Address, s.Browser, s.SignedInBy }).Take(Most).ToListAsync(ct),
        };
    }
}
