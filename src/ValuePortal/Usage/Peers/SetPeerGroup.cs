using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Audit;
using ValuePortal.Platform.Data;

namespace ValuePortal.Usage.Peers;

/// <summary>Staff put an account into its one group of peers. The customer cannot; months that were taken stay as they are.</summary>
public sealed class SetPeerGroup(PortalDbFactory portal, AuditLog audit, IStringLocalizer<PeerWords> words)
{
    /// <param name="viewer">Staff who work on the account.</param>
    /// <param name="accountId">The account.</param>
    /// <param name="group">Its name, as the customer reads it; empty takes the account out.</param>
    /// <param name="ct">Stops the command.</param>
    public async Task<Outcome<Guid>> RunAsync(Viewer viewer, Guid accountId, string? group, CancellationToken ct = default)
    {
        if (viewer.NarrowTo(accountId) is not { } narrowed)
        {
            return new Refusal.NotFound(words["NoSuchAccount"]);
        }

        if (viewer.Role is not (PersonRole.VendorAdmin or PersonRole.Csm))
        {
            return new Refusal.NotAllowed(words["OnlyAccountWork"]);
        }

        var name = string.IsNullOrWhiteSpace(group) ? null : group.Trim();
        if (name is not null && (name.Length > PeerMembership.GroupMaxLength || name.Any(char.IsControl)))
        {
            return new Refusal.Invalid(words["SomeFieldsNeedAttention"], new Dictionary<string, string[]> { ["Group"] = [words["GroupInvalid", PeerMembership.GroupMaxLength]] });
        }

        await using var db = portal.For(narrowed);
        var membership = await PeerWork.MembershipAsync(db, accountId, ct);
        membership.Group = name;
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException failure) when (failure.IsDuplicate())
        {
            return new Refusal.Conflict(words["ChangedMeanwhile"]);
        }

        await audit.WriteAsync(narrowed, PeerWork.GroupSet, name ?? "", accountId, ct);
        return accountId;
    }
}
