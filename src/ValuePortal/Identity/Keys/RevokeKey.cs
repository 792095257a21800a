using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Audit;
using ValuePortal.Platform.Data;

namespace ValuePortal.Identity.Keys;

/// <summary>Closes a key: here at once, on every other server within three seconds.</summary>
public sealed class RevokeKey(PortalDbFactory portal, TimeProvider clock, AuditLog audit, KeyRing keys, IStringLocalizer<KeyWords> text)
{
    /// <returns>The name of the key. A key that was revoked before stays as it is.</returns>
    public async Task<Outcome<string>> RunAsync(Viewer viewer, Guid id, CancellationToken ct = default)
    {
        if (viewer.Role is not (PersonRole.VendorAdmin or PersonRole.CustomerAdmin))
        {
            return new Refusal.NotAllowed(text["OnlyAdmins"]);
        }

        await using var db = portal.ForSystem();
        if (await db.Keys.SingleOrDefaultAsync(key => key.Id == id, ct) is not { } found || !found.IsInHandsOf(viewer))
        {
            return new Refusal.NotFound(text["NoSuchKey"]);
        }

        if (found.RevokedAt is null)
        {
            found.RevokedAt = clock.GetUtcNow();
            await db.SaveChangesAsync(ct);
            await audit.WriteAsync(viewer, AuditAction.KeyRevoked, $"{found.Scope.Word} key {found.Id} ({found.Prefix}…)", found.AccountId ?? AccountScope.NoAccount, ct);
        }

        keys.Forget(id);
        return found.Name;
    }
}
