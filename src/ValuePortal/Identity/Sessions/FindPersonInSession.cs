using Microsoft.EntityFrameworkCore;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;

namespace ValuePortal.Identity.Sessions;

/// <summary>One read says whether a session holds and whose it is; once a minute a write says that somebody is still there.</summary>
public sealed class FindPersonInSession(PortalDbFactory portal, TimeProvider clock)
{
    public async Task<PresentPerson?> RunAsync(Guid personId, string session, bool isThere, CancellationToken ct = default)
    {
        var now = clock.GetUtcNow();
        var hash = BrowserSession.HashOf(session);
        await using var db = portal.ForSystem();
        var open = await db.OpenSessionsAt(now).Where(o => o.Session.Hash == hash && o.Person.Id == personId)
            .Select(o => new { o.Session.Id, o.Session.SeenAt, Person = new PresentPerson(o.Person.Id, o.Person.Name, o.Person.Role, o.Person.AccountId, o.Person.MaySeeMoney) })
            .SingleOrDefaultAsync(ct);
        if (isThere && open is not null && open.SeenAt <= now - BrowserSession.SeenEvery)
        {
            await db.Sessions.Where(s => s.Id == open.Id && s.SeenAt < now).ExecuteUpdateAsync(set => set.SetProperty(s => s.SeenAt, now), ct);
        }

        return open?.Person;
    }
}
