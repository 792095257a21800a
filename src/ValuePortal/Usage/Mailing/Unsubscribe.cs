using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ValuePortal.Platform;
using ValuePortal.Platform.Audit;
using ValuePortal.Platform.Data;

namespace ValuePortal.Usage.Mailing;

/// <summary>Stops the report that a link is about, for whoever holds the link. It stays in its owner's list, paused.</summary>
public sealed class Unsubscribe(PortalDbFactory portal, UnsubscribeLinks links, AuditLog audit, IStringLocalizer<MailingWords> text)
{
    /// <summary>What the audit log calls it.</summary>
    public const string Stopped = "report-mail-stopped";

    /// <summary>Whether the link is one of ours.</summary>
    public bool Knows(string? token) => links.Read(token) is not null;

    /// <returns>Whether there was anything left to stop; a refusal when the link is not ours.</returns>
    public async Task<Outcome<bool>> RunAsync(string? token, CancellationToken ct = default)
    {
        if (links.Read(token) is not { } link)
        {
            return new Refusal.NotFound(text["LinkUnknown"]);
        }

        await using var db = portal.ForSystem(link.Account);
        var stopped = await db.MailedReports
            .Where(row => row.AccountId == link.Account && row.Id == link.Report && row.DueAt != null)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.DueAt, (DateTimeOffset?)null), ct) > 0;
        if (stopped)
        {
            await audit.WriteAsync(Guid.Empty, "link in a mail", Stopped, $"{link.Report}", link.Account, ct);
        }

        return stopped;
    }
}
