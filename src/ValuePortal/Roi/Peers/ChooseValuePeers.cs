using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Audit;
using ValuePortal.Platform.Data;

namespace ValuePortal.Roi.Peers;

/// <summary>The customer's admin says whether the company's value is compared. It sets a state; from the next month that is taken it counts.</summary>
public sealed class ChooseValuePeers(PortalDbFactory portal, AuditLog audit, TimeProvider clock, IStringLocalizer<ValuePeerWords> words)
{
    public async Task<Outcome<bool>> RunAsync(Viewer viewer, bool takesPart, CancellationToken ct = default)
    {
        if (viewer.Role is not PersonRole.CustomerAdmin || viewer.AccountId is not { } account)
        {
            return new Refusal.NotAllowed(words["OnlyAdmin"]);
        }

        await using var db = portal.For(viewer);
        var peering = await db.ValuePeerings.SingleOrDefaultAsync(row => row.AccountId == account, ct);
        if (takesPart == peering is not null)
        {
            return takesPart;
        }

        if (peering is null)
        {
            db.Add(new ValuePeering { AccountId = account, TakesPartSince = clock.GetUtcNow() });
        }
        else
        {
            db.Remove(peering);
        }

        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException failure) when (failure is DbUpdateConcurrencyException || failure.IsDuplicate())
        {
            return new Refusal.Conflict(words["ChangedMeanwhile"]);
        }

        await audit.WriteAsync(viewer, takesPart ? RoiAudit.PeersJoined : RoiAudit.PeersLeft, "", account, ct);
        return takesPart;
    }
}
