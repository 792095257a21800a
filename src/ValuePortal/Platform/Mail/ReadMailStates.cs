using Microsoft.EntityFrameworkCore;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;

namespace ValuePortal.Platform.Mail;

/// <summary>What became of mails of the one account the viewer looks at.</summary>
public sealed class ReadMailStates(PortalDbFactory portal)
{
    /// <returns>By id; a mail whose end lies long back is not among them.</returns>
    public async Task<IReadOnlyDictionary<Guid, MailState>> RunAsync(Viewer viewer, IReadOnlyCollection<Guid> mails, CancellationToken ct = default)
    {
        if (viewer.AccountId is not { } account || mails.Count == 0)
        {
            return new Dictionary<Guid, MailState>();
        }

        await using var db = portal.For(viewer);
        return await db.OutgoingMails.AsNoTracking()
            .Where(mail => mail.AccountId == account && mails.Contains(mail.Id))
            .ToDictionaryAsync(mail => mail.Id, mail => mail.State, ct);
    }
}
