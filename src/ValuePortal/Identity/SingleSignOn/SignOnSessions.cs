using Microsoft.EntityFrameworkCore;
using ValuePortal.Identity.Sessions;
using ValuePortal.Platform.Data;

namespace ValuePortal.Identity.SingleSignOn;

/// <summary>Ends what began by a provider.</summary>
internal static class SignOnSessions
{
    /// <summary>
    /// Another stamp for everybody of the account who is connected: the next request of their sessions is a stranger's, what is open in
    /// circuits ends within a minute, and so do one-time links.
    /// </summary>
    public static async Task EndAsync(PortalDb db, Guid account, DateTimeOffset now, CancellationToken ct)
    {
        var identities = db.SignOnIdentities;
        foreach (var person in await db.Users.Where(person => person.AccountId == account && identities.Any(i => i.AccountId == account && i.PersonId == person.Id)).ToListAsync(ct))
        {
            person.EndSessions(now);
        }

        await db.SaveChangesAsync(ct);
    }

    /// <summary>Where people come by the provider only: who is in by a password or a passkey comes by it from now on.</summary>
    public static Task EndOthersAsync(PortalDb db, Guid account, CancellationToken ct)
    {
        var people = db.Users;
        return db.Sessions.Where(session => session.SignedInBy != FinishSignOn.By && people.Any(person => person.AccountId == account && person.Id == session.PersonId))
            .ExecuteDeleteAsync(ct);
    }
}
