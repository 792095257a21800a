using Microsoft.EntityFrameworkCore;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;

namespace ValuePortal.Identity.Sessions;

/// <summary>One read says whether a session holds and whose it is; once a minute a write says that somebody is still there.</summary>
public sealed class FindPersonInSession(PortalDbFactory portal, TimeProvider clock)
{
    private static readonly TimeSpan s_waitToNote = TimeSpan.FromSeconds(1);

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
            await NoteAsync(db, open.Id, now, ct);
        }

        return open?.Person;
    }

    // To read a page must not fail because it could not be written that somebody read it: the next request says it again.
    private static async Task NoteAsync(PortalDb db, Guid id, DateTimeOffset now, CancellationToken ct)
    {
        try
        {
            db.Database.SetCommandTimeout(s_waitToNote);
            await db.Sessions.Where(s => s.Id == id && s.SeenAt < now).ExecuteUpdateAsync(set => set.SetProperty(s => s.SeenAt, now), ct);
        }
        catch (Exception failure) when (failure.IsUnavailable())
        {
            // Somebody else writes for long, or the disk is full.
        }
    }
}
