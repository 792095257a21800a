using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Audit;
using ValuePortal.Platform.Data;

namespace ValuePortal.Usage.Peers;

/// <summary>The customer's admin says whether the company takes part in the comparison. It sets a state; from the next month on it counts.</summary>
public sealed class ChoosePeers(PortalDbFactory portal, AuditLog audit, TimeProvider clock, IStringLocalizer<PeerWords> words)
{
    private const string Joined = "peers-joined";
    private const string Left = "peers-left";

    public async Task<Outcome<bool>> RunAsync(Viewer viewer, bool takesPart, CancellationToken ct = default)
    {
        if (viewer.Role is not PersonRole.CustomerAdmin || viewer.AccountId is not { } account)
        {
            return new Refusal.NotAllowed(words["OnlyAdmin"]);
        }

        await using var db = portal.For(viewer);
        var membership = await PeerWork.MembershipAsync(db, account, ct);
        if (takesPart == membership.TakesPartSince is not null)
        {
            return takesPart;
        }

        membership.TakesPartSince = takesPart ? clock.GetUtcNow() : null;
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException failure) when (failure.IsDuplicate())
        {
            return new Refusal.Conflict(words["ChangedMeanwhile"]);
        }

        await audit.WriteAsync(viewer, takesPart ? Joined : Left, "", account, ct);
        return takesPart;
    }
}

internal static class PeerWork
{
    public const string GroupSet = "peer-group-set";

    /// <summary>The account's row, added to the context where there is none.</summary>
    public static async Task<PeerMembership> MembershipAsync(PortalDb db, Guid account, CancellationToken ct)
    {
        if (await db.PeerMemberships.SingleOrDefaultAsync(row => row.AccountId == account, ct) is { } known)
        {
            return known;
        }

        var added = new PeerMembership { AccountId = account };
        db.Add(added);
        return added;
    }
}
