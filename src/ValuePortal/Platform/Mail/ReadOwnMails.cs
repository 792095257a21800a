using Microsoft.EntityFrameworkCore;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;

namespace ValuePortal.Platform.Mail;

/// <summary>The mails that went to a person, newest first, for the person's own file. Their text is gone with their delivery.</summary>
public sealed class ReadOwnMails(PortalDbFactory portal)
{
    private const int Most = 5000;

    public async Task<object> RunAsync(Viewer viewer, CancellationToken ct = default)
    {
        await using var db = portal.ForSystem([.. viewer.Scope.Accounts, AccountScope.NoAccount]);
        return await db.OutgoingMails.AsNoTracking().Where(m => m.PersonId == viewer.PersonId).OrderByDescending(m => m.CreatedAt).ThenBy(m => m.Id)
            .Select(m => new { m.CreatedAt, m.To, m.Subject, m.State, m.EndedAt }).Take(Most).ToListAsync(ct);
    }
}
