using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Audit;
using ValuePortal.Platform.Data;

namespace ValuePortal.Identity.Keys;

/// <summary>Makes a key for a program. Its text is in the answer and nowhere else.</summary>
public sealed class MakeKey(PortalDbFactory portal, TimeProvider clock, AuditLog audit)
{
    /// <param name="AccountId">Binds the key to one account of the viewer; null makes a key of the vendor.</param>
    public sealed record Input(string Name, KeyScope Scope, Guid? AccountId = null);

    public sealed record Made(Guid Id, string Text);

    public async Task<Outcome<Made>> RunAsync(Viewer viewer, Input input, CancellationToken ct = default)
    {
        if (viewer.Role is not PersonRole.VendorAdmin)
        {
            return new Refusal.NotAllowed("Only the vendor's admin makes keys.");
        }

        if (input.AccountId is { } account && !viewer.Scope.Contains(account))
        {
            return new Refusal.NotFound("There is no such account.");
        }

        if (string.IsNullOrWhiteSpace(input.Name) || input.Name.Trim().Length > ApiKey.NameMaxLength)
        {
            return new Refusal.Invalid(
                $"A key needs a name of at most {ApiKey.NameMaxLength} characters.",
                new Dictionary<string, string[]> { [nameof(Input.Name)] = [$"1 to {ApiKey.NameMaxLength} characters."] });
        }

        await using var db = portal.ForSystem();
        var key = ApiKey.Make(input.Name, input.Scope, input.AccountId, clock.GetUtcNow(), out var text);
        db.Add(key);
        await db.SaveChangesAsync(ct);
        await audit.WriteAsync(viewer, AuditAction.KeyMade, $"{input.Scope.Word} key {key.Id} ({key.Prefix}…)", input.AccountId ?? AccountScope.NoAccount, ct);
        return new Made(key.Id, text);
    }
}
