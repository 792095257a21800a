using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Audit;
using ValuePortal.Platform.Data;

namespace ValuePortal.Identity.Keys;

/// <summary>
/// Puts a new key in the place of an old one: of the same name, and so of the same source, and for the same account. The old one
/// works for a while longer, so that no event is lost while the program gets the new one.
/// </summary>
public sealed class RollKey(PortalDbFactory portal, TimeProvider clock, AuditLog audit, KeyRing keys, IStringLocalizer<KeyWords> text)
{
    public static readonly TimeSpan LongestOverlap = TimeSpan.FromDays(30);

    /// <param name="Overlap">For how long the old key works on; zero revokes it at once.</param>
    public sealed record Input(Guid Id, TimeSpan Overlap);

    public async Task<Outcome<MakeKey.Made>> RunAsync(Viewer viewer, Input input, CancellationToken ct = default)
    {
        if (viewer.Role is not (PersonRole.VendorAdmin or PersonRole.CustomerAdmin))
        {
            return new Refusal.NotAllowed(text["OnlyAdmins"]);
        }

        if (input.Overlap < TimeSpan.Zero || input.Overlap > LongestOverlap)
        {
            return new Refusal.Invalid(text["OverlapTooLong"], new Dictionary<string, string[]> { [nameof(Input.Overlap)] = [text["OverlapTooLong"]] });
        }

        await using var db = portal.ForSystem();
        if (await db.Keys.SingleOrDefaultAsync(key => key.Id == input.Id, ct) is not { } old || !old.IsInHandsOf(viewer))
        {
            return new Refusal.NotFound(text["NoSuchKey"]);
        }

        var now = clock.GetUtcNow();
        if (old.StateAt(now) is not KeyState.Works)
        {
            return new Refusal.Conflict(text["AlreadyReplaced"]);
        }

        if (old.CustomerId is not null && input.Overlap > TimeSpan.Zero && await db.CountOwnKeysAsync(old.AccountId, now, ct) >= 2 * ApiKey.MostOfCompany)
        {
            return new Refusal.Conflict(text["TooManyReplaced"]);
        }

        var made = ApiKey.Make(old.Name, old.Scope, old.AccountId, now, out var fresh, viewer.Role is PersonRole.CustomerAdmin ? viewer.PersonId : old.CustomerId);
        db.Add(made);
        old.ReplacedById = made.Id;
        old.ExpiresAt = now + input.Overlap;
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateConcurrencyException)
        {
            return new Refusal.Conflict(text["AlreadyReplaced"]);
        }

        keys.Forget(old.Id);
        await audit.WriteAsync(
            viewer, AuditAction.KeyRolled, $"{old.Scope.Word} key {old.Id} ({old.Prefix}…) works until {old.ExpiresAt:u}, then {made.Id} ({made.Prefix}…)",
            old.AccountId ?? AccountScope.NoAccount, ct);
        return new MakeKey.Made(made.Id, fresh);
    }
}
