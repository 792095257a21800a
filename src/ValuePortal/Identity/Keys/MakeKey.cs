using Microsoft.Extensions.Localization;
using ValuePortal.Platform;
using ValuePortal.Platform.Access;
using ValuePortal.Platform.Audit;
using ValuePortal.Platform.Data;

namespace ValuePortal.Identity.Keys;

/// <summary>
/// Makes a key for a program. Its text is in the answer and nowhere else. A customer's admin makes keys that read the own company's figures.
/// </summary>
public sealed class MakeKey(PortalDbFactory portal, TimeProvider clock, AuditLog audit, IStringLocalizer<KeyWords> text)
{
    /// <param name="AccountId">Binds the key to one account of the viewer; null makes a key of the vendor.</param>
    public sealed record Input(string Name, KeyScope Scope, Guid? AccountId = null);

    public sealed record Made(Guid Id, string Text);

    public async Task<Outcome<Made>> RunAsync(Viewer viewer, Input input, CancellationToken ct = default)
    {
        var own = viewer.Role is PersonRole.CustomerAdmin;
        if (!own && viewer.Role is not PersonRole.VendorAdmin)
        {
            return new Refusal.NotAllowed(text["OnlyAdmins"]);
        }

        if (own && input.Scope is not KeyScope.Read)
        {
            return new Refusal.NotAllowed(text["OnlyRead"]);
        }

        if (own ? input.AccountId is null || input.AccountId != viewer.AccountId : input.AccountId is { } account && !viewer.Scope.Contains(account))
        {
            return new Refusal.NotFound(text["NoSuchAccount"]);
        }

        if (string.IsNullOrWhiteSpace(input.Name) || input.Name.Trim().Length > ApiKey.NameMaxLength)
        {
            return new Refusal.Invalid(
                text["NameIt", ApiKey.NameMaxLength],
                new Dictionary<string, string[]> { [nameof(Input.Name)] = [text["NameLength", ApiKey.NameMaxLength]] });
        }

        var now = clock.GetUtcNow();
        await using var db = portal.ForSystem();
        if (own && await db.CountOwnKeysAsync(viewer.AccountId, now, ct) >= ApiKey.MostOfCompany)
        {
            return new Refusal.Conflict(text["TooManyKeys", ApiKey.MostOfCompany]);
        }

        var key = ApiKey.Make(input.Name, input.Scope, input.AccountId, now, out var fresh, own ? viewer.PersonId : null);
        db.Add(key);
        await db.SaveChangesAsync(ct);
        await audit.WriteAsync(viewer, AuditAction.KeyMade, $"{input.Scope.Word} key {key.Id} ({key.Prefix}…)", input.AccountId ?? AccountScope.NoAccount, ct);
        return new Made(key.Id, fresh);
    }
}
