using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Audit;
using ValuePortal.Platform.Data;

namespace ValuePortal.Identity.SingleSignOn;

/// <summary>Takes an account's provider away, with its secret, its domains and who is connected. Whoever came by it is signed out within a minute.</summary>
public sealed class RemoveProvider(PortalDbFactory portal, TimeProvider clock, AuditLog audit, IStringLocalizer<SignOnWords> text)
{
    public async Task<Outcome<Guid>> RunAsync(Viewer viewer, Guid accountId, CancellationToken ct = default)
    {
        if (viewer.NarrowTo(accountId) is not { } narrowed)
        {
            return new Refusal.NotFound(text["NoSuchAccount"]);
        }

        if (viewer.Role is not PersonRole.VendorAdmin)
        {
            return new Refusal.NotAllowed(text["OnlyVendorAdmin"]);
        }

        await using var db = portal.For(narrowed);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.SignOnDomains.Where(d => d.AccountId == accountId).ExecuteDeleteAsync(ct);
        if (await db.SignOnProviders.Where(p => p.AccountId == accountId).ExecuteDeleteAsync(ct) == 0)
        {
            return new Refusal.NotFound(text["NoProvider"]);
        }

        await SignOnSessions.EndAsync(db, accountId, clock.GetUtcNow(), ct);
        await db.SignOnIdentities.Where(i => i.AccountId == accountId).ExecuteDeleteAsync(ct);
        await transaction.CommitAsync(ct);
        await audit.WriteAsync(narrowed, SignOnAudit.Removed, "", accountId, ct);
        return accountId;
    }
}
