using Microsoft.EntityFrameworkCore;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Data;

namespace ValuePortal.Identity.Keys;

/// <summary>The keys of programs, by name and then the newest first, 500 at most: all for the vendor's admin, those that the own company made for a customer's. No key's text is in it: nobody has that.</summary>
public sealed class ListKeys(PortalDbFactory portal, TimeProvider clock)
{
    /// <param name="AccountId">The account the key is bound to; null for a key of the vendor.</param>
    /// <param name="Prefix">The beginning of its text.</param>
    /// <param name="EndsAt">When it stops working by itself, where another took its place.</param>
    public sealed record Row(
        Guid Id, string Name, KeyScope Scope, Guid? AccountId, string Prefix, DateTimeOffset CreatedAt, DateOnly? LastUsedOn,
        KeyState State, DateTimeOffset? EndsAt, Guid? ReplacedById);

    public async Task<IReadOnlyList<Row>> RunAsync(Viewer viewer, CancellationToken ct = default)
    {
        if (viewer.Role is not (PersonRole.VendorAdmin or PersonRole.CustomerAdmin))
        {
            return [];
        }

        await using var db = portal.ForSystem();
        var all = viewer.Role is PersonRole.VendorAdmin ? db.Keys : db.Keys.Where(key => key.AccountId == viewer.AccountId && key.CustomerId != null);
        var keys = await all.AsNoTracking().OrderBy(key => key.Name).ThenByDescending(key => key.CreatedAt).ThenBy(key => key.Id).Take(500).ToListAsync(ct);
        var now = clock.GetUtcNow();
        return [.. keys.Select(key => new Row(
            key.Id, key.Name, key.Scope, key.AccountId, key.Prefix, key.CreatedAt, key.LastUsedOn, key.StateAt(now), key.ExpiresAt, key.ReplacedById))];
    }
}
