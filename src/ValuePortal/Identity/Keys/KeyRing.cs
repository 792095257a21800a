using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Audit;
using ValuePortal.Platform.Data;

namespace ValuePortal.Identity.Keys;

/// <summary>Which key a program came with.</summary>
/// <param name="AccountId">The account the key is bound to; null for a key of the vendor.</param>
/// <param name="CustomerId">The customer's admin who made it; null for a key that the vendor made.</param>
public sealed record KeyIdentity(Guid Id, string Name, KeyScope Scope, Guid? AccountId, Guid? CustomerId = null);

/// <summary>
/// Knows the keys that work. A found key is remembered for three seconds, so that a revoked one is refused soon and a busy sender
/// does not ask the database each time; a key that is not found is never remembered, so that a new one works at once.
/// </summary>
public sealed partial class KeyRing(PortalDbFactory portal, TimeProvider clock, AuditLog audit, RefusedKeys refused, ILogger<KeyRing> log)
{
    /// <summary>Longer than any key of ours; a longer text is refused unread.</summary>
    private const int LongestKey = 200;

    private static readonly TimeSpan s_memory = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan s_untilNextMark = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, (KeyIdentity Key, DateTimeOffset Until)> found = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<Guid, DateTimeOffset> marked = new();

    /// <summary>
    /// The key, or null when there is none or it was revoked. The time it takes says nothing about a key: what is compared is the
    /// hash of 256 random bits.
    /// </summary>
    public async Task<KeyIdentity?> FindAsync(string presentedKey, CancellationToken ct = default)
    {
        if (presentedKey.Length is 0 or > LongestKey)
        {
            await refused.NoteAsync(presentedKey, ct);
            return null;
        }

        var now = clock.GetUtcNow();
        var hash = ApiKey.HashOf(presentedKey);
        var name = Convert.ToBase64String(hash);
        if (found.TryGetValue(name, out var known) && known.Until > now)
        {
            return known.Key;
        }

        await using var db = portal.ForSystem();
        var row = await db.Keys.AsNoTracking()
            .Where(key => key.Hash == hash && key.RevokedAt == null && (key.ExpiresAt == null || key.ExpiresAt > now))
            .Select(key => new { key.Id, key.Name, key.Scope, key.AccountId, key.CustomerId, key.LastUsedOn, key.ExpiresAt })
            .SingleOrDefaultAsync(ct);
        if (row is null)
        {
            found.TryRemove(name, out _);
            await refused.NoteAsync(presentedKey, ct);
            return null;
        }

        var identity = new KeyIdentity(row.Id, row.Name, row.Scope, row.AccountId, row.CustomerId);
        var until = now + s_memory;
        found[name] = (identity, row.ExpiresAt < until ? row.ExpiresAt.Value : until);
        if (row.LastUsedOn != DateOnly.FromDateTime(now.UtcDateTime))
        {
            await MarkUsedAsync(identity, now, ct);
        }

        return identity;
    }

    /// <summary>Asks the database anew when the key comes next: it was revoked or rolled by this process.</summary>
    internal void Forget(Guid key)
    {
        foreach (var (name, _) in found.Where(known => known.Value.Key.Id == key))
        {
            found.TryRemove(name, out _);
        }
    }

    // One line a day and key. It must not hold up the sender when the database is locked, so it waits a second only, and once a minute.
    private async Task MarkUsedAsync(KeyIdentity key, DateTimeOffset now, CancellationToken ct)
    {
        if (marked.TryGetValue(key.Id, out var last) && now - last < s_untilNextMark)
        {
            return;
        }

        marked[key.Id] = now;
        try
        {
            var today = DateOnly.FromDateTime(now.UtcDateTime);
            await using var db = portal.ForSystem();
            db.Database.SetCommandTimeout(1);
            var first = await db.Keys.Where(row => row.Id == key.Id && (row.LastUsedOn == null || row.LastUsedOn < today))
                .ExecuteUpdateAsync(set => set.SetProperty(row => row.LastUsedOn, today), ct);
            if (first == 1)
            {
                await audit.WriteAsync(Guid.Empty, key.Name, AuditAction.KeyUsed, $"first use on {today:yyyy-MM-dd}, key {key.Id}", key.AccountId ?? AccountScope.NoAccount, ct);
            }
        }
        catch (Exception failure) when (failure.IsUnavailable())
        {
            LogNotMarked(log, key.Id, failure);
        }
    }

    [LoggerMessage(LogLevel.Warning, "The use of key {Key} could not be marked; it is tried again in a minute.")]
    private static partial void LogNotMarked(ILogger log, Guid key, Exception failure);
}
